import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib/core';
import { EcsAnywhereFleet, EdgeOs, EdgeService, TaskBlueprint } from '../../src';
import { integApp, integTest, nginx, nginxPaths } from '../integ-app';

// A fleet that no machine has joined yet: a service waits for machines of a site with no task, and another is there for each machine.
const app = integApp();
const stack = new Stack(app, 'EdgeServiceNoMachines');
const fleet = new EcsAnywhereFleet(stack, 'Edge', { registrationLimit: 1, operatingSystem: EdgeOs.UBUNTU_24_04 });

const processor = new EdgeService(stack, 'Processor', {
  fleet,
  task: TaskBlueprint.container({ image: nginx, cpu: 64, memoryMiB: 64, port: 80, writablePaths: nginxPaths }),
  desiredCount: 0,
  placement: { attributes: { site: ['berlin', 'hall 3'] }, spreadOver: ['site'], distinctMachines: true },
});
const collector = new EdgeService(stack, 'LogCollector', {
  fleet,
  task: TaskBlueprint.container({ image: nginx, memoryMiB: 64, writablePaths: nginxPaths, hostMounts: [{ hostPath: '/var/log' }] }),
  everyMachine: true,
});

const { assertions } = integTest(app, stack, [processor.service, collector.service]);
assertions
  .awsApiCall('ECS', 'describeServices', { cluster: fleet.cluster.clusterName, services: [collector.service.serviceName] })
  .assertAtPath('services.0.schedulingStrategy', ExpectedResult.stringLikeRegexp('DAEMON'));
