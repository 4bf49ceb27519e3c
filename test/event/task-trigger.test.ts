import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { EventTask, EventTaskProps, ObjectEvent, TaskBlueprint, TaskTrigger } from '../../src';
import { matchesPattern } from '../kit/event-pattern';
import { transform } from '../kit/input-transformer';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');
const task = TaskBlueprint.container({ name: 'App', image });
const orders = { source: ['shop.orders'], detailType: ['OrderPlaced'] };
const HERE = { account: '111122223333', region: 'eu-west-1' };

function job(stack: Stack, cluster: ecs.ICluster, trigger: TaskTrigger, props: Partial<EventTaskProps> = {}): EventTask {
  return new EventTask(stack, 'Job', { cluster, task, trigger, ...props });
}

function ruleOf(stack: Stack): any {
  return propertiesOf(stack, 'AWS::Events::Rule').find(({ Targets: [{ Id: id }] }) => id === 'Task');
}

/** A cluster in a stack whose place is known. */
function placed(app: App = recommendedApp()): { app: App; stack: Stack; cluster: ecs.Cluster } {
  const stack = new Stack(app, 'Here', { env: HERE });
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 2, restrictDefaultSecurityGroup: false });
  return { app, stack, cluster: new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true }) };
}

describe('objects of a bucket', () => {
  test('start the task with the names of bucket and object', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Uploads', { bucketName: 'uploads' });
    job(stack, cluster, TaskTrigger.objectCreated(bucket, { suffixes: ['.jpg'] }));
    const event = {
      'source': 'aws.s3',
      'detail-type': 'Object Created',
      'detail': { bucket: { name: 'uploads' }, object: { key: 'a "b"\\c.jpg', size: 5 }, reason: 'PutObject' },
    };
    const { EventPattern: pattern, Targets: [{ InputTransformer: transformer }] } = ruleOf(stack);
    expect(matchesPattern({ ...pattern, detail: { ...pattern.detail, bucket: { name: ['uploads'] } } }, event)).toBe(true);
    expect(pattern.detail.bucket.name).toEqual([stack.resolve(bucket.bucketName)]);
    expect(transform(transformer, event)).toEqual({
      containerOverrides: [{ name: 'App', environment: [{ name: 'S3_BUCKET', value: 'uploads' }, { name: 'S3_KEY', value: 'a "b"\\c.jpg' }] }],
    });
  });

  test('start it with other variables, where there are some', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.objectCreated(new s3.Bucket(stack, 'Uploads')), { eventVariables: { ETAG: '$.detail.object.etag' } });
    expect(ruleOf(stack).Targets[0].InputTransformer.InputPathsMap).toEqual({ field1: '$.detail.object.etag' });
  });

  test('are told of by the bucket itself, without a function', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.objectCreated(new s3.Bucket(stack, 'Uploads')));
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties.NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::Function'))).toEqual([]);
  });

  const notify = (stack: Stack, bucket: s3.Bucket) => bucket.addObjectCreatedNotification(new notifications.SqsDestination(new sqs.Queue(stack, 'Queue')));
  const written = (stack: Stack) => theOnly(stack, 'Custom::S3BucketNotifications').Properties.NotificationConfiguration;

  test('are told of by what writes all notifications of the bucket, where there is one before', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    notify(stack, bucket);
    job(stack, cluster, TaskTrigger.objectCreated(bucket));
    expect(written(stack)).toMatchObject({ EventBridgeConfiguration: {}, QueueConfigurations: [expect.anything()] });
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties ?? {}).not.toHaveProperty('NotificationConfiguration');
  });

  test('or later', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    job(stack, cluster, TaskTrigger.objectCreated(bucket));
    notify(stack, bucket);
    expect(written(stack)).toMatchObject({ EventBridgeConfiguration: {}, QueueConfigurations: [expect.anything()] });
  });

  test('of another stack are no circle', () => {
    const app = recommendedApp();
    const { stack, cluster } = platformStack(app);
    const bucket = new s3.Bucket(new Stack(app, 'Storage'), 'Uploads');
    bucket.grantRead(job(stack, cluster, TaskTrigger.objectCreated(bucket)));
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Storage', 'Stack']);
  });

  test('of an imported bucket are warned about: nobody may send them', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.objectCreated(s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads')));
    Annotations.fromStack(stack).hasWarning('/Stack/Job', Match.stringLikeRegexp(
      '`trigger` is a bucket of elsewhere, Stack/Uploads, which stays as it is; turn EventBridge notifications on where it is made, '
      + 'or call its enableEventBridgeNotification\\(\\)'));
    expect(Object.keys(resourcesOf(stack, 'Custom::S3BucketNotifications'))).toEqual([]);
  });

  test('unless its user has them sent', () => {
    const { stack, cluster } = platformStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads');
    bucket.enableEventBridgeNotification();
    job(stack, cluster, TaskTrigger.objectCreated(bucket));
    Annotations.fromStack(stack).hasNoWarning('/Stack/Job', Match.anyValue());
  });

  test('of another region are refused', () => {
    const { app, stack, cluster } = placed();
    const bucket = new s3.Bucket(new Stack(app, 'There', { env: { ...HERE, region: 'us-east-1' } }), 'Uploads', { bucketName: 'uploads' });
    expect(() => job(stack, cluster, TaskTrigger.objectCreated(bucket))).toThrow(
      'TaskTrigger.OtherEnvironment: `trigger` starts tasks in the region of its source, us-east-1, got a stack of eu-west-1; '
      + 'send the events to a bus there first, or make the task where its source is');
  });

  test('of other kinds, and for a reason', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.objectEvents(new s3.Bucket(stack, 'Uploads'), [ObjectEvent.DELETED, ObjectEvent.RESTORE_EXPIRED], { reasons: ['Lifecycle Expiration'] }));
    expect(ruleOf(stack).EventPattern).toMatchObject({ 'detail-type': ['Object Deleted', 'Object Restore Expired'], 'detail': { reason: ['Lifecycle Expiration'] } });
  });

  test('with more keys than a pattern has room for are refused at synth', () => {
    const { stack, cluster } = platformStack();
    const parts = Array.from({ length: 12 }, (_, index) => `part-${index}`);
    job(stack, cluster, TaskTrigger.objectCreated(new s3.Bucket(stack, 'Uploads'), { prefixes: parts, suffixes: parts }));
    expect(() => ruleOf(stack)).toThrow(/TaskTrigger\.PatternTooLong: `trigger` takes a pattern of at most 2048 characters, got \d{4}; say it with fewer values/);
  });

  test('for a reason that there is not are refused, unless it is not known', () => {
    const { stack, cluster } = platformStack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    expect(() => job(stack, cluster, TaskTrigger.objectCreated(bucket, { reasons: ['Put'] }))).toThrow(
      "TaskTrigger.Reason: `trigger.reasons[0]` is PutObject, POST Object, CopyObject or CompleteMultipartUpload, got 'Put'");
    job(stack, cluster, TaskTrigger.objectCreated(bucket, { reasons: [Lazy.string({ produce: () => 'CopyObject' })] }));
    expect(ruleOf(stack).EventPattern.detail.reason).toEqual(['CopyObject']);
  });
});

