import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, JobTask, TaskBlueprint, TaskRun } from '../../src';
import { integApp, integTest, integVpc } from '../integ-app';

// A job with its command, and one whose runs a state machine retries.
const app = integApp();
const stack = new Stack(app, 'JobTaskOnDemand');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const task = TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'), command: ['true'] });
const job = new JobTask(stack, 'Job', { cluster, task, failureAlarm: {} });
new CfnOutput(stack, 'Run', { value: job.runCommand({ taskCount: 2, overrides: [{ command: ['echo', "it's done"] }] }) });
const supervised = new JobTask(stack, 'SupervisedJob', { cluster, task, run: TaskRun.supervised({ taskCount: 2, retries: 1 }) });

const { assertions } = integTest(app, stack);
assertions
  .awsApiCall('SFN', 'startExecution', { stateMachineArn: supervised.stateMachine!.stateMachineArn })
  .next(assertions
    .awsApiCall('SFN', 'listExecutions', { stateMachineArn: supervised.stateMachine!.stateMachineArn, statusFilter: 'SUCCEEDED' })
    .assertAtPath('executions.0.status', ExpectedResult.stringLikeRegexp('SUCCEEDED'))
    .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) }));
