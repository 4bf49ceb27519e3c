import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { DeployTask, FargateSpotCluster, FargateSpotService, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A task that ends by itself, and a service that waits for it. A second deployment with another `inputs` runs it again.
const app = integApp();
const stack = new Stack(app, 'DeployTaskBeforeService');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
});
const migrate = new DeployTask(stack, 'Migrate', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, writablePaths: nginxPaths, command: ['sh', '-c', 'echo migrated'] }),
  timeout: Duration.minutes(10),
  inputs: { run: '1' },
  runBefore: [web],
});

integTest(app, stack, [web.service]).assertions
  .awsApiCall('CloudWatchLogs', 'filterLogEvents', { logGroupName: migrate.logGroup!.logGroupName })
  .assertAtPath('events.0.message', ExpectedResult.stringLikeRegexp('migrated'));
