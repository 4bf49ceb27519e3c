import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Lazy, Size, Stack, Tags, TimeZone, Token } from 'aws-cdk-lib/core';
import { AlarmDestination, CapacityStrategy, ExecAccess, ScheduledTask, ScheduledTaskProps, TaskBlueprint, TaskRun, TaskVolume } from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29.0');
const task = TaskBlueprint.container({ image });
// Schedules know what is past.
beforeEach(() => { jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2029-06-01T00:00:00Z')); });
afterEach(() => { jest.restoreAllMocks(); });

const NIGHTLY = scheduler.ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN });

function nightly(props: Partial<ScheduledTaskProps> = {}): { stack: Stack; made: ScheduledTask } {
  const { stack, cluster } = platformStack();
  return { stack, made: new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, ...props }) };
}

/** What the role of the schedule may do. */
function grantsOf({ stack, made }: { stack: Stack; made: ScheduledTask }): any[] {
  const role = resourcesOf(stack)[stack.getLogicalId(made.node.findChild('ScheduleRole').node.defaultChild as any)];
  return role.Properties.Policies[0].PolicyDocument.Statement;
}

describe('the schedule', () => {
  test('starts the task at its time, in its zone, on demand in private subnets', () => {
    const { stack, made } = nightly();
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')[0]).toMatchObject({
      ScheduleExpression: 'cron(0 2 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: stack.resolve((made.node.scope!.node.findChild('Cluster') as ecs.Cluster).clusterArn),
        EcsParameters: {
          TaskDefinitionArn: stack.resolve(made.taskDefinition.taskDefinitionArn),
          TaskCount: 1,
          CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
          NetworkConfiguration: {
            AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', SecurityGroups: [stack.resolve(made.connections.securityGroups[0].securityGroupId)] },
          },
          EnableECSManagedTags: true,
          PropagateTags: 'TASK_DEFINITION',
        },
        DeadLetterConfig: { Arn: stack.resolve(made.deadLetterQueue.queueArn) },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
      },
    });
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')[0].Target.Input).toBeUndefined();
  });

  test('is in UTC unless it says otherwise, and says so', () => {
    const { stack } = nightly({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)) });
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')[0].ScheduleExpressionTimezone).toBe('Etc/UTC');
  });

  test('has what was asked for', () => {
    const { stack, cluster } = platformStack();
    const group = new scheduler.ScheduleGroup(stack, 'Group');
    const encryptionKey = new kms.Key(stack, 'Key');
    const queueKey = new kms.Key(stack, 'QueueKey');
    const deadLetterQueue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: queueKey });
    const made = new ScheduledTask(stack, 'Nightly', {
      cluster,
      task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }),
      schedule: NIGHTLY,
      capacity: CapacityStrategy.fargateSpot({ onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 }),
      exec: ExecAccess.enabled(),
      timing: {
        flexibleWindow: Duration.minutes(15),
        start: new Date('2030-01-01T00:00:00Z'),
        end: new Date('2031-01-01T00:00:00Z'),
        enabled: false,
        group,
        encryptionKey,
      },
      delivery: { maxEventAge: Duration.minutes(5), retryAttempts: 0, deadLetterQueue },
      run: TaskRun.unsupervised({ taskCount: 10, overrides: [{ command: ['report'], environment: { MODE: 'full' }, memoryMiB: 512 }] }),
    });
    const { Target: target, ...schedule } = propertiesOf(stack, 'AWS::Scheduler::Schedule')[0];
    expect(schedule).toMatchObject({
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      StartDate: '2030-01-01T00:00:00.000Z',
      EndDate: '2031-01-01T00:00:00.000Z',
      State: 'DISABLED',
      GroupName: stack.resolve(group.scheduleGroupName),
      KmsKeyArn: stack.resolve(encryptionKey.keyArn),
    });
    expect(target).toMatchObject({
      RetryPolicy: { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 },
      EcsParameters: {
        TaskCount: 10,
        EnableExecuteCommand: true,
        CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 0 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
      },
      Input: JSON.stringify({ containerOverrides: [{ name: 'app', command: ['report'], environment: [{ name: 'MODE', value: 'full' }], memory: 512 }] }),
    });
    expect(made.deadLetterQueue).toBe(deadLetterQueue);
    const onKey = grantsOf({ stack, made }).filter(({ Action: action }) => JSON.stringify(action).includes('kms:'));
    expect(onKey).toEqual([
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(queueKey.keyArn) },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) },
    ]);
  });

  test('waits for the capacity providers of the cluster and the permissions of the task', () => {
    const { stack, made } = nightly();
    const dependencies = theOnly(stack, 'AWS::Scheduler::Schedule').DependsOn;
    expect(dependencies).toContain(stack.getLogicalId(made.executionRole.node.defaultChild as any));
  });

  test('has overrides that hold tokens', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    new ScheduledTask(stack, 'Nightly', {
      cluster,
      task,
      schedule: NIGHTLY,
      run: TaskRun.unsupervised({ overrides: [{ environment: { BUCKET: bucket.bucketName, AT: scheduler.ContextAttribute.scheduledTime } }] }),
    });
    const [, parts] = propertiesOf(stack, 'AWS::Scheduler::Schedule')[0].Target.Input['Fn::Join'];
    expect(parts).toEqual([
      '{"containerOverrides":[{"name":"app","environment":[{"name":"BUCKET","value":"',
      stack.resolve(bucket.bucketName),
      '"},{"name":"AT","value":"<aws.scheduler.scheduled-time>"}]}]}',
    ]);
  });

  test('takes a schedule that is a token', () => {
    const { stack } = nightly({ schedule: scheduler.ScheduleExpression.expression(Lazy.string({ produce: () => 'whatever' })) });
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')[0].ScheduleExpression).toBe('whatever');
  });
});

