import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Size, Stack, Token } from 'aws-cdk-lib/core';
import { JobTask, JobTaskProps, TaskBlueprint, TaskRun, TaskVolume } from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { Call, runStateMachine } from '../kit/states-language';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29.0');
const task = TaskBlueprint.container({ image });

function job(props: Partial<JobTaskProps> = {}): { stack: Stack; made: JobTask } {
  const { stack, cluster } = platformStack();
  return { stack, made: new JobTask(stack, 'Import', { cluster, task, ...props }) };
}

/** A text with tokens as it is deployed, where a reference is the name of what it refers to. */
function deployed(stack: Stack, text: string): string {
  const resolved = stack.resolve(text);
  return typeof resolved === 'string' ? resolved : resolved['Fn::Join'][1].map((part: any) => part.Ref ?? part['Fn::GetAtt']?.join('.') ?? part).join('');
}

/** What a shell calls `aws` with. */
function argumentsOf(command: string): string[] {
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), 'job-task-'));
  fs.writeFileSync(path.join(bin, 'aws'), '#!/bin/sh\nprintf \'%s\\0\' "$@"\n', { mode: 0o755 });
  try {
    return execFileSync('sh', ['-c', command], { env: { PATH: `${bin}:${process.env.PATH}` } }).toString().split('\0').slice(0, -1);
  } finally {
    fs.rmSync(bin, { recursive: true });
  }
}

describe('the command', () => {
  test('runs the task as it was described', () => {
    const { stack, made } = job();
    const [service, operation, ...options] = argumentsOf(deployed(stack, made.runCommand()));
    expect([service, operation, ...options.slice(0, 3)]).toEqual(['ecs', 'run-task', '--region', 'AWS::Region', '--cli-input-json']);
    expect(JSON.parse(options[3])).toEqual({
      cluster: expect.stringMatching(/^Cluster.*\.Arn$/),
      taskDefinition: stack.getLogicalId(made.taskDefinition.node.defaultChild as any),
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [expect.stringContaining('PrivateSubnet1'), expect.stringContaining('PrivateSubnet2')],
          securityGroups: [expect.stringContaining('SecurityGroup')],
          assignPublicIp: 'DISABLED',
        },
      },
      enableExecuteCommand: false,
      enableECSManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    });
    expect(options).toHaveLength(4);
  });

  test.each([
    ['quotes', ['it\'s', '"so"']],
    ['what a shell acts upon', ['$HOME', '`id`', '$(id)', 'a; id', '*', '\\', '!x', '# no comment']],
    ['lines and spaces', ['two\nlines', '  ', '']],
  ])('brings %s through', (_what, command) => {
    const { stack, made } = job();
    const words = argumentsOf(deployed(stack, made.runCommand({ taskCount: 3, overrides: [{ command, environment: { TEXT: command.join() } }] })));
    const request = JSON.parse(words[words.length - 1]);
    expect(request.count).toBe(3);
    expect(request.overrides).toEqual({ containerOverrides: [{ name: 'app', command, environment: [{ name: 'TEXT', value: command.join() }] }] });
  });

  test('may hold tokens, numbers too', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    const made = new JobTask(stack, 'Import', { cluster, task });
    const command = made.runCommand({
      taskCount: Token.asNumber({ Ref: 'Count' }), overrides: [{ environment: { BUCKET: bucket.bucketName }, cpu: Token.asNumber({ Ref: 'Cpu' }) }],
    });
    const text = deployed(stack, command);
    expect(text).toContain('"count":Count,');
    expect(text).toContain(`"value":"${stack.getLogicalId(bucket.node.defaultChild as any)}"`);
    expect(text).toContain('"cpu":Cpu');
  });

  test('is what the prop says, unless it is told otherwise', () => {
    const { stack, made } = job({ run: TaskRun.unsupervised({ taskCount: 2, overrides: [{ command: ['import'] }] }) });
    expect(JSON.parse(argumentsOf(deployed(stack, made.runCommand()))[5])).toMatchObject({
      count: 2, overrides: { containerOverrides: [{ name: 'app', command: ['import'] }] },
    });
    const other = JSON.parse(argumentsOf(deployed(stack, made.runCommand({})))[5]);
    expect([other.count, other.overrides]).toEqual([undefined, undefined]);
  });

  test('starts the state machine of a supervised job', () => {
    const { stack, made } = job({ run: TaskRun.supervised() });
    expect(argumentsOf(deployed(stack, made.runCommand()))).toEqual([
      'stepfunctions', 'start-execution', '--region', 'AWS::Region', '--state-machine-arn', stack.getLogicalId(made.stateMachine!.node.defaultChild as any),
    ]);
  });
});

