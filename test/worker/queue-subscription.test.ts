import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { isSubscribedOtherwise, QueueSubscription, subscribe } from '../../src/worker/queue-subscription';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const SUBSCRIPTION = 'AWS::SNS::Subscription';
const HERE = { account: '111122223333', region: 'eu-west-1' };
const FAR = 'arn:aws:sns:us-east-1:444455556666:mail';

function setUp(props?: sqs.QueueProps) {
  const stack = new Stack(new App(), 'Stack', { env: HERE });
  const queue = new sqs.Queue(stack, 'Queue', props);
  return { stack, queue, worker: new Construct(stack, 'Worker'), topic: new sns.Topic(stack, 'Topic') };
}

const mayOf = (stack: Stack) => propertiesOf(stack, 'AWS::SQS::QueuePolicy').flatMap(({ PolicyDocument: document }) => document.Statement);

describe('a subscription', () => {
  test('takes all messages of the topic as they were published', () => {
    const { queue, stack, topic, worker } = setUp();
    subscribe(worker, queue, [{ topic }]);

    expect(theOnly(stack, SUBSCRIPTION).Properties).toEqual({
      TopicArn: stack.resolve(topic.topicArn), Protocol: 'sqs', Endpoint: stack.resolve(queue.queueArn), RawMessageDelivery: true,
    });
  });

  test.each<[string, Partial<QueueSubscription>, object]>([
    ['wrapped', { rawMessageDelivery: false }, { RawMessageDelivery: false }],
    ['by attributes', { filterPolicy: { kind: sns.SubscriptionFilter.existsFilter() } }, { FilterPolicy: { kind: [{ exists: true }] } }],
    ['by body', { filterPolicyWithMessageBody: { kind: sns.FilterOrPolicy.filter(sns.SubscriptionFilter.existsFilter()) } },
      { FilterPolicy: { kind: [{ exists: true }] }, FilterPolicyScope: 'MessageBody' }],
  ])('takes them %s where that is asked for', (_, options, properties) => {
    const { queue, stack, topic, worker } = setUp();
    subscribe(worker, queue, [{ topic, ...options }]);

    expect(theOnly(stack, SUBSCRIPTION).Properties).toMatchObject(properties);
  });

  test('is made once the topic may send', () => {
    const { queue, stack, topic, worker } = setUp();
    subscribe(worker, queue, [{ topic }]);

    expect(theOnly(stack, SUBSCRIPTION).DependsOn).toEqual(Object.keys(resourcesOf(stack, 'AWS::SQS::QueuePolicy')));
  });

  test('says where a topic is that is not here, and nothing of one that is', () => {
    const { queue, stack, topic, worker } = setUp();
    subscribe(worker, queue, [{ topic }, { topic: sns.Topic.fromTopicArn(stack, 'Far', FAR) }]);

    expect(propertiesOf(stack, SUBSCRIPTION).map(({ Region: region }) => region)).toEqual([undefined, 'us-east-1']);
  });

  test('of a queue that is imported is all that is made', () => {
    const { stack, topic, worker } = setUp();
    subscribe(worker, sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111122223333:orders'), [{ topic }]);

    expect(theOnly(stack, SUBSCRIPTION)).not.toHaveProperty('DependsOn');
    expect(mayOf(stack)).toEqual([]);
  });
});

describe('of all topics of all accounts', () => {
  test('only these may send to the queue', () => {
    const { queue, stack, topic, worker } = setUp();
    subscribe(worker, queue, [{ topic }, { topic: sns.Topic.fromTopicArn(stack, 'Far', FAR) }]);

    expect(mayOf(stack)).toEqual([stack.resolve(topic.topicArn), FAR].map((arn) => ({
      Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: stack.resolve(queue.queueArn), Condition: { ArnEquals: { 'aws:SourceArn': arn } },
    })));
  });

  test('those use the key that are named, or are of the account and region of one that is yet to be', () => {
    const { queue, stack, topic, worker } = setUp({ encryption: sqs.QueueEncryption.KMS });
    subscribe(worker, queue, [{ topic }, { topic: sns.Topic.fromTopicArn(stack, 'Far', FAR) }]);
    const statements = theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement.filter(({ Principal: principal }: any) => principal.Service);
    const ofThisAccount = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:eu-west-1:111122223333:*']] };

    expect(statements).toEqual([ofThisAccount, FAR].map((arn) => ({
      Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*', Condition: { ArnLike: { 'aws:SourceArn': arn } },
    })));
  });

  test('one may be made in a stack that comes after that of the key', () => {
    const app = new App();
    const [keys, own] = [new Stack(app, 'Keys', { env: HERE }), new Stack(app, 'Own', { env: HERE })];
    const queue = new sqs.Queue(own, 'Queue', { encryptionMasterKey: new kms.Key(keys, 'Key') });
    subscribe(new Construct(own, 'Worker'), queue, [{ topic: new sns.Topic(own, 'Topic') }]);

    app.synth();
    expect([own.dependencies, keys.dependencies]).toEqual([[keys], []]);
  });
});

describe('workers that share a queue', () => {
  test('share its subscriptions', () => {
    const { queue, stack, topic, worker } = setUp();
    const subscriptions = [{ topic }];
    subscribe(worker, queue, subscriptions);
    subscribe(new Construct(stack, 'Other'), queue, subscriptions);

    expect(Object.keys(resourcesOf(stack, SUBSCRIPTION))).toEqual([expect.stringMatching(/^WorkerSubscription/)]);
    expect(mayOf(stack)).toHaveLength(1);
  });

  test('are told apart by what they want, topic by topic and queue by queue', () => {
    const { queue, stack, topic, worker } = setUp();
    const [first, same] = [{ topic }, { topic }];
    expect(isSubscribedOtherwise(queue, first)).toBe(false);
    subscribe(worker, queue, [first]);

    expect(isSubscribedOtherwise(queue, first)).toBe(false);
    expect(isSubscribedOtherwise(queue, same)).toBe(true);
    expect(isSubscribedOtherwise(queue, { topic: new sns.Topic(stack, 'Another') })).toBe(false);
    expect(isSubscribedOtherwise(new sqs.Queue(stack, 'Another queue'), same)).toBe(false);
  });

  test('keep the ids of their subscriptions, when others are added behind them', () => {
    const { queue, stack, topic, worker } = setUp();
    subscribe(worker, queue, [{ topic }, { topic: new sns.Topic(stack, 'Second') }]);

    expect(worker.node.children.map(({ node }) => node.id)).toEqual(['Subscription', 'Subscription2']);
  });
});
