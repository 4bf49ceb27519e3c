import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { eventRun, LAUNCH, START } from './runs';
import { EventRun, EventSource } from '../../src/event/event-source';
import { StreamStart, StreamTriggerOptions } from '../../src/event/event-trigger-options';
import { QueueSource } from '../../src/event/pipe-queue';
import { makePipe, PipeInput } from '../../src/event/pipe-run';
import { StreamSource } from '../../src/event/pipe-stream';
import { advise, refuse } from '../../src/model/finding';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const SOURCE = 'arn:aws:sqs:eu-west-1:111122223333:reports';

/** A place to start tasks from, in a stack whose place is known. */
function starterIn(): { readonly stack: Stack; readonly starter: Construct } {
  const stack = new Stack(recommendedApp(), 'Here', { env: HERE });
  return { stack, starter: new Construct(stack, 'Job') };
}

function pipeFrom(input: Partial<PipeInput> = {}, run: EventRun = eventRun()) {
  const { stack, starter } = starterIn();
  const made = makePipe(starter, run, { source: SOURCE, parameters: { sqsQueueParameters: { batchSize: 1 } }, grantRead: () => undefined, ...input });
  return { stack, made, pipe: theOnly(stack, 'AWS::Pipes::Pipe') };
}

/** What the role of a pipe may do beside starting the task. */
function reads(stack: Stack): any[] {
  const [start, ...others] = theOnly(stack, 'AWS::IAM::Role').Properties.Policies.flatMap(({ PolicyDocument: { Statement: statements } }: any) => statements);
  expect([start, propertiesOf(stack, 'AWS::IAM::Policy')]).toEqual([START, []]);
  return others;
}

const pipeIn = (stack: Stack) => theOnly(stack, 'AWS::Pipes::Pipe').Properties;

describe('a pipe', () => {
  test('reads its source and has the task started in its cluster', () => {
    const { stack, made, pipe } = pipeFrom({}, eventRun({ taskCount: 2 }));
    expect(pipe.Properties).toEqual({
      Description: 'Starts a task for each record',
      RoleArn: stack.resolve(made.role.roleArn),
      Source: SOURCE,
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } },
      Target: LAUNCH.clusterArn,
      TargetParameters: {
        EcsTaskParameters: {
          TaskDefinitionArn: LAUNCH.taskDefinitionArn,
          TaskCount: 2,
          CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'DISABLED' } },
          EnableExecuteCommand: false,
          EnableECSManagedTags: true,
          PropagateTags: 'TASK_DEFINITION',
        },
      },
    });
    expect([made.pipe?.node.path, made.rule, made.deadLetterQueue]).toEqual(['Here/Job/Pipe', undefined, undefined]);
  });

  test('places a task on instances in its own words: one strategy', () => {
    const placementStrategy = [{ type: 'binpack', field: 'CPU' }];
    const placementConstraints = [{ type: 'distinctInstance' }];
    const { pipe } = pipeFrom({}, eventRun({ launch: { awsvpc: undefined, placementStrategy, placementConstraints } }));
    const { EcsTaskParameters: parameters } = pipe.Properties.TargetParameters;
    expect(parameters).toMatchObject({ PlacementStrategy: [{ Type: 'binpack', Field: 'CPU' }], PlacementConstraints: [{ Type: 'distinctInstance' }] });
    expect(parameters).not.toHaveProperty('NetworkConfiguration');
  });

  test('fills fields of the record in by their paths, in the place of values', () => {
    const overrides = [{ name: 'agent', cpu: 64 }, { name: 'app', command: ['audit'], environment: [{ name: 'MODE', value: 'insert' }], memory: 512 }];
    const { pipe } = pipeFrom({}, eventRun({ overrides, fields: { container: 'app', paths: { ORDER: '$.dynamodb.Keys.id.S', PAGE: '$.data.page' } } }));
    expect(pipe.Properties.TargetParameters.EcsTaskParameters.Overrides).toEqual({
      ContainerOverrides: [
        {
          Name: 'app',
          Command: ['audit'],
          Environment: [{ Name: 'MODE', Value: 'insert' }, { Name: 'ORDER', Value: '$.dynamodb.Keys.id.S' }, { Name: 'PAGE', Value: '$.data.page' }],
          Memory: 512,
        },
        { Name: 'agent', Cpu: 64 },
      ],
    });
  });

  test('reads what matches one of its filters, which may hold what the deployment knows', () => {
    const filters = [{ body: { kind: ['report'] } }, { body: { owner: [{ Ref: 'Owner' }, Lazy.string({ produce: () => 'all' })] } }];
    const { SourceParameters: { FilterCriteria: criteria } } = pipeFrom({ filters }).pipe.Properties;
    expect(criteria.Filters[0]).toEqual({ Pattern: '{"body":{"kind":["report"]}}' });
    expect(JSON.stringify(criteria.Filters[1])).toContain('all');
  });

  test('may be run by pipes of this account, and waits for what its role may do', () => {
    // More than an inline policy has room for, so that some of it is a resource of its own.
    const resources = Array.from({ length: 300 }, (_, index) => `${SOURCE}-${index}`);
    const grantRead = (role: iam.Role) => { role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sqs:ReceiveMessage'], resources })); };
    const { stack, pipe } = pipeFrom({ grantRead });
    const [[id, { Properties: { AssumeRolePolicyDocument: trust } }]] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role'));
    expect(trust.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'pipes.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:pipes:eu-west-1:111122223333:pipe/*' },
      },
    }]);
    expect(pipe.DependsOn).toEqual(expect.arrayContaining([id, ...Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'))]));
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'))).not.toEqual([]);
  });
});

