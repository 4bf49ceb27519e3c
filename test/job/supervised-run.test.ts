import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { CapacityStrategy, ExecAccess, JobTask, JobTaskProps, RunOverlap, Sidecar, TaskBlueprint, TaskRun } from '../../src';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { Call, runStateMachine, World } from '../kit/states-language';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29.0');
const task = TaskBlueprint.container({ image });

function supervised(props: Partial<JobTaskProps> = {}): { stack: Stack; made: JobTask } {
  const { stack, cluster } = platformStack();
  return { stack, made: new JobTask(stack, 'Job', { cluster, task, run: TaskRun.supervised(), ...props }) };
}

/** The state machine of a template, where a reference is the name of what it refers to. */
function machineIn(stack: Stack): any {
  const { DefinitionString: definition } = propertiesOf(stack, 'AWS::StepFunctions::StateMachine')[0];
  return JSON.parse(definition['Fn::Join'][1].map(textOf).join(''));
}

function textOf(part: any): string {
  if (typeof part === 'string') return part;
  return part.Ref ?? part['Fn::GetAtt'].join('.');
}

/** The containers whose exit codes decide. */
function askedIn(stack: Stack): string[] {
  const { Parameters: read } = machineIn(stack).States.Attempt.Branches[0].States.ReadExitCodes;
  return Object.values<string>(read).map((path) => /@\.Name=='([^']+)'/.exec(path)![1]);
}

/** A world in which every task succeeds at once. */
class Quick implements World {
  public readonly calls: Call[] = [];
  public readonly context = { Execution: { Id: 'arn:run', Name: 'run' }, StateMachine: { Id: 'arn:machine' } };

  public call(call: Call): any {
    this.calls.push(call);
    return call.api === 'ecs:runTask.sync' ? { StopCode: 'EssentialContainerExited' } : { Executions: [{ ExecutionArn: 'arn:run' }] };
  }
}

describe('the state machine', () => {
  test('starts the task as it was described, with its tags', () => {
    const { stack, made } = supervised({
      task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }),
      capacity: CapacityStrategy.fargateSpot({ onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 }),
      exec: ExecAccess.enabled(),
      run: TaskRun.supervised({ overrides: [{ command: ['import'], environment: { MODE: 'full' }, cpu: 128, memoryMiB: 256 }] }),
    });
    const world = new Quick();
    runStateMachine(machineIn(stack), {}, world);
    expect(world.calls.map(({ api }) => api)).toEqual(['aws-sdk:sfn:listExecutions', 'ecs:runTask.sync']);
    expect(world.calls[1].parameters).toEqual({
      Cluster: expect.stringMatching(/^Cluster.*\.Arn$/),
      TaskDefinition: stack.getLogicalId(made.taskDefinition.node.defaultChild as any),
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 0, Weight: 0 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: [expect.stringContaining('PrivateSubnet1'), expect.stringContaining('PrivateSubnet2')],
          SecurityGroups: [expect.stringContaining('SecurityGroup')],
          AssignPublicIp: 'DISABLED',
        },
      },
      Overrides: { ContainerOverrides: [{ Name: 'app', Command: ['import'], Environment: [{ Name: 'MODE', Value: 'full' }], Cpu: 128, Memory: 256 }] },
      EnableExecuteCommand: true,
      PropagateTags: 'TASK_DEFINITION',
      Group: 'run',
    });
  });

  test('gives a task a day, and two more tries after a minute and two', () => {
    const { Attempt: attempt } = machineIn(supervised().stack).States;
    expect(attempt.Branches[0].States.RunTask.TimeoutSeconds).toBe(86400);
    expect(attempt.Retry).toEqual([{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 2, MaxDelaySeconds: 3600 }]);
  });

  test('does what was asked for', () => {
    const { stack } = supervised({
      run: TaskRun.supervised({
        taskCount: 3, timeout: Duration.hours(1), retries: 0, retryDelay: Duration.seconds(5), overlap: RunOverlap.FAIL, tracing: false,
      }),
    });
    const { Overlaps: overlaps, Tasks: tasks, EachTask: each } = machineIn(stack).States;
    expect(overlaps.Type).toBe('Fail');
    expect(tasks.Result).toHaveLength(3);
    expect(each.ItemProcessor.States.Attempt.Retry).toBeUndefined();
    expect(each.ItemProcessor.States.Attempt.Branches[0].States.RunTask.TimeoutSeconds).toBe(3600);
    expect(propertiesOf(stack, 'AWS::StepFunctions::StateMachine')[0].TracingConfiguration).toEqual({ Enabled: false });
  });

  test.each<[string, TaskBlueprint, string[]]>([
    ['its own containers that are essential', TaskBlueprint.containers({
      containers: [{ name: 'App', image }, { name: 'Agent', image, essential: false }, { name: 'Other', image }],
    }), ['App', 'Other']],
    ['no sidecar', TaskBlueprint.container({ image, sidecars: [Sidecar.fireLens()] }), ['app']],
  ])('asks how the work ended %s', (_what, described, names) => {
    expect(askedIn(supervised({ task: described }).stack)).toEqual(names);
  });

  test('asks how the work ended those that a task definition gets before synth', () => {
    const { stack, cluster } = platformStack();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { family: 'Existing' });
    taskDefinition.addContainer('App', { image });
    new JobTask(stack, 'Job', { cluster, task: TaskBlueprint.existing(taskDefinition), run: TaskRun.supervised() });
    taskDefinition.addContainer('Later', { image });
    taskDefinition.addContainer('Agent', { image, essential: false });
    taskDefinition.addFirelensLogRouter('Router', { image, essential: true, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
    expect(askedIn(stack)).toEqual(['App', 'Later']);
  });

  test('is logged for three months and traced', () => {
    const { stack, made } = supervised();
    expect(propertiesOf(stack, 'AWS::StepFunctions::StateMachine')[0]).toMatchObject({
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true, Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: stack.resolve(made.failureLogGroup!.logGroupArn) } }] },
      TracingConfiguration: { Enabled: true },
    });
    expect(resourcesOf(stack)[stack.getLogicalId(made.failureLogGroup!.node.defaultChild as any)].Properties.RetentionInDays).toBe(90);
  });

  test('is logged for as long, and with the key, that its failures are kept', () => {
    const { stack, cluster } = platformStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const made = new JobTask(stack, 'Job', {
      cluster, task, run: TaskRun.supervised(), failureAlarm: { retention: logs.RetentionDays.ONE_WEEK, encryptionKey },
    });
    expect(resourcesOf(stack)[stack.getLogicalId(made.failureLogGroup!.node.defaultChild as any)].Properties)
      .toEqual({ RetentionInDays: 7, KmsKeyId: stack.resolve(encryptionKey.keyArn) });
    expect(JSON.stringify(propertiesOf(stack, 'AWS::KMS::Key'))).toContain('kms:EncryptionContext:aws:logs:arn');
  });

  test('waits for the permissions of its task', () => {
    const { stack, made } = supervised();
    expect(theOnly(stack, 'AWS::StepFunctions::StateMachine').DependsOn).toContain(stack.getLogicalId(made.executionRole.node.defaultChild as any));
  });
});