describe('the role of the schedule', () => {
  test('is for schedules of the default group of this account', () => {
    const { stack, made } = nightly();
    const role = resourcesOf(stack)[stack.getLogicalId(made.node.findChild('ScheduleRole').node.defaultChild as any)];
    const [statement] = role.Properties.AssumeRolePolicyDocument.Statement;
    expect(statement.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(statement.Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
    expect(JSON.stringify(statement.Condition.StringEquals['aws:SourceArn'])).toContain(':schedule-group/default');
  });

  test('is for the group that was given', () => {
    const { stack, cluster } = platformStack();
    const group = new scheduler.ScheduleGroup(stack, 'Group');
    new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, timing: { group } });
    const trust = propertiesOf(stack, 'AWS::IAM::Role').map(({ AssumeRolePolicyDocument: document }) => document.Statement[0])
      .find(({ Principal: principal }) => principal.Service === 'scheduler.amazonaws.com');
    expect(trust.Condition.StringEquals['aws:SourceArn']).toEqual(stack.resolve(group.scheduleGroupArn));
  });

  test('may run the task, pass its roles, tag it and tell the queue, and nothing else', () => {
    const made = nightly();
    expect(grantsOf(made).map(({ Action: action }) => action)).toEqual(['sqs:SendMessage', 'ecs:RunTask', 'iam:PassRole', 'ecs:TagResource']);
  });

  test('may start the state machine and tell the queue, and nothing else, of a supervised run', () => {
    const made = nightly({ run: TaskRun.supervised() });
    expect(grantsOf(made).map(({ Action: action }) => action)).toEqual(['sqs:SendMessage', 'states:StartExecution']);
    expect(grantsOf(made)[1].Resource).toEqual(made.stack.resolve(made.made.stateMachine!.stateMachineArn));
  });
});

