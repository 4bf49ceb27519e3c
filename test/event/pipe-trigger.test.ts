import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { AlarmDestination, EventTask, EventTaskProps, StreamStart, StreamTriggerOptions, TaskBlueprint, TaskTrigger } from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');
const task = TaskBlueprint.container({ name: 'App', image });

function job(stack: Stack, cluster: ecs.ICluster, trigger: TaskTrigger, props: Partial<EventTaskProps> = {}): EventTask {
  return new EventTask(stack, 'Job', { cluster, task, trigger, ...props });
}

function tableIn(stack: Stack, props: Partial<dynamodb.TableProps> = {}): dynamodb.Table {
  return new dynamodb.Table(stack, 'Orders', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES, ...props,
  });
}

const START = ['ecs:RunTask', 'iam:PassRole', 'ecs:TagResource'];

/** What the pipe may do besides starting the task. */
function sourceStatements(stack: Stack, made: EventTask): any[] {
  return statementsOf(stack, made).filter(({ Action: action }) => !START.includes(action));
}

function statementsOf(stack: Stack, { triggerRole }: EventTask): any[] {
  const { 'Fn::GetAtt': [id] } = stack.resolve(triggerRole.roleArn);
  const inline = (resourcesOf(stack, 'AWS::IAM::Role')[id].Properties.Policies ?? []).flatMap(({ PolicyDocument: { Statement: statements } }: any) => statements);
  const spilled = propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [{ Ref: role }] }) => role === id).flatMap(({ PolicyDocument: { Statement: statements } }) => statements);
  return [...inline, ...spilled];
}

const pipeOf = (stack: Stack) => theOnly(stack, 'AWS::Pipes::Pipe').Properties;

describe('a pipe', () => {
  test('starts one task for each record, with fields of the record in variables', () => {
    const { stack, vpc, cluster } = platformStack();
    const made = job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack)), {
      taskCount: 2,
      overrides: [{ command: ['audit'], environment: { MODE: 'insert' } }],
      eventVariables: { ORDER_ID: '$.dynamodb.Keys.id.S' },
    });
    const pipe = pipeOf(stack);
    expect(pipe.Target).toEqual(stack.resolve(cluster.clusterArn));
    expect(pipe.TargetParameters).toEqual({
      EcsTaskParameters: {
        TaskDefinitionArn: stack.resolve(made.taskDefinition.taskDefinitionArn),
        TaskCount: 2,
        CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            AssignPublicIp: 'DISABLED',
            SecurityGroups: [stack.resolve(made.connections.securityGroups[0].securityGroupId)],
            Subnets: vpc.privateSubnets.map(({ subnetId }) => stack.resolve(subnetId)),
          },
        },
        EnableECSManagedTags: true,
        EnableExecuteCommand: false,
        PropagateTags: 'TASK_DEFINITION',
        Overrides: {
          ContainerOverrides: [{
            Name: 'App', Command: ['audit'], Environment: [{ Name: 'MODE', Value: 'insert' }, { Name: 'ORDER_ID', Value: '$.dynamodb.Keys.id.S' }],
          }],
        },
      },
    });
    expect([made.rule, made.pipe?.cfnResourceType]).toEqual([undefined, 'AWS::Pipes::Pipe']);
  });

  test('changes nothing about a run, if nothing is asked for, and only what is', () => {
    const [plain, fixed] = [[], [{ command: ['audit'] }]].map((overrides) => {
      const { stack, cluster } = platformStack();
      job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack)), { overrides });
      return pipeOf(stack).TargetParameters.EcsTaskParameters.Overrides;
    });
    expect([plain, fixed]).toEqual([undefined, { ContainerOverrides: [{ Name: 'App', Command: ['audit'] }] }]);
  });

  test('has a role for pipes of this account, and waits for its permissions', () => {
    const { stack, cluster } = platformStack();
    const made = job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack)));
    const { 'Fn::GetAtt': [id] } = stack.resolve(made.triggerRole.roleArn);
    expect(resourcesOf(stack, 'AWS::IAM::Role')[id].Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'pipes.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': stack.resolve(stack.formatArn({ service: 'pipes', resource: 'pipe', resourceName: '*' })) },
      },
    }]);
    expect(theOnly(stack, 'AWS::Pipes::Pipe').DependsOn).toContain(id);
    expect(statementsOf(stack, made).map(({ Action: action }) => action)).toEqual(expect.arrayContaining(START));
  });
});