type Streams = (stack: Stack, encryptionKey?: kms.IKey) => { readonly arn: string; source(options?: StreamTriggerOptions): StreamSource };

const tables: Streams = (stack, encryptionKey) => {
  const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
  const table = new dynamodb.Table(stack, 'Orders', { partitionKey, stream: dynamodb.StreamViewType.NEW_IMAGE, encryptionKey });
  return { arn: table.tableStreamArn!, source: (options = {}) => StreamSource.dynamoDb(table, options) };
};
const streams: Streams = (stack, encryptionKey) => {
  const stream = new kinesis.Stream(stack, 'Clicks', encryptionKey ? { encryptionKey } : { encryption: kinesis.StreamEncryption.MANAGED });
  return { arn: stream.streamArn, source: (options = {}) => StreamSource.kinesis(stream, options) };
};

describe.each<[string, Streams, string, string[], string]>([
  ['of a table', tables, 'DynamoDBStreamParameters', ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], 'dynamodb:ListStreams'],
  ['of Kinesis', streams, 'KinesisStreamParameters', [
    'kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards', 'kinesis:SubscribeToShard',
  ], 'kinesis:ListStreams'],
])('a stream %s', (_kind, streamIn, parameters, actions, listing) => {
  test('is read from now on, a record at a time, and nothing waits for a record for longer than an hour', () => {
    const { stack, starter } = starterIn();
    const { arn, source } = streamIn(stack);
    const { deadLetterQueue } = source().bind(starter, eventRun());
    expect(pipeIn(stack)).toMatchObject({ Source: stack.resolve(arn) });
    expect(pipeIn(stack).SourceParameters).toEqual({
      [parameters]: {
        BatchSize: 1,
        StartingPosition: 'LATEST',
        MaximumRecordAgeInSeconds: 3600,
        MaximumRetryAttempts: -1,
        DeadLetterConfig: { Arn: stack.resolve(deadLetterQueue!.queueArn) },
      },
    });
  });

  test('is read as is asked for', () => {
    const { stack, starter } = starterIn();
    const given = new sqs.Queue(stack, 'Dead');
    const { deadLetterQueue } = streamIn(stack).source({
      startFrom: StreamStart.TRIM_HORIZON,
      filters: [{ data: { page: ['home'] } }],
      recordsAtOnce: 10,
      maxEventAge: Duration.minutes(1),
      retryAttempts: 0,
      deadLetterQueue: given,
    }).bind(starter, eventRun());
    expect(deadLetterQueue).toBe(given);
    expect(pipeIn(stack).SourceParameters).toEqual({
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"page":["home"]}}' }] },
      [parameters]: {
        BatchSize: 1,
        StartingPosition: 'TRIM_HORIZON',
        ParallelizationFactor: 10,
        MaximumRecordAgeInSeconds: 60,
        MaximumRetryAttempts: 0,
        DeadLetterConfig: { Arn: stack.resolve(given.queueArn) },
      },
    });
  });

  test('is all that its role may read, with the keys of the stream and of the queue', () => {
    const { stack, starter } = starterIn();
    const [key, queueKey] = [new kms.Key(stack, 'Key'), new kms.Key(stack, 'QueueKey')];
    const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: queueKey });
    const { arn, source } = streamIn(stack, key);
    source({ deadLetterQueue }).bind(starter, eventRun());
    expect(reads(stack)).toEqual([
      { Effect: 'Allow', Action: actions, Resource: stack.resolve(arn) },
      { Effect: 'Allow', Action: listing, Resource: '*' },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(key.keyArn) },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stack.resolve(deadLetterQueue.queueArn) },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(queueKey.keyArn) },
    ]);
  });

  test('under no key of its own needs none', () => {
    const { stack, starter } = starterIn();
    streamIn(stack).source().bind(starter, eventRun());
    expect(reads(stack).map(({ Action }) => Action)).toEqual([actions, listing, 'sqs:SendMessage']);
  });

  test('is refused what pipes do not take, and nothing that is not known', () => {
    const { stack, starter } = starterIn();
    const { source } = streamIn(stack);
    const wrong = source({ filters: Array(6).fill({}), recordsAtOnce: 0, retryAttempts: 10001, maxEventAge: Duration.days(8) });
    expect(wrong.findings(starter).map(({ id, path }) => [id, path])).toEqual([
      ['TaskTrigger.Filters', 'filters'], ['TaskTrigger.RecordsAtOnce', 'recordsAtOnce'],
      ['EventDelivery.MaxEventAge', 'maxEventAge'], ['EventDelivery.RetryAttempts', 'retryAttempts'],
    ]);
    const unknown = Lazy.number({ produce: () => 0 });
    const taken = source({ filters: Array(5).fill({}), recordsAtOnce: unknown, retryAttempts: unknown, maxEventAge: Duration.seconds(unknown) });
    expect(taken.findings(starter)).toEqual([]);
  });
});