describe('a supervised run', () => {
  test('is what the schedule starts, with the time that it was to start at', () => {
    const { stack, made } = nightly({ run: TaskRun.supervised() });
    const { Target: target } = propertiesOf(stack, 'AWS::Scheduler::Schedule')[0];
    expect(target.Arn).toEqual(stack.resolve(made.stateMachine!.stateMachineArn));
    expect(target.EcsParameters).toBeUndefined();
    expect(target.Input).toBe('{"scheduledTime":"<aws.scheduler.scheduled-time>"}');
    expect(made.failureLogGroup).toBe(made.node.findChild('SupervisedRun').node.findChild('Runs'));
  });

  test('starts once the machine may see its other runs', () => {
    const { stack, made } = nightly({ run: TaskRun.supervised() });
    const seesRuns = made.node.findChild('SupervisedRun').node.findChild('SeesRuns').node.defaultChild;
    expect(theOnly(stack, 'AWS::Scheduler::Schedule').DependsOn).toEqual([stack.getLogicalId(seesRuns as any)]);
  });

  test('waits for no other, and no other waits for it', () => {
    expect(findCycle(templateGraph(nightly({ run: TaskRun.supervised() }).stack))).toBeUndefined();
  });
});

describe('the time of a run', () => {
  const timed = (run?: TaskRun) => nightly({ timeVariable: 'SCHEDULED_TIME', run }).stack;

  test('is a variable of the task that Scheduler fills in', () => {
    const overrides = [{ container: 'app', environment: { MODE: 'full' } }];
    const [alone, beside] = [undefined, TaskRun.unsupervised({ overrides })].map((run) => propertiesOf(timed(run), 'AWS::Scheduler::Schedule')[0].Target.Input);
    const time = { name: 'SCHEDULED_TIME', value: '<aws.scheduler.scheduled-time>' };
    expect(JSON.parse(alone)).toEqual({ containerOverrides: [{ name: 'app', environment: [time] }] });
    expect(JSON.parse(beside)).toEqual({ containerOverrides: [{ name: 'app', environment: [{ name: 'MODE', value: 'full' }, time] }] });
  });

  test.each([1, 2])('is read from the input of a supervised run of %d', (taskCount) => {
    const definition = JSON.stringify(propertiesOf(timed(TaskRun.supervised({ taskCount })), 'AWS::StepFunctions::StateMachine')[0].DefinitionString);
    expect(definition.replace(/\\/g, '')).toContain('"Environment":[{"Name":"SCHEDULED_TIME","Value.$":"$$.Execution.Input.scheduledTime"}]');
  });
});

