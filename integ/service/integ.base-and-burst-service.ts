import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import { BaseAndBurstService, CapacityStrategy, FargateSize, RollbackAlarms, Rollout, TaskBlueprint, TrafficSource, ZonalEc2Cluster } from '../../src';
import { acknowledgeTestInstances, acknowledgeTestTraffic, expectAnswer, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A base on instances and a burst on Fargate Spot behind one rule, whose weights follow the tasks.
const app = integApp();
const stack = new Stack(app, 'BaseAndBurstService');
acknowledgeTestTraffic(stack);
acknowledgeTestInstances(stack);
const fleet = new ZonalEc2Cluster(stack, 'Fleet', {
  vpc: integVpc(stack),
  instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MEDIUM)],
  instancesPerZone: { min: 1, max: 2 },
});

const web = new BaseAndBurstService(stack, 'Web', {
  base: { capacity: CapacityStrategy.zonal(fleet), tasks: 2 },
  burst: { tasks: { min: 1, max: 4 } },
  task: TaskBlueprint.container({ image: nginx, size: FargateSize.of(512, 1024), port: 80, writablePaths: nginxPaths }),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
  rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
});

expectAnswer(integTest(app, stack, [web.baseService, web.burstService]), web.loadBalancer!);