describe('a pipe that cannot start tasks', () => {
  const alarmOf = (stack: Stack) => propertiesOf(stack, 'AWS::CloudWatch::Alarm').find(({ Namespace: namespace }) => namespace === 'AWS/EventBridge/Pipes');

  test('raises an alarm at the first failure within five minutes, before anything is given up', () => {
    const { stack, cluster } = platformStack();
    const made = job(stack, cluster, TaskTrigger.queue(new sqs.Queue(stack, 'Reports')));
    expect(alarmOf(stack)).toMatchObject({
      MetricName: 'ExecutionFailed',
      Dimensions: [{ Name: 'PipeName', Value: stack.resolve(made.pipe!.ref) }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('raises it as often as is asked for, and tells whom the others tell', () => {
    const { stack, cluster } = platformStack();
    const topic = new sns.Topic(stack, 'Topic');
    const failureAlarm = { failures: 3, period: Duration.minutes(10), alarms: AlarmDestination.topic(topic) };
    job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack)), { failureAlarm });
    expect(alarmOf(stack)).toMatchObject({ Period: 600, Threshold: 3, AlarmActions: [stack.resolve(topic.topicArn)] });
  });

  test('is not what a rule is', () => {
    const { stack, cluster } = platformStack();
    const made = job(stack, cluster, TaskTrigger.eventPattern({ source: ['shop.orders'] }));
    expect([made.pipeAlarm, alarmOf(stack)]).toEqual([undefined, undefined]);
  });
});

describe('a stream of a table', () => {
  test('is read from now on, record by record, for an hour at the most', () => {
    const { stack, cluster } = platformStack();
    const table = tableIn(stack);
    const made = job(stack, cluster, TaskTrigger.dynamoDbStream(table));
    expect(pipeOf(stack)).toMatchObject({
      Source: stack.resolve(table.tableStreamArn),
      SourceParameters: {
        DynamoDBStreamParameters: {
          BatchSize: 1,
          StartingPosition: 'LATEST',
          MaximumRecordAgeInSeconds: 3600,
          MaximumRetryAttempts: -1,
          DeadLetterConfig: { Arn: stack.resolve(made.deadLetterQueue!.queueArn) },
        },
      },
    });
    expect(made.deadLetterAlarm).toBeDefined();
    expect(made.pipeAlarm).toBeDefined();
  });

  test('is read as is asked for', () => {
    const { stack, cluster } = platformStack();
    const options: StreamTriggerOptions = {
      startFrom: StreamStart.TRIM_HORIZON, filters: [{ eventName: ['INSERT'] }, { eventName: ['REMOVE'] }], recordsAtOnce: 10, maxEventAge: Duration.days(1), retryAttempts: 0,
    };
    job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack), options));
    const { SourceParameters: { DynamoDBStreamParameters: parameters, FilterCriteria: criteria } } = pipeOf(stack);
    expect(parameters).toMatchObject({ StartingPosition: 'TRIM_HORIZON', ParallelizationFactor: 10, MaximumRecordAgeInSeconds: 86400, MaximumRetryAttempts: 0 });
    expect(criteria).toEqual({ Filters: [{ Pattern: '{"eventName":["INSERT"]}' }, { Pattern: '{"eventName":["REMOVE"]}' }] });
  });

  test('is all that the role may read; to list streams, IAM knows no narrower resource', () => {
    const { stack, cluster } = platformStack();
    const table = tableIn(stack);
    const made = job(stack, cluster, TaskTrigger.dynamoDbStream(table));
    expect(sourceStatements(stack, made)).toEqual([
      { Effect: 'Allow', Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], Resource: stack.resolve(table.tableStreamArn) },
      { Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stack.resolve(made.deadLetterQueue!.queueArn) },
    ]);
  });

  test('under a key of its own, in a template without a circle', () => {
    const app = recommendedApp();
    const { stack, cluster } = platformStack(app);
    const encryptionKey = new kms.Key(stack, 'Key');
    const made = job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack, { encryptionKey })));
    expect(findCycle(templateGraph(stack))).toBeUndefined();
    expect(sourceStatements(stack, made)).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) });
  });

  test('is refused where there is none, and what pipes do not take', () => {
    const { stack, cluster } = platformStack();
    const table = tableIn(stack, { stream: undefined });
    const filters = Array.from({ length: 6 }, () => ({ eventName: ['INSERT'] }));
    expect(() => job(stack, cluster, TaskTrigger.dynamoDbStream(table, { recordsAtOnce: 11, filters, retryAttempts: 10001 }))).toThrow([
      'EventTask at Stack/Job has 4 problems:',
      '  TaskTrigger.NoStream: `trigger` is a table with a stream, got one without; give the table a `stream`',
      '  TaskTrigger.Filters: `trigger.filters` takes at most 5 patterns, of which a record matches one, got 6; put values of one field into one pattern',
      '  TaskTrigger.RecordsAtOnce: `trigger.recordsAtOnce` takes whole records from 1 to 10, got 11; the nearest is 10',
      '  EventDelivery.RetryAttempts: `trigger.retryAttempts` takes whole retries from 0 to 10000, got 10001; the nearest is 10000',
    ].join('\n'));
  });
});