describe('its role', () => {
  const roleOf = (stack: Stack) => propertiesOf(stack, 'AWS::IAM::Role')
    .find(({ AssumeRolePolicyDocument: document }) => document.Statement[0].Principal.Service === 'states.amazonaws.com');

  test('is for state machines of this account', () => {
    const { stack } = supervised();
    const [{ Condition: condition }] = roleOf(stack).AssumeRolePolicyDocument.Statement;
    expect(condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(JSON.stringify(condition.ArnLike['aws:SourceArn'])).toContain(':stateMachine:*');
  });

  test('may run this task, watch and stop tasks of its cluster, and write its record, and nothing else', () => {
    const { stack } = supervised();
    const statements: any[] = roleOf(stack).Policies[0].PolicyDocument.Statement;
    const onAnything = statements.filter(({ Resource: resource }) => resource === '*');
    expect(statements.filter((statement) => !onAnything.includes(statement)).map(({ Action: action }) => action)).toEqual([
      'ecs:RunTask', 'iam:PassRole', 'ecs:TagResource', ['ecs:DescribeTasks', 'ecs:StopTask'], ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
    ]);
    expect(onAnything.map(({ Action: action, Condition: condition }) => [action, Object.keys(condition ?? {})])).toEqual([
      ['ecs:ListTasks', ['ArnEquals']],
      [[
        'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
        'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
        'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
      ], []],
    ]);
  });

  test('sees the runs of its machine, and is there before a run', () => {
    const { stack, made } = supervised();
    expect(propertiesOf(stack, 'AWS::IAM::Policy').map(({ PolicyDocument: document }) => document.Statement)).toEqual([
      [{ Effect: 'Allow', Action: 'states:ListExecutions', Resource: stack.resolve(made.stateMachine!.stateMachineArn) }],
    ]);
  });

  test('sees no runs where they may overlap', () => {
    const { stack } = supervised({ run: TaskRun.supervised({ overlap: RunOverlap.ALLOW }) });
    expect(propertiesOf(stack, 'AWS::IAM::Policy')).toEqual([]);
  });
});

test('the alarm counts runs that failed, timed out or were stopped', () => {
  const { stack, made } = supervised({ failureAlarm: { failures: 3, period: Duration.hours(1) } });
  const { Metrics: metrics, ...alarm } = resourcesOf(stack)[stack.getLogicalId(made.failureAlarm!.node.defaultChild as any)].Properties;
  expect(alarm).toMatchObject({ Threshold: 3, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' });
  expect(metrics[0]).toMatchObject({ Expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)' });
  expect(metrics.slice(1).map(({ Id: id, MetricStat: stat }: any) => [id, stat.Metric.MetricName, stat.Stat, stat.Period])).toEqual([
    ['failed', 'ExecutionsFailed', 'Sum', 3600], ['timedOut', 'ExecutionsTimedOut', 'Sum', 3600], ['aborted', 'ExecutionsAborted', 'Sum', 3600],
  ]);
});
