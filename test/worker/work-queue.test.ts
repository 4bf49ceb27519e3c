import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Lazy, NestedStack, Stack, Token } from 'aws-cdk-lib/core';
import { behind, imageTask, QUEUE, QUEUE_POLICY, statements, workerIn } from './queues';
import { ExistingQueueOptions, QueueWorker, WorkQueue, WorkQueueOptions } from '../../src';
import { newStack, platformIn } from '../cluster/services';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { warnings } from '../traffic/setting';

const TLS_ONLY = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

function made(options: WorkQueueOptions, messageDuration?: Duration): { stack: Stack; worker: QueueWorker; queue: any; dead: any } {
  const { stack, worker } = workerIn(() => ({ queue: WorkQueue.create(options), ...(messageDuration ? { messageDuration } : {}) }));
  return { stack, worker, queue: behind(stack, worker.queue.queueUrl), dead: behind(stack, worker.deadLetterQueue!.queueUrl) };
}

function existing(queueOf: (stack: Stack) => sqs.IQueue, options: ExistingQueueOptions = {}): { stack: Stack; worker: QueueWorker } {
  return workerIn((stack) => ({ queue: WorkQueue.existing(queueOf(stack), options) }));
}

function imported(stack: Stack, attributes: Partial<sqs.QueueAttributes> = {}): sqs.IQueue {
  return sqs.Queue.fromQueueAttributes(stack, 'Imported', { queueArn: `arn:aws:sqs:${stack.region}:${stack.account}:orders`, ...attributes });
}

function topicsOf(stack: Stack): any {
  return stack.resolve(stack.formatArn({ service: 'sns', resource: '*' }));
}

function standardTopic(stack: Stack): sns.ITopic {
  return new sns.Topic(stack, 'Topic');
}

describe('a queue that is made', () => {
  test('is encrypted, over TLS only, with long polling, and keeps what failed for longer', () => {
    const { stack, worker, queue, dead } = made({});
    expect(queue).toEqual({
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 30,
      MessageRetentionPeriod: 345_600,
      ReceiveMessageWaitTimeSeconds: 20,
      RedrivePolicy: { deadLetterTargetArn: stack.resolve(worker.deadLetterQueue!.queueArn), maxReceiveCount: 5 },
    });
    expect(dead).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    expect(propertiesOf(stack, QUEUE_POLICY).map(({ PolicyDocument: { Statement: found } }) => found)).toEqual([
      [{ ...TLS_ONLY, Resource: stack.resolve(worker.deadLetterQueue!.queueArn) }], [{ ...TLS_ONLY, Resource: stack.resolve(worker.queue.queueArn) }],
    ]);
  });

  test('keeps a message from other tasks for six times as long as one works on it', () => {
    expect(made({}, Duration.seconds(100)).queue.VisibilityTimeout).toBe(600);
  });

  test('is as its user says', () => {
    const { queue, dead } = made({
      visibilityTimeout: Duration.minutes(3), retention: Duration.days(2), maxReceiveCount: 3, deadLetterRetention: Duration.days(7),
    });
    expect(queue).toMatchObject({ VisibilityTimeout: 180, MessageRetentionPeriod: 172_800, RedrivePolicy: { maxReceiveCount: 3 } });
    expect(dead).toMatchObject({ MessageRetentionPeriod: 604_800 });
  });

  test('has dead letters of its own kind', () => {
    const { queue, dead } = made({ fifo: true, contentBasedDeduplication: true });
    expect(queue).toMatchObject({ FifoQueue: true, ContentBasedDeduplication: true });
    expect(dead).toMatchObject({ FifoQueue: true });
    expect(dead).not.toHaveProperty('ContentBasedDeduplication');
  });

  test('may have a key of its user\'s, which the tasks may decrypt with', () => {
    const { stack, worker } = workerIn((scope) => ({ queue: WorkQueue.create({ encryptionKey: new kms.Key(scope, 'Key') }) }));
    const key = { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] };
    expect(propertiesOf(stack, QUEUE).map(({ KmsMasterKeyId: id }) => id)).toEqual([key, key]);
    expect(propertiesOf(stack, QUEUE).map((queue) => queue.SqsManagedSseEnabled)).toEqual([undefined, undefined]);
    expect(statements(stack)).toContainEqual({ Action: 'kms:Decrypt', Effect: 'Allow', Resource: key });
    expect(worker.queue.encryptionMasterKey!.node.path).toBe('Stack/Key');
  });

  test('takes numbers that only the deployment knows', () => {
    const { queue } = made({
      visibilityTimeout: Duration.seconds(Lazy.number({ produce: () => 1 })),
      maxReceiveCount: Lazy.number({ produce: () => 7 }),
      retention: Duration.seconds(Lazy.number({ produce: () => 60 })),
    });
    expect(queue).toMatchObject({ VisibilityTimeout: 1, MessageRetentionPeriod: 60, RedrivePolicy: { maxReceiveCount: 7 } });
  });
});

