import * as kms from 'aws-cdk-lib/aws-kms';
import { App, CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { NewQueue } from '../../src/worker/new-queue';
import { WorkQueueOptions } from '../../src/worker/work-queue';
import { propertiesOf, resourcesOf } from '../kit/stacks';

const SECOND = Duration.seconds(1);

function made(options: WorkQueueOptions = {}, messageDuration = SECOND, stack = new Stack(new App(), 'Stack')) {
  const { deadLetterQueue, queue } = new NewQueue(options).bind(stack, messageDuration);
  const resources = resourcesOf(stack);
  const propertiesBehind = (url: string) => resources[stack.resolve(url).Ref].Properties;
  const { queueArn, queueUrl } = deadLetterQueue!;
  return { stack, queue: propertiesBehind(queue.queueUrl), failed: propertiesBehind(queueUrl), arn: stack.resolve(queueArn) };
}

describe('what is checked is what is made', () => {
  const OWN: WorkQueueOptions = {
    visibilityTimeout: Duration.minutes(2), retention: Duration.days(1), maxReceiveCount: 2, deadLetterRetention: Duration.days(3),
  };

  test.each<[string, WorkQueueOptions]>([
    ['by default', {}],
    ['as its user says', OWN],
    ['in order', { ...OWN, fifo: true, contentBasedDeduplication: true }],
  ])('%s', (_, options) => {
    const { failed, queue } = made(options);

    expect(new NewQueue(options).facts).toEqual({
      fifo: queue.FifoQueue ?? false,
      contentBasedDeduplication: queue.ContentBasedDeduplication,
      // Without a time of the user's, it follows the work, and needs no check.
      visibilitySeconds: options.visibilityTimeout && queue.VisibilityTimeout,
      retentionSeconds: queue.MessageRetentionPeriod ?? 345_600,
      maxReceiveCount: queue.RedrivePolicy.maxReceiveCount,
      deadLetters: true,
      deadLetterRetentionSeconds: failed.MessageRetentionPeriod,
    });
  });

  test('but for what only the deployment knows', () => {
    const number = new CfnParameter(new Stack(), 'Number', { type: 'Number' }).valueAsNumber;
    const seconds = Duration.seconds(number);
    const queue = new NewQueue({ visibilityTimeout: seconds, retention: seconds, maxReceiveCount: number, deadLetterRetention: seconds });

    expect(queue.facts).toEqual({ fifo: false, deadLetters: true });
  });
});

describe('by default', () => {
  const { arn, failed, queue } = made();

  test('messages are kept for four days, tried five times, and kept two weeks from when they were sent', () => {
    expect(queue).toMatchObject({ MessageRetentionPeriod: 345_600, RedrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 5 } });
    expect(failed).toMatchObject({ MessageRetentionPeriod: 1_209_600 });
    expect(failed.RedrivePolicy).toBeUndefined();
  });

  test('a task waits for messages as long as it can', () => {
    expect(queue.ReceiveMessageWaitTimeSeconds).toBe(20);
  });

  test('both are encrypted by SQS, and of the standard kind without saying so', () => {
    expect([queue.SqsManagedSseEnabled, failed.SqsManagedSseEnabled]).toEqual([true, true]);
    expect([queue.FifoQueue, failed.FifoQueue]).toEqual([undefined, undefined]);
  });
});

test.each([
  [Duration.millis(100), 30],
  [Duration.seconds(5), 30],
  [Duration.millis(5100), 31],
  [Duration.minutes(10), 3600],
  [Duration.hours(12), 43_200],
])('a message that takes %s is hidden for %d seconds', (messageDuration, seconds) => {
  expect(made({}, messageDuration).queue.VisibilityTimeout).toBe(seconds);
});

test('a FIFO queue has dead letters of its kind', () => {
  const { failed, queue } = made({ fifo: true, contentBasedDeduplication: true });

  expect([queue, failed]).toMatchObject([{ FifoQueue: true, ContentBasedDeduplication: true }, { FifoQueue: true }]);
  expect(failed.ContentBasedDeduplication).toBeUndefined();
});

test('a key encrypts both, and is the one that topics need', () => {
  const stack = new Stack(new App(), 'Stack');
  const encryptionKey = new kms.Key(stack, 'Key');
  const { failed, queue } = made({ encryptionKey }, SECOND, stack);

  expect([queue.KmsMasterKeyId, failed.KmsMasterKeyId]).toEqual([stack.resolve(encryptionKey.keyArn), stack.resolve(encryptionKey.keyArn)]);
  expect(new NewQueue({ encryptionKey }).encryptionKey).toBe(encryptionKey);
  expect(new NewQueue({}).encryptionKey).toBeUndefined();
});

test('nobody reaches either of them without TLS', () => {
  const denied = propertiesOf(made().stack, 'AWS::SQS::QueuePolicy').map(({ PolicyDocument: { Statement: [statement] } }) => statement);

  expect(denied).toEqual([1, 2].map(() => expect.objectContaining({
    Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  })));
});

test('a number that only the deployment knows is written', () => {
  const maxReceiveCount = Token.asNumber({ Ref: 'Receives' });

  expect(made({ maxReceiveCount }).queue.RedrivePolicy.maxReceiveCount).toEqual({ Ref: 'Receives' });
});