test('a table without a stream has none to read', () => {
  const { stack, starter } = starterIn();
  const table = new dynamodb.Table(stack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  expect(StreamSource.dynamoDb(table, {}).findings(starter)).toEqual([
    refuse('TaskTrigger.NoStream', '', 'is a table with a stream, got one without; give the table a `stream`'),
  ]);
});

describe('a queue', () => {
  test('is read message by message, and keeps what cannot become a task', () => {
    const { stack, starter } = starterIn();
    const queue = new sqs.Queue(stack, 'Reports');
    const { deadLetterQueue } = new QueueSource(queue, { filters: [{ body: { kind: ['report'] } }] }).bind(starter, eventRun());
    expect(pipeIn(stack)).toMatchObject({ Source: stack.resolve(queue.queueArn) });
    expect(pipeIn(stack).SourceParameters).toEqual({ SqsQueueParameters: { BatchSize: 1 }, FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["report"]}}' }] } });
    expect([deadLetterQueue, Object.keys(resourcesOf(stack, 'AWS::SQS::Queue')).length]).toEqual([undefined, 1]);
  });

  test.each([false, true])('is all that its role may read; under a key: %p', (encrypted) => {
    const { stack, starter } = starterIn();
    const encryptionMasterKey = encrypted ? new kms.Key(stack, 'Key') : undefined;
    const queue = new sqs.Queue(stack, 'Reports', { encryptionMasterKey });
    new QueueSource(queue, {}).bind(starter, eventRun());
    expect(reads(stack)).toEqual([
      { Effect: 'Allow', Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], Resource: stack.resolve(queue.queueArn) },
      ...encryptionMasterKey ? [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionMasterKey.keyArn) }] : [],
    ]);
  });

  const noRedrive = advise('TaskTrigger.NoDeadLetterQueue', '',
    'is a queue without a dead-letter queue: a message that cannot become a task is tried again until it is too old; give the queue one');

  test.each<[string, (stack: Stack) => sqs.IQueue, unknown[]]>([
    ['without a dead-letter queue is told so', (stack) => new sqs.Queue(stack, 'Reports'), [noRedrive]],
    ['with one is not', (stack) => new sqs.Queue(stack, 'Reports', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Dead'), maxReceiveCount: 3 } }), []],
    ['of elsewhere is not: nobody knows', (stack) => sqs.Queue.fromQueueArn(stack, 'Reports', SOURCE), []],
  ])('%s', (_what, queueIn, found) => {
    const { stack, starter } = starterIn();
    expect(new QueueSource(queueIn(stack), {}).findings(starter)).toEqual(found);
  });

  test('takes no more filters than a pipe', () => {
    const { stack, starter } = starterIn();
    const queue = sqs.Queue.fromQueueArn(stack, 'Reports', SOURCE);
    expect([5, 6].map((count) => new QueueSource(queue, { filters: Array(count).fill({}) }).findings(starter).map(({ id }) => id))).toEqual([[], ['TaskTrigger.Filters']]);
  });
});

test.each<[string, (stack: Stack) => EventSource]>([
  ['table', (stack) => StreamSource.dynamoDb(dynamodb.Table.fromTableAttributes(stack, 'There', {
    tableArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/orders', tableStreamArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/orders/stream/1',
  }), {})],
  ['stream', (stack) => StreamSource.kinesis(kinesis.Stream.fromStreamArn(stack, 'There', 'arn:aws:kinesis:us-east-1:111122223333:stream/clicks'), {})],
  ['queue', (stack) => new QueueSource(sqs.Queue.fromQueueArn(stack, 'There', 'arn:aws:sqs:us-east-1:111122223333:reports'), {})],
])('no pipe reads a %s of another region', (_kind, sourceIn) => {
  const { stack, starter } = starterIn();
  expect(sourceIn(stack).findings(starter)).toEqual([refuse('TaskTrigger.OtherEnvironment', '',
    'starts tasks in the region of its source, us-east-1, got a stack of eu-west-1; send the events to a bus there first, or make the task where its source is')]);
});