describe('a queue that is there already', () => {
  test('of this app is read, and stays as it is', () => {
    const { stack, worker } = existing((scope) => new sqs.Queue(scope, 'Orders', {
      visibilityTimeout: Duration.minutes(1), deadLetterQueue: { queue: new sqs.Queue(scope, 'Failed'), maxReceiveCount: 3 },
    }));
    expect(worker.queue.node.path).toBe('Stack/Orders');
    expect(worker.deadLetterQueue!.node.path).toBe('Stack/Failed');
    expect(propertiesOf(stack, QUEUE)).toHaveLength(2);
    expect(worker.deadLettersAlarm!.node.path).toBe('Stack/Email/DeadLetters');
    expect(warnings(stack)).toEqual([]);
  });

  test('of this app has to keep messages for as long as a task works on them', () => {
    expect(() => workerIn((stack) => ({ queue: WorkQueue.existing(new sqs.Queue(stack, 'Orders')), messageDuration: Duration.seconds(31) }))).toThrow(
      'WorkQueue.VisibilityBelowDuration: `queue.visibilityTimeout` must be at least the `messageDuration` of 31 seconds, got 30: ' +
      'a second task would get each message while the first still works on it; 186 leave room for slow ones');
  });

  test('may have a visibility timeout that only the deployment knows', () => {
    const { worker } = existing((stack) => new sqs.Queue(stack, 'Orders', { visibilityTimeout: Duration.seconds(Lazy.number({ produce: () => 1 })) }));
    expect(worker.queue.node.path).toBe('Stack/Orders');
  });

  test('without dead letters is warned about, and has no alarm on them', () => {
    const { stack, worker } = existing((scope) => new sqs.Queue(scope, 'Orders'));
    expect(warnings(stack)).toEqual([expect.stringContaining('`queue` has no dead-letter queue that is known: a message that always fails comes back until it expires; ' +
      'give the queue one, or name the one it has with `deadLetterQueue`')]);
    expect(worker.deadLetterQueue).toBeUndefined();
    expect(worker.deadLettersAlarm).toBeUndefined();
    expect(worker.oldestMessageAlarm!.node.path).toBe('Stack/Email/OldestMessage');
  });

  test('of plain CloudFormation may have a redrive policy of its own', () => {
    const { stack } = existing((scope) => {
      const queue = new sqs.Queue(scope, 'Orders');
      (queue.node.defaultChild as sqs.CfnQueue).redrivePolicy = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:failed', maxReceiveCount: 3 };
      return queue;
    });
    expect(warnings(stack)).toEqual([]);
  });

  test('elsewhere is used by its address, with what its user says of it', () => {
    const { stack, worker } = existing(imported, {
      deadLetterQueue: undefined, visibilityTimeout: Duration.minutes(1), urlVariable: 'ORDERS_URL',
    });
    const [{ Environment: environment }] = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
    expect(environment).toEqual([{ Name: 'ORDERS_URL', Value: stack.resolve(worker.queue.queueUrl) }]);
    expect(statements(stack)[0].Resource).toEqual(stack.resolve(worker.queue.queueArn));
  });

  test('elsewhere has the dead letters that its user names', () => {
    const { stack, worker } = workerIn((scope) => ({
      queue: WorkQueue.existing(imported(scope), { deadLetterQueue: sqs.Queue.fromQueueArn(scope, 'Failed', `arn:aws:sqs:${scope.region}:${scope.account}:failed`) }),
    }));
    expect(behind(stack, worker.deadLettersAlarm!.alarmArn).Dimensions).toEqual([{ Name: 'QueueName', Value: 'failed' }]);
    expect(warnings(stack)).toEqual([]);
  });

  test('elsewhere may not have a visibility timeout below the work', () => {
    expect(() => existing(imported, { visibilityTimeout: Duration.seconds(4) })).toThrow('WorkQueue.VisibilityBelowDuration: `queue.visibilityTimeout` must be at least ');
  });

  test('has dead letters of its own kind', () => {
    expect(() => workerIn((stack) => ({
      queue: WorkQueue.existing(new sqs.Queue(stack, 'Orders', { fifo: true }), { deadLetterQueue: new sqs.Queue(stack, 'Failed') }),
    }))).toThrow('WorkQueue.DeadLetterKind: `queue.deadLetterQueue` must be of the queue\'s own kind, got a standard queue for a FIFO one; take one of the other kind');
  });

  test('whose kind only the deployment knows may have dead letters of either kind', () => {
    const { worker } = workerIn((stack) => ({
      queue: WorkQueue.existing(sqs.Queue.fromQueueArn(stack, 'Imported', Token.asString({ Ref: 'Arn' })), { deadLetterQueue: new sqs.Queue(stack, 'Failed', { fifo: true }) }),
    }));
    expect(worker.deadLetterQueue!.node.path).toBe('Stack/Failed');
  });

  test('of another region is refused, since its metrics are not found', () => {
    const app = recommendedApp();
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
    expect(() => workerIn(() => ({ queue: WorkQueue.existing(sqs.Queue.fromQueueArn(stack, 'Far', 'arn:aws:sqs:us-east-1:111122223333:orders')) }), stack)).toThrow(
      'WorkQueue.OtherEnvironment: `queue` must be in the account and region of the worker, 111122223333/eu-central-1, where its metrics are found, ' +
      'got one in 111122223333/us-east-1; make the worker there');
  });
});