describe('the variables of a function', () => {
  test('are a request of the SDK', () => {
    const { stack, made } = job();
    const variables = made.runVariables({ taskCount: 4 });
    expect(Object.keys(variables)).toEqual(['RUN_TASK']);
    expect(JSON.parse(deployed(stack, variables.RUN_TASK))).toMatchObject({ count: 4, propagateTags: 'TASK_DEFINITION' });
  });

  test('are the state machine of a supervised job', () => {
    const { stack, made } = job({ run: TaskRun.supervised() });
    expect(stack.resolve(made.runVariables())).toEqual({ STATE_MACHINE_ARN: stack.resolve(made.stateMachine!.stateMachineArn) });
  });
});

describe('whoever may run it', () => {
  const actionsOf = (stack: Stack) => propertiesOf(stack, 'AWS::IAM::Policy')
    .filter(({ Roles: roles }) => JSON.stringify(roles).includes('Caller'))
    .flatMap(({ PolicyDocument: document }) => document.Statement.map(({ Action: action }: any) => action));

  test.each([
    ['a job', undefined, ['ecs:RunTask', 'iam:PassRole', 'ecs:TagResource']],
    ['a supervised job', TaskRun.supervised(), ['states:StartExecution']],
  ])('may run %s, and nothing else', (_what, run, actions) => {
    const { stack, made } = job({ run });
    made.grantRun(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(actionsOf(stack)).toEqual(actions);
  });
});

describe('a state', () => {
  test('runs the task in a state machine of the user, which may do that', () => {
    const { stack, made } = job();
    const state = made.runState(stack, 'RunImport', {
      timeout: Duration.minutes(10), overrides: [{ environment: { KEY: sfn.JsonPath.stringAt('$.key') } }], resultPath: '$.task',
    });
    state.addRetry({ maxAttempts: 5 });
    new sfn.StateMachine(stack, 'Pipeline', { definitionBody: sfn.DefinitionBody.fromChainable(state) });
    const machine = JSON.parse(deployed(stack, stack.resolve(propertiesOf(stack, 'AWS::StepFunctions::StateMachine')[0].DefinitionString)));
    const calls: Call[] = [];
    const world = { context: {}, call: (call: Call) => { calls.push(call); return { TaskArn: 'arn:task' }; } };
    expect(runStateMachine(machine, { key: 'a.csv' }, world)).toEqual({ key: 'a.csv', task: { TaskArn: 'arn:task' } });
    expect(calls[0]).toMatchObject({
      api: 'ecs:runTask.sync',
      timeoutSeconds: 600,
      parameters: { Overrides: { ContainerOverrides: [{ Name: 'app', Environment: [{ Name: 'KEY', Value: 'a.csv' }] }] }, PropagateTags: 'TASK_DEFINITION' },
    });
    const policy = theOnly(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement;
    expect(policy.map(({ Action: action }: any) => action)).toEqual([
      'ecs:RunTask', 'iam:PassRole', 'ecs:TagResource', ['ecs:DescribeTasks', 'ecs:StopTask'], ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
    ]);
  });

  test('is one of JSONata where the machine is', () => {
    const { stack, made } = job();
    new sfn.StateMachine(stack, 'Pipeline', {
      definitionBody: sfn.DefinitionBody.fromChainable(made.runState(stack, 'RunImport')), queryLanguage: sfn.QueryLanguage.JSONATA,
    });
    const machine = JSON.parse(deployed(stack, propertiesOf(stack, 'AWS::StepFunctions::StateMachine')[0].DefinitionString));
    expect(machine.States.RunImport.Arguments.PropagateTags).toBe('TASK_DEFINITION');
    expect(machine.States.RunImport.Parameters).toBeUndefined();
  });

  test('changes no container that is not there', () => {
    const { stack, made } = job();
    expect(() => made.runState(stack, 'RunImport', { overrides: [{ container: 'web' }] }))
      .toThrow("ContainerOverrides.UnknownContainer: `overrides[0].container` names a container of the task, which has app, got 'web'");
  });

  test('takes paths, and nothing that Scheduler alone fills in', () => {
    const { stack, made } = job();
    const attribute = '<aws.scheduler.scheduled-time>';
    expect(() => made.runState(stack, 'RunImport', { overrides: [{ environment: { AT: attribute } }] })).toThrow('ContainerOverrides.NotFilled: '
      + `\`overrides[0].environment.AT\` is passed on as it is, got ${attribute}, which nothing fills in here; take \`sfn.JsonPath\` for values of the run`);
    expect(() => made.runCommand({ overrides: [{ command: [sfn.JsonPath.stringAt('$.key')] }] })).toThrow('ContainerOverrides.NotFilled: '
      + '`options.overrides[0].command[0]` is passed on as it is, got $.key, which nothing fills in here; take runState() for values from the input of a state machine');
  });
});

describe('what is watched', () => {
  test('is nothing by itself', () => {
    const { stack, made } = job();
    expect(propertiesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual([]);
    expect([made.failureAlarm, made.failureLogGroup]).toEqual([undefined, undefined]);
  });

  test('is every failure, on request', () => {
    const { stack, made } = job({ failureAlarm: {} });
    expect(propertiesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual([expect.objectContaining({ MetricName: 'TriggeredRules' })]);
    expect(made.failureLogGroup).toBe(made.node.findChild('Failures').node.findChild('Events'));
  });

  test('of a supervised job is nothing by itself but its record', () => {
    const { stack, made } = job({ run: TaskRun.supervised() });
    expect(propertiesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual([]);
    expect(made.failureLogGroup).toBe(made.node.findChild('SupervisedRun').node.findChild('Runs'));
  });
});

describe('a task definition of another stack', () => {
  test('stays as it is', () => {
    const app = recommendedApp();
    const { stack, cluster } = platformStack(app);
    const elsewhere = new Stack(app, 'Elsewhere');
    const taskDefinition = new ecs.FargateTaskDefinition(elsewhere, 'Definition');
    taskDefinition.addContainer('app', { image, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', mode: ecs.AwsLogDriverMode.NON_BLOCKING }) });
    new JobTask(stack, 'Import', { cluster, task: TaskBlueprint.existing(taskDefinition) });
    expect(Object.values(resourcesOf(elsewhere, 'AWS::ECS::TaskDefinition'))[0].DependsOn).toBeUndefined();
    expect(stack.dependencies).not.toContain(elsewhere);
  });
});

describe('what is refused', () => {
  const volume = TaskVolume.ebs({ size: Size.gibibytes(10) });

  test.each<[string, Partial<JobTaskProps>, string]>([
    ['too many tasks', { run: TaskRun.supervised({ taskCount: 0 }) }, 'StandaloneTask.TaskCount: `run.taskCount` takes whole tasks from 1 to 10, got 0; the nearest is 1'],
    ['retries that are none', { run: TaskRun.supervised({ retries: 0.5 }) }, 'TaskRun.Retries: `run.retries` takes whole retries from 0 to 99999999, got 0.5; the nearest is 1'],
    ['a disk on EBS', { task: TaskBlueprint.container({ image, volumes: { data: volume }, mounts: [{ volume: 'data', path: '/data' }] }) }, 'StandaloneTask.EbsVolume'],
    ['an alarm without a period', { failureAlarm: { period: Duration.days(2) } },
      'TaskFailureAlarm.Period: `failureAlarm.period` takes whole minutes from 1 to 1440, got 2880; the nearest is 1440'],
  ])('%s', (_what, props, message) => {
    expect(() => job(props)).toThrow(message);
  });

  test('a command for too many tasks', () => {
    expect(() => job().made.runCommand({ taskCount: 11 })).toThrow('StandaloneTask.TaskCount: `options.taskCount` takes whole tasks from 1 to 10, got 11; the nearest is 10');
  });

  test('options for a run of a state machine', () => {
    const { made } = job({ run: TaskRun.supervised() });
    const message = 'JobTask.SupervisedRun: `options` are for runs that nobody supervises, got some for a supervised one; set them in `run`';
    expect(() => made.runCommand({ taskCount: 2 })).toThrow(message);
    expect(() => made.runVariables({})).toThrow(message);
  });
});