describe('what is past', () => {
  const [start, end] = [new Date('2029-05-31T23:59:59Z'), new Date('2029-06-01T00:00:00Z')];
  const rate = scheduler.ScheduleExpression.rate(Duration.days(1));
  const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ScheduledTask'))
    .map(({ entry }) => String(entry.data).replace(/ \[ack.*/, ''));

  test('a start is left out, since EventBridge would refuse the next update; an end stays, with a warning', () => {
    const { stack } = nightly({ timing: { start, end } });
    const [schedule] = propertiesOf(stack, 'AWS::Scheduler::Schedule');
    expect([schedule.StartDate, schedule.EndDate]).toEqual([undefined, end.toISOString()]);
    expect(warnings(stack)).toEqual(['`timing.end` is to come, got 2029-06-01T00:00:00.000Z: nothing is started any more; name a later end, or remove the schedule']);
  });

  test('a start that is to come stays', () => {
    const { stack } = nightly({ schedule: rate, timing: { start: new Date('2029-06-01T00:00:01Z') } });
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')[0].StartDate).toBe('2029-06-01T00:00:01.000Z');
    expect(warnings(stack)).toEqual([]);
  });

  test('a rate that counts from such a start is warned about', () => {
    expect(warnings(nightly({ schedule: rate, timing: { start } }).stack)).toEqual([expect.stringMatching(
      /^`timing\.start` is to come for a rate, which counts from it, got 2029-05-31T23:59:59\.000Z: EventBridge Scheduler takes no start that is past/)]);
  });

  test('a single time is warned about, and one that is a token is not', () => {
    const at = (expression: string) => warnings(nightly({ schedule: scheduler.ScheduleExpression.expression(expression) }).stack);
    expect(at('at(2029-05-31T12:00:00)')).toEqual([
      '`schedule` is to come, got at(2029-05-31T12:00:00), which is past wherever its time zone is: nothing is started; name a later time, or remove the schedule',
    ]);
    expect(at('at(2029-05-31T12:00:01)')).toEqual([]);
    expect(at(Lazy.string({ produce: () => 'at(2020-01-01T00:00:00)' }))).toEqual([]);
  });
});

describe('capacity that means something else to a run than to a service', () => {
  const warnings = (props: Partial<ScheduledTaskProps>) => Annotations.fromStack(nightly(props).stack)
    .findWarning('*', Match.stringLikeRegexp('StandaloneTask|CapacitySplit')).map(({ entry }) => /StandaloneTask\.\w+|CapacitySplit\.\w+/.exec(String(entry.data))?.[0]);
  const spotOnly = CapacityStrategy.fargateSpot({ onDemandBase: 0, onDemandWeight: 0 });

  test.each<[string, Partial<ScheduledTaskProps>, string[]]>([
    ['a base that takes the only task', { capacity: CapacityStrategy.fargateSpot() }, ['StandaloneTask.BaseTakesAll']],
    ['a base that takes each task of a supervised run', { capacity: CapacityStrategy.fargateSpot(), run: TaskRun.supervised({ taskCount: 4 }) }, ['StandaloneTask.BaseTakesAll']],
    ['a base that leaves tasks', { capacity: CapacityStrategy.fargateSpot(), run: TaskRun.unsupervised({ taskCount: 4 }) }, []],
    ['Spot alone', { capacity: spotOnly }, ['StandaloneTask.SpotOnly']],
    ['Spot alone, supervised and not retried', { capacity: spotOnly, run: TaskRun.supervised({ retries: 0 }) }, ['StandaloneTask.SpotOnly']],
    ['Spot alone, retried', { capacity: spotOnly, run: TaskRun.supervised() }, []],
    ['on demand', {}, []],
  ])('%s', (_what, props, ids) => {
    expect(warnings(props)).toEqual(ids);
  });
});

describe('who is told', () => {
  test.each([['alone', undefined], ['supervised', TaskRun.supervised()]])('of failures and of what could not be started: %s', (_how, run) => {
    const { stack, cluster } = platformStack();
    const topic = new sns.Topic(stack, 'Topic');
    const made = new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, run, failureAlarm: { alarms: AlarmDestination.topic(topic) } });
    const actions = propertiesOf(stack, 'AWS::CloudWatch::Alarm').map(({ AlarmActions: alarmActions }) => alarmActions);
    expect(actions).toEqual([[stack.resolve(topic.topicArn)], [stack.resolve(topic.topicArn)]]);
    expect(resourcesOf(stack)[stack.getLogicalId(made.deadLetterAlarm!.node.defaultChild as any)].Properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(made.deadLetterQueue.queueName) }],
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  test('by a destination around it', () => {
    const { stack, cluster } = platformStack();
    const topic = new sns.Topic(stack, 'Topic');
    AlarmDestination.topic(topic).receiveFrom(stack);
    new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, run: TaskRun.supervised() });
    expect(propertiesOf(stack, 'AWS::CloudWatch::Alarm').map(({ AlarmActions: actions }) => actions?.length)).toEqual([1, 1]);
  });
});

describe('what is made', () => {
  test('takes grants for its task', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    const made = new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY });
    bucket.grantRead(made);
    const policies = JSON.stringify(propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: roles }) => (
      JSON.stringify(roles).includes(stack.getLogicalId(made.taskRole.node.defaultChild as any)))));
    expect(policies).toContain('s3:GetObject*');
    expect(made.logGroup).toBe(made.node.findChild('LogGroup'));
  });

  test('has tags that reach the task: those of its definition', () => {
    const { stack, made } = nightly();
    Tags.of(made).add('team', 'data');
    expect(propertiesOf(stack, 'AWS::ECS::TaskDefinition')[0].Tags).toEqual([{ Key: 'team', Value: 'data' }]);
  });

  test('tells its dead letters over TLS only, to a queue that is encrypted and keeps them for two weeks', () => {
    const { stack } = nightly();
    expect(propertiesOf(stack, 'AWS::SQS::Queue')).toEqual([{ MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true }]);
    expect(propertiesOf(stack, 'AWS::SQS::QueuePolicy')[0].PolicyDocument.Statement)
      .toEqual([expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]);
  });
});