describe('events of a bus', () => {
  test('match the pattern, on the default bus', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.eventPattern({ ...orders, detail: { total: [{ numeric: ['>', 100] }] } }));
    expect(ruleOf(stack).EventPattern).toEqual({ 'source': ['shop.orders'], 'detail-type': ['OrderPlaced'], 'detail': { total: [{ numeric: ['>', 100] }] } });
    expect(ruleOf(stack)).not.toHaveProperty('EventBusName');
  });

  test('match with the functions of the CDK, on a bus of another stack', () => {
    const app = recommendedApp();
    const { stack, cluster } = platformStack(app);
    const bus = new events.EventBus(new Stack(app, 'Buses'), 'Shop', { eventBusName: 'shop' });
    job(stack, cluster, TaskTrigger.eventPattern({ source: events.Match.prefix('shop.') }, { bus }));
    expect(ruleOf(stack)).toMatchObject({ EventBusName: { 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Buses' }) }, EventPattern: { source: [{ prefix: 'shop.' }] } });
  });

  test('of another account are refused', () => {
    const { stack, cluster } = placed();
    const bus = events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:444455556666:event-bus/shop');
    expect(() => job(stack, cluster, TaskTrigger.eventPattern(orders, { bus }))).toThrow(
      'TaskTrigger.OtherEnvironment: `trigger` starts tasks in the account of its source, 444455556666, got a stack of 111122223333; '
      + 'send the events to a bus there first, or make the task where its source is');
  });
});

describe('events that are not delivered', () => {
  test('are tried as long and as often as is asked for', () => {
    const { stack, cluster } = platformStack();
    job(stack, cluster, TaskTrigger.eventPattern(orders, { maxEventAge: Duration.minutes(5), retryAttempts: 0 }));
    expect(ruleOf(stack).Targets[0].RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 });
  });

  test('are refused another number, and a FIFO queue', () => {
    const { stack, cluster } = platformStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Fifo', { fifo: true });
    const trigger = TaskTrigger.eventPattern(orders, { maxEventAge: Duration.hours(25), retryAttempts: 186, deadLetterQueue });
    expect(() => job(stack, cluster, trigger)).toThrow([
      'EventTask at Stack/Job has 3 problems:',
      '  EventDelivery.MaxEventAge: `trigger.maxEventAge` takes whole seconds from 60 to 86400, got 90000; the nearest is 86400',
      '  EventDelivery.RetryAttempts: `trigger.retryAttempts` takes whole retries from 0 to 185, got 186; the nearest is 185',
      '  EventDelivery.FifoDeadLetters: `trigger.deadLetterQueue` is a standard queue, got a FIFO queue, to which EventBridge does not send; make another',
    ].join('\n'));
  });

  test('go to a given queue, whose key lets EventBridge in', () => {
    const { stack, cluster } = platformStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: new kms.Key(stack, 'Key') });
    const made = job(stack, cluster, TaskTrigger.eventPattern(orders, { deadLetterQueue }));
    expect(made.deadLetterQueue).toBe(deadLetterQueue);
    expect(Object.keys(resourcesOf(stack, 'AWS::SQS::Queue'))).toHaveLength(1);
    expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement).toContainEqual({
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Principal: { Service: 'events.amazonaws.com' }, Resource: '*',
    });
  });

  test('go to a queue of another stack, which does not wait for the rule', () => {
    const app = recommendedApp();
    const { stack, cluster } = platformStack(app);
    const queues = new Stack(app, 'Queues');
    job(stack, cluster, TaskTrigger.eventPattern(orders, { deadLetterQueue: new sqs.Queue(queues, 'Dead') }));
    const [{ Condition: condition }] = theOnly(queues, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement;
    expect(condition).toEqual({ ArnLike: { 'aws:SourceArn': queues.resolve(queues.formatArn({ service: 'events', resource: 'rule', resourceName: '*' })) } });
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Queues', 'Stack']);
  });
});
