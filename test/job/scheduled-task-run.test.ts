import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CapacityStrategy, TaskBlueprint, TaskRun } from '../../src';
import { bindScheduledRun, ScheduledTaskParts } from '../../src/job/scheduled-task-run';
import { newSchedule, ScheduleParts, schedulesOf } from '../../src/job/scheduled-task-schedule';
import { StandaloneTask } from '../../src/job/standalone-task';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');
const described = TaskBlueprint.containers({ containers: [{ name: 'app', image }, { name: 'agent', image, essential: false }] });

/** A run, and the role of what is to start it. */
function bound(run: TaskRun, parts: Partial<ScheduledTaskParts> = {}) {
  const { stack, cluster } = platformStack();
  const scope = new Construct(stack, 'Nightly');
  const choices = new StandaloneTask(scope, { cluster, task: described, capacity: CapacityStrategy.fargate() });
  const role = new iam.Role(stack, 'Starts', { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') });
  const task = choices.bind();
  return { stack, cluster, scope, task, role, made: bindScheduledRun(scope, run, { choices, task, alarm: {}, role, ...parts }) };
}

/** What the role may do. */
function actionsOf(stack: Stack): string[] {
  const mine = propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [{ Ref: role }] }) => role?.startsWith('Starts'));
  return mine.flatMap(({ PolicyDocument: { Statement: statements } }) => statements.flatMap(({ Action: action }: any) => action));
}

/** What the target is given, as an object. */
function inputOf({ made: { target }, stack }: ReturnType<typeof bound>): any {
  return target.input && JSON.parse(stack.resolve(target.input.bind(stack as unknown as scheduler.ISchedule)));
}

describe('a run that nobody supervises', () => {
  test('is a call of RunTask, which the role may make, and no other', () => {
    const run = bound(TaskRun.unsupervised());
    const { launch } = run.task;
    expect(run.made.target).toEqual({
      arn: run.cluster.clusterArn,
      input: undefined,
      ecsParameters: {
        taskDefinitionArn: launch.taskDefinitionArn,
        taskCount: 1,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: undefined, weight: 1 }],
        networkConfiguration: { awsvpcConfiguration: launch.awsvpc },
        placementStrategy: undefined,
        placementConstraints: undefined,
        enableExecuteCommand: false,
        enableEcsManagedTags: true,
        propagateTags: ecs.PropagatedTagSource.TASK_DEFINITION,
      },
    });
    expect([run.made.stateMachine, actionsOf(run.stack)]).toEqual([undefined, ['ecs:RunTask', 'iam:PassRole', 'ecs:TagResource']]);
  });

  test('gets the time that it was scheduled for in a variable of the main container, behind its overrides', () => {
    const overrides = [{ container: 'agent', cpu: 64 }, { environment: { MODE: 'full' } }];
    const run = bound(TaskRun.unsupervised({ taskCount: 3, overrides }), { timeVariable: 'SCHEDULED_AT' });
    expect(run.made.target.ecsParameters?.taskCount).toBe(3);
    expect(inputOf(run)).toEqual({
      containerOverrides: [
        { name: 'app', environment: [{ name: 'MODE', value: 'full' }, { name: 'SCHEDULED_AT', value: '<aws.scheduler.scheduled-time>' }] },
        { name: 'agent', cpu: 64 },
      ],
    });
  });

  test('has its failures kept, and an alarm on them', () => {
    const { made, stack } = bound(TaskRun.unsupervised());
    expect(stack.resolve(made.logGroup.logGroupName)).toEqual({ Ref: expect.stringMatching(/^NightlyFailures/) });
    expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({ Namespace: 'AWS/Events', MetricName: 'TriggeredRules' });
  });
});

describe('a run that is supervised', () => {
  test('is an execution, which the role may start, and no task', () => {
    const run = bound(TaskRun.supervised({ taskCount: 3 }));
    expect(run.made.target).toEqual({ arn: run.made.stateMachine!.stateMachineArn, input: expect.anything() });
    expect(inputOf(run)).toEqual({ scheduledTime: '<aws.scheduler.scheduled-time>' });
    expect(actionsOf(run.stack)).toEqual(['states:StartExecution']);
  });

  test('hands the time on to the main container, from where the schedule puts it', () => {
    const { stack } = bound(TaskRun.supervised(), { timeVariable: 'SCHEDULED_AT' });
    const definition = JSON.stringify(theOnly(stack, 'AWS::StepFunctions::StateMachine').Properties.DefinitionString).replace(/\\/g, '');
    expect(definition).toContain('"ContainerOverrides":[{"Name":"app","Environment":[{"Name":"SCHEDULED_AT","Value.$":"$$.Execution.Input.scheduledTime"}]}]');
  });

  test('has its alarm on executions that end badly', () => {
    const { made, stack } = bound(TaskRun.supervised());
    expect(stack.resolve(made.logGroup.logGroupName)).toEqual({ Ref: expect.stringMatching(/^NightlySupervisedRun/) });
    expect(JSON.stringify(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties.Metrics)).toContain('ExecutionsFailed');
    expect(resourcesOf(stack, 'AWS::Events::Rule')).toEqual({});
  });
});

describe('the schedule', () => {
  const TARGET = { arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop' };

  function scheduled(parts: Partial<ScheduleParts> = {}): any {
    const stack = new Stack(recommendedApp(), 'Here', { env: HERE });
    newSchedule(stack, {
      schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
      timing: {},
      now: 0,
      delivery: {},
      deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Dead', 'arn:aws:sqs:eu-west-1:111122223333:dead'),
      role: iam.Role.fromRoleArn(stack, 'Starts', 'arn:aws:iam::111122223333:role/starts'),
      target: TARGET,
      ...parts,
    });
    return theOnly(stack, 'AWS::Scheduler::Schedule').Properties;
  }

  test('starts its target within the minute, and tries for an hour', () => {
    expect(scheduled()).toEqual({
      Description: 'Starts a task of ECS',
      ScheduleExpression: 'rate(1 hour)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: TARGET.arn,
        RoleArn: 'arn:aws:iam::111122223333:role/starts',
        DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:dead' },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
      },
    });
  });

  test('starts it when, and tries as long and as often as its user says', () => {
    const timing = { flexibleWindow: Duration.minutes(15), start: new Date('2030-01-01T00:00:00Z'), end: new Date('2031-01-01T00:00:00Z'), enabled: false };
    expect(scheduled({ timing, delivery: { maxEventAge: Duration.minutes(1), retryAttempts: 0 } })).toMatchObject({
      StartDate: '2030-01-01T00:00:00.000Z',
      EndDate: '2031-01-01T00:00:00.000Z',
      State: 'DISABLED',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } },
    });
  });

  test.each<[string, string | undefined]>([['arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default', undefined], [
    'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/nightly', 'nightly',
  ]])('acts for its group alone, %s', (arn, name) => {
    const stack = new Stack(recommendedApp(), 'Here', { env: HERE });
    const group = name === undefined ? undefined : scheduler.ScheduleGroup.fromScheduleGroupName(stack, 'Group', name);
    new iam.Role(stack, 'Role', { assumedBy: schedulesOf(stack, group) });
    expect(theOnly(stack, 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': arn } },
    }]);
  });
});
