import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack, TimeZone } from 'aws-cdk-lib/core';
import { FargateSpotCluster, ScheduledTask, TaskBlueprint, TaskRun } from '../../src';
import { integApp, integTest, integVpc } from '../integ-app';

// A task that is started every minute and runs to its end under supervision, and one that is started at night and no more.
const app = integApp();
const stack = new Stack(app, 'ScheduledTaskSupervised');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const task = TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'), command: ['true'] });
const minutely = new ScheduledTask(stack, 'Minutely', {
  cluster,
  task,
  schedule: scheduler.ScheduleExpression.rate(Duration.minutes(1)),
  run: TaskRun.supervised({ timeout: Duration.minutes(5) }),
});
new ScheduledTask(stack, 'Nightly', {
  cluster,
  task,
  schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
  run: TaskRun.unsupervised({ taskCount: 2, overrides: [{ command: ['sh', '-c', 'exit 0'] }] }),
});

integTest(app, stack).assertions
  .awsApiCall('SFN', 'listExecutions', { stateMachineArn: minutely.stateMachine!.stateMachineArn, statusFilter: 'SUCCEEDED' })
  .assertAtPath('executions.0.status', ExpectedResult.stringLikeRegexp('SUCCEEDED'))
  .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) });
