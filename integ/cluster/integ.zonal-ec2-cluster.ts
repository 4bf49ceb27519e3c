import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { CapacityStrategy, DaemonService, PooledService, TaskBlueprint, TaskScaling, TrafficSource, ZonalEc2Cluster } from '../../src';
import { acknowledgeTestInstances, acknowledgeTestTraffic, expectAnswer, expectService, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A pool in each of two zones, a service in bridge mode that is spread over them, and a daemon on each instance.
const app = integApp();
const stack = new Stack(app, 'ZonalEc2Cluster');
acknowledgeTestTraffic(stack);
acknowledgeTestInstances(stack);
const fleet = new ZonalEc2Cluster(stack, 'Fleet', {
  vpc: integVpc(stack),
  instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL)],
  instancesPerZone: { min: 1, max: 3 },
});

const agent = new DaemonService(stack, 'Agent', {
  pool: fleet,
  task: TaskBlueprint.container({ image: nginx, memoryMiB: 64, writablePaths: nginxPaths, hostMounts: [{ hostPath: '/var/log' }] }),
});

const web = new PooledService(stack, 'Web', {
  capacity: CapacityStrategy.zonal(fleet),
  task: TaskBlueprint.container({
    image: nginx, cpu: 256, memoryMiB: 128, port: 80, writablePaths: nginxPaths, networkMode: ecs.NetworkMode.BRIDGE,
  }),
  scaling: TaskScaling.exactly(4),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
});

const test = integTest(app, stack, [agent.service, web.service]);
expectAnswer(test, web.loadBalancer!);
expectService(test, web.service, { desiredCount: 4, runningCount: 4 });