describe('what is refused', () => {
  const volume = TaskVolume.ebs({ size: Size.gibibytes(10) });

  test.each<[string, Partial<ScheduledTaskProps>, string]>([
    ['a schedule that EventBridge does not take', { schedule: scheduler.ScheduleExpression.expression('cron(0 24 * * ? *)') },
      "ScheduledTask.Cron: `schedule` takes 0 to 23, lists, ranges and steps of them, * as hour, got '24' in cron(0 24 * * ? *)"],
    ['a day that never comes', { schedule: scheduler.ScheduleExpression.cron({ day: '30', month: '2', hour: '2', minute: '0' }) },
      'ScheduledTask.NeverRuns: `schedule` names a day that never comes, got cron(0 2 30 2 ? *), whose months have 29 days at most; L is the last day of a month'],
    ['a window that is too long', { timing: { flexibleWindow: Duration.days(2) } },
      'ScheduledTask.Window: `timing.flexibleWindow` takes whole minutes from 1 to 1440, got 2880; the nearest is 1440'],
    ['too many tasks', { run: TaskRun.unsupervised({ taskCount: 11 }) },
      'StandaloneTask.TaskCount: `run.taskCount` takes whole tasks from 1 to 10, got 11; the nearest is 10'],
    ['overrides of a container that is not there', { run: TaskRun.supervised({ overrides: [{ container: 'web', command: ['x'] }] }) },
      "ContainerOverrides.UnknownContainer: `run.overrides[0].container` names a container of the task, which has app, got 'web'"],
    ['an attribute that Step Functions does not fill in', { run: TaskRun.supervised({ overrides: [{ environment: { AT: scheduler.ContextAttribute.scheduledTime } }] }) },
      'ContainerOverrides.NotFilled: `run.overrides[0].environment.AT` is passed on as it is, got <aws.scheduler.scheduled-time>, which nothing fills in here; '
      + 'set `timeVariable` for the time of the run'],
    ['a path that Step Functions is not told of', { run: TaskRun.supervised({ overrides: [{ command: ['at', sfn.JsonPath.stringAt('$.scheduledTime')] }] }) },
      'ContainerOverrides.NotFilled: `run.overrides[0].command[1]` is passed on as it is, got $.scheduledTime, which nothing fills in here; set `timeVariable`'],
    ['a list that Scheduler does not know', { run: TaskRun.unsupervised({ overrides: [{ command: sfn.JsonPath.listAt('$.args') }] }) },
      'ContainerOverrides.NotFilled: `run.overrides[0].command` is passed on as it is, got $.args'],
    ['a variable that no shell reads', { timeVariable: 'SCHEDULED-TIME' },
      "ScheduledTask.TimeVariable: `timeVariable` takes letters, digits and underscores, and no digit first, got 'SCHEDULED-TIME'; take a name such as SCHEDULED_TIME"],
    ['a variable that is set already', { timeVariable: 'MODE', run: TaskRun.supervised({ overrides: [{ environment: { MODE: 'full' } }] }) },
      'ScheduledTask.TimeVariable: `timeVariable` is a variable of its own, got MODE, which is set in the overrides of `run`; choose another name'],
    ['a fraction of a second', { run: TaskRun.supervised({ timeout: Duration.millis(500) }) },
      'TaskRun.Timeout: `run.timeout` takes whole seconds from 1 to 99999999, got 0.5; the nearest is 1'],
    ['starting it for too short a time', { delivery: { maxEventAge: Duration.seconds(30) } },
      'EventDelivery.MaxEventAge: `delivery.maxEventAge` takes whole seconds from 60 to 86400, got 30; the nearest is 60'],
    ['starting it too often', { delivery: { retryAttempts: 186 } },
      'EventDelivery.RetryAttempts: `delivery.retryAttempts` takes whole retries from 0 to 185, got 186; the nearest is 185'],
    ['an alarm on no failure', { failureAlarm: { failures: 0 } },
      'TaskFailureAlarm.Failures: `failureAlarm.failures` takes whole tasks from 1 up, got 0; the nearest is 1'],
    ['a disk on EBS', { task: TaskBlueprint.container({ image, volumes: { data: volume }, mounts: [{ volume: 'data', path: '/data' }] }) },
      'StandaloneTask.EbsVolume'],
  ])('%s', (_what, props, message) => {
    expect(() => nightly(props)).toThrow(message);
  });

  test('dead letters to a FIFO queue', () => {
    const { stack, cluster } = platformStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Queue', { fifo: true });
    expect(() => new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, delivery: { deadLetterQueue } }))
      .toThrow('EventDelivery.FifoDeadLetters: `delivery.deadLetterQueue` is a standard queue, got a FIFO queue');
  });

  test('a task definition without a container, whose overrides would be nobody\'s', () => {
    const { stack, cluster } = platformStack();
    const empty = TaskBlueprint.existing(new ecs.FargateTaskDefinition(stack, 'Empty'));
    expect(() => new ScheduledTask(stack, 'Nightly', { cluster, task: empty, schedule: NIGHTLY })).toThrow(
      'StandaloneTask.NoContainer: `task` needs an essential container, whose overrides and exit code are those of a run, got none; '
      + 'add it before what starts the task is made');
  });

  test('dead letters to another region; one of another account is warned about, and its metrics are not seen here', () => {
    const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), enableFargateCapacityProviders: true });
    const make = (id: string, arn: string) => new ScheduledTask(stack, id, {
      cluster, task, schedule: NIGHTLY, delivery: { deadLetterQueue: sqs.Queue.fromQueueArn(stack, `${id}Letters`, arn) },
    });
    expect(() => make('Far', 'arn:aws:sqs:us-east-1:111122223333:letters')).toThrow(
      'EventDelivery.OtherRegion: `delivery.deadLetterQueue` is a queue of the region that sends to it, eu-west-1, got one of us-east-1; make one there');
    const made = make('Nightly', 'arn:aws:sqs:eu-west-1:444455556666:letters');
    expect(made.deadLetterAlarm).toBeUndefined();
    expect(propertiesOf(stack, 'AWS::CloudWatch::Alarm').map(({ MetricName: name }) => name)).toEqual(['TriggeredRules']);
    expect(grantsOf({ stack, made })).toContainEqual({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:444455556666:letters' });
    Annotations.fromStack(stack).hasWarning('/Stack/Nightly', Match.stringLikeRegexp(
      "`delivery.deadLetterQueue` is in another account, 444455556666, than what sends to it, 111122223333: its policy has to let the schedule's role send"));
  });

  test('not dead letters under the key of AWS, which the role may use', () => {
    const { stack, cluster } = platformStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS_MANAGED });
    const made = new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, delivery: { deadLetterQueue } });
    expect(made.deadLetterQueue).toBe(deadLetterQueue);
  });

  test('all at once, after which the id is free again', () => {
    const { stack, cluster } = platformStack();
    const make = (props: Partial<ScheduledTaskProps>) => new ScheduledTask(stack, 'Nightly', { cluster, task, schedule: NIGHTLY, ...props });
    const wrong = { schedule: scheduler.ScheduleExpression.expression('rate(0 days)'), run: TaskRun.unsupervised({ taskCount: 0 }) };
    expect(() => make(wrong)).toThrow(/has 2 problems:\n {2}ScheduledTask\.Rate: .*\n {2}StandaloneTask\.TaskCount: /);
    make({});
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')).toHaveLength(1);
  });

  test('nothing that is a token', () => {
    const { stack } = nightly({ run: TaskRun.unsupervised({ taskCount: Token.asNumber({ Ref: 'Count' }) }) });
    expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')[0].Target.EcsParameters.TaskCount).toEqual({ Ref: 'Count' });
  });
});