describe('subscriptions', () => {
  const SUBSCRIPTION = 'AWS::SNS::Subscription';

  test('let one topic send, and hand its messages over as they are', () => {
    const { stack, worker } = workerIn((scope) => ({
      queue: WorkQueue.create({ subscriptions: [{ topic: standardTopic(scope), filterPolicy: { kind: sns.SubscriptionFilter.stringFilter({ allowlist: ['mail'] }) } }] }),
    }));
    const topic = { Ref: expect.stringMatching(/^Topic/) };
    const [[id, subscription]] = Object.entries<any>(resourcesOf(stack, SUBSCRIPTION));
    expect(id).toMatch(/^EmailSubscription/);
    expect(subscription.Properties).toEqual({
      TopicArn: topic, Protocol: 'sqs', Endpoint: stack.resolve(worker.queue.queueArn), RawMessageDelivery: true, FilterPolicy: { kind: ['mail'] },
    });
    expect(subscription.DependsOn).toEqual([expect.stringMatching(/^EmailQueuePolicy/)]);
    expect(propertiesOf(stack, QUEUE_POLICY).flatMap(({ PolicyDocument: { Statement: found } }) => found)).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: stack.resolve(worker.queue.queueArn),
      Condition: { ArnEquals: { 'aws:SourceArn': topic } },
    });
  });

  test.each([true, false])('let one topic use the key, whatever feature flags say (%p)', (flag) => {
    const { stack } = workerIn((scope) => ({
      queue: WorkQueue.create({ encryptionKey: new kms.Key(scope, 'Key'), subscriptions: [{ topic: standardTopic(scope) }] }),
    }), newStack({ '@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption': flag }));
    const { KeyPolicy: { Statement: found } } = theOnly(stack, 'AWS::KMS::Key').Properties;
    expect(found.filter(({ Principal: principal }: any) => principal.Service === 'sns.amazonaws.com')).toEqual([{
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': topicsOf(stack) } },
    }]);
  });

  test('may be of a topic that is encrypted with the key of the queue', () => {
    const { stack } = workerIn((scope) => {
      const key = new kms.Key(scope, 'Key');
      return { queue: WorkQueue.create({ encryptionKey: key, subscriptions: [{ topic: new sns.Topic(scope, 'Topic', { masterKey: key }) }] }) };
    });
    // Template.fromStack refuses a template with a circle.
    expect(theOnly(stack, 'AWS::SNS::Topic').Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
  });

  test('may use a key of an earlier stack', () => {
    const app = recommendedApp();
    const keys = new Stack(app, 'Keys');
    const key = new kms.Key(keys, 'Key');
    const { stack } = workerIn((scope) => ({ queue: WorkQueue.create({ encryptionKey: key, subscriptions: [{ topic: standardTopic(scope) }] }) }), new Stack(app, 'Stack'));
    app.synth();
    expect(stack.dependencies).toEqual([keys]);
  });

  test('name a topic whose name is known to the key', () => {
    const arn = 'arn:aws:sns:eu-central-1:111122223333:mail';
    const { stack } = workerIn((scope) => ({
      queue: WorkQueue.create({ encryptionKey: new kms.Key(scope, 'Key'), subscriptions: [{ topic: sns.Topic.fromTopicArn(scope, 'Topic', arn) }] }),
    }), new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } }));
    const { KeyPolicy: { Statement: found } } = theOnly(stack, 'AWS::KMS::Key').Properties;
    expect(found.map(({ Condition: condition }: any) => condition)).toContainEqual({ ArnLike: { 'aws:SourceArn': arn } });
  });

  test.each(['beside', 'around'])('of a queue of a stack %s the worker\'s are refused for a topic of the worker\'s stack', (where) => {
    const app = recommendedApp();
    const queues = new Stack(app, 'Queues');
    const own = where === 'beside' ? new Stack(app, 'Own') : new NestedStack(queues, 'Own');
    const queue = new sqs.Queue(queues, 'Orders');
    expect(() => workerIn((stack) => ({ queue: WorkQueue.existing(queue, { subscriptions: [{ topic: standardTopic(stack) }] }) }), own)).toThrow(
      `WorkQueue.TopicElsewhere: \`queue.subscriptions[0].topic\` is made in ${own.node.path}, and the policy of the queue in Queues would name it, ` +
      `while the worker waits for the queue; make the topic in Queues, or the queue in ${own.node.path}`);
  });

  test('are made once for workers that share a queue, and refused where they differ', () => {
    const stack = newStack();
    const cluster = platformIn(stack);
    const topic = standardTopic(stack);
    const queue = new sqs.Queue(stack, 'Orders');
    const shared = WorkQueue.existing(queue, { subscriptions: [{ topic }] });
    const work = (id: string, from: WorkQueue) => new QueueWorker(stack, id, {
      cluster, task: imageTask, queue: from, acceptableLatency: Duration.minutes(1), messageDuration: Duration.seconds(1),
    });
    work('One', shared);
    work('Two', shared);
    expect(() => work('Three', WorkQueue.existing(queue, { subscriptions: [{ topic, rawMessageDelivery: false }] }))).toThrow(
      'WorkQueue.SubscribedTwice: `queue.subscriptions[0].topic` must be subscribed once, ');
    expect(() => work('Four', WorkQueue.create({ subscriptions: [{ topic }, { topic }] }))).toThrow(
      'WorkQueue.SubscribedTwice: `queue.subscriptions[1].topic` must be subscribed once, ');
    expect(propertiesOf(stack, SUBSCRIPTION)).toHaveLength(1);
    expect(theOnly(stack, QUEUE_POLICY).Properties.PolicyDocument.Statement).toHaveLength(1);
  });

  test('may wrap messages, and may choose them by body', () => {
    const { stack } = workerIn((scope) => ({
      queue: WorkQueue.create({
        subscriptions: [{
          topic: standardTopic(scope),
          rawMessageDelivery: false,
          filterPolicyWithMessageBody: { kind: sns.FilterOrPolicy.filter(sns.SubscriptionFilter.stringFilter({ allowlist: ['mail'] })) },
        }],
      }),
    }));
    expect(theOnly(stack, SUBSCRIPTION).Properties).toMatchObject({ RawMessageDelivery: false, FilterPolicyScope: 'MessageBody' });
  });

  test('may be several, each with an id that those after it do not change', () => {
    const { stack } = workerIn((scope) => ({
      queue: WorkQueue.create({ subscriptions: ['A', 'B'].map((id) => ({ topic: new sns.Topic(scope, id) })) }),
    }));
    expect(Object.keys(resourcesOf(stack, SUBSCRIPTION))).toEqual([expect.stringMatching(/^EmailSubscription[0-9A-F]{8}$/), expect.stringMatching(/^EmailSubscription2/)]);
  });

  test('of a topic of another region say where that is', () => {
    const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
    workerIn((scope) => ({
      queue: WorkQueue.create({ subscriptions: [{ topic: sns.Topic.fromTopicArn(scope, 'Far', 'arn:aws:sns:us-east-1:111122223333:mail') }] }),
    }), stack);
    expect(theOnly(stack, SUBSCRIPTION).Properties.Region).toBe('us-east-1');
  });

  test('of a queue of another stack let the topic send there', () => {
    const app = recommendedApp();
    const other = new Stack(app, 'Other');
    const queue = new sqs.Queue(other, 'Orders', { deadLetterQueue: { queue: new sqs.Queue(other, 'Failed'), maxReceiveCount: 3 } });
    const topic = new sns.Topic(other, 'Topic');
    const { stack } = workerIn(() => ({ queue: WorkQueue.existing(queue, { subscriptions: [{ topic }] }) }), new Stack(app, 'Stack'));
    expect(propertiesOf(stack, SUBSCRIPTION)).toHaveLength(1);
    expect(stack.dependencies).toEqual([other]);
    expect(theOnly(other, QUEUE_POLICY).Properties.Queues).toEqual([{ Ref: expect.stringMatching(/^Orders/) }]);
  });

  test('a FIFO queue takes none of a standard topic', () => {
    expect(() => workerIn((stack) => ({ queue: WorkQueue.create({ fifo: true, subscriptions: [{ topic: standardTopic(stack) }] }) }))).toThrow(
      'WorkQueue.StandardTopic: `queue.subscriptions[0].topic` must be a FIFO topic for a FIFO queue, got a standard one; make one of them of the other kind');
  });

  test('a standard queue takes those of a FIFO topic', () => {
    const { stack } = workerIn((scope) => ({ queue: WorkQueue.create({ subscriptions: [{ topic: new sns.Topic(scope, 'Topic', { fifo: true }) }] }) }));
    expect(propertiesOf(stack, SUBSCRIPTION)).toHaveLength(1);
  });

  test('a topic that only the deployment knows may be of either kind', () => {
    const { stack } = workerIn((scope) => ({
      queue: WorkQueue.create({ fifo: true, subscriptions: [{ topic: sns.Topic.fromTopicArn(scope, 'Topic', Token.asString({ Ref: 'Arn' })) }] }),
    }));
    expect(propertiesOf(stack, SUBSCRIPTION)).toHaveLength(1);
  });

  test('what cannot be delivered is refused, and what an imported queue needs is said', () => {
    expect(() => existing((stack) => new sqs.Queue(stack, 'Orders', { encryption: sqs.QueueEncryption.KMS_MANAGED }), {
      subscriptions: [{ topic: standardTopic(newStack()) }],
    })).toThrow('WorkQueue.AwsManagedKey: `queue.subscriptions[0]` cannot deliver to a queue that is encrypted with the key that AWS manages for SQS');
    const { stack } = workerIn((scope) => ({
      queue: WorkQueue.existing(imported(scope, { keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one' }), {
        deadLetterQueue: new sqs.Queue(scope, 'Failed'), subscriptions: [{ topic: standardTopic(scope) }],
      }),
    }));
    expect(warnings(stack)).toEqual([
      expect.stringContaining('`queue.subscriptions[0]` needs leave to send to the queue, whose policy is not changed'),
      expect.stringContaining('`queue.subscriptions[0]` needs leave to use the key of the queue, whose policy is not changed'),
    ]);
  });
});