test('a Kinesis stream is read in the same way', () => {
  const { stack, cluster } = platformStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const stream = new kinesis.Stream(stack, 'Clicks', { encryptionKey });
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: encryptionKey });
  const made = job(stack, cluster, TaskTrigger.kinesisStream(stream, { deadLetterQueue }), { eventVariables: { PAGE: '$.data.page' } });
  expect(pipeOf(stack)).toMatchObject({
    Source: stack.resolve(stream.streamArn),
    SourceParameters: { KinesisStreamParameters: { BatchSize: 1, StartingPosition: 'LATEST', DeadLetterConfig: { Arn: stack.resolve(deadLetterQueue.queueArn) } } },
  });
  const key = stack.resolve(encryptionKey.keyArn);
  expect(sourceStatements(stack, made)).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards', 'kinesis:SubscribeToShard',
      ],
      Resource: stack.resolve(stream.streamArn),
    },
    { Effect: 'Allow', Action: 'kinesis:ListStreams', Resource: '*' },
    { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stack.resolve(deadLetterQueue.queueArn) },
  ]);
});

test('dead letters of a stream may go to another account, whose metrics are not seen here', () => {
  const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), enableFargateCapacityProviders: true });
  const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Letters', 'arn:aws:sqs:eu-west-1:444455556666:letters');
  const made = job(stack, cluster, TaskTrigger.dynamoDbStream(tableIn(stack), { deadLetterQueue }));
  expect([made.deadLetterQueue, made.deadLetterAlarm]).toEqual([deadLetterQueue, undefined]);
  expect(sourceStatements(stack, made)).toContainEqual({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: deadLetterQueue.queueArn });
  Annotations.fromStack(stack).hasWarning('/Stack/Job', Match.stringLikeRegexp(
    "`trigger.deadLetterQueue` is in another account, 444455556666, than what sends to it, 111122223333: its policy has to let the pipe's role send"));
});

describe('a queue', () => {
  test('is emptied message by message, and keeps by itself what cannot become a task', () => {
    const { stack, cluster } = platformStack();
    const encryptionMasterKey = new kms.Key(stack, 'Key');
    const queue = new sqs.Queue(stack, 'Reports', { fifo: true, encryptionMasterKey, deadLetterQueue: { queue: new sqs.Queue(stack, 'Dead', { fifo: true }), maxReceiveCount: 5 } });
    const made = job(stack, cluster, TaskTrigger.queue(queue, { filters: [{ body: { kind: ['report'] } }] }), { eventVariables: { REPORT: '$.body.id' } });
    expect(pipeOf(stack)).toMatchObject({
      Source: stack.resolve(queue.queueArn),
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 }, FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["report"]}}' }] } },
    });
    expect(sourceStatements(stack, made)).toEqual([
      { Effect: 'Allow', Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], Resource: stack.resolve(queue.queueArn) },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionMasterKey.keyArn) },
    ]);
    expect([made.deadLetterQueue, made.deadLetterAlarm]).toEqual([undefined, undefined]);
    Annotations.fromStack(stack).hasNoWarning('/Stack/Job', Match.anyValue());
  });

  test('without a dead-letter queue is warned about, an imported one is not', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.queue(new sqs.Queue(stack, 'Reports')));
    new EventTask(stack, 'Other', { cluster, task, trigger: TaskTrigger.queue(sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111122223333:reports')) });
    Annotations.fromStack(stack).hasWarning('/Stack/Job', Match.stringLikeRegexp(
      '`trigger` is a queue without a dead-letter queue: a message that cannot become a task is tried again until it is too old; give the queue one'));
    Annotations.fromStack(stack).hasNoWarning('/Stack/Other', Match.anyValue());
  });
});
