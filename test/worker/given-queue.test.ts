import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { WorkQueueFacts } from '../../src/model/worker/work-queue';
import { GivenQueue } from '../../src/worker/given-queue';
import { ExistingQueueOptions } from '../../src/worker/work-queue';

const stack = new Stack();

/** Queues of this app and imported ones, each with an id of its own. */
const next = () => `Queue${stack.node.children.length}`;
const made = (props?: sqs.QueueProps) => new sqs.Queue(stack, next(), props);
const imported = (name: string) => sqs.Queue.fromQueueArn(stack, next(), Token.isUnresolved(name) ? name : `arn:aws:sqs:eu-west-1:111122223333:${name}`);
const token = () => Token.asNumber({ Ref: 'Number' });

describe('of a queue of this app is known', () => {
  const failed = made();

  test.each<[string, sqs.IQueue, ExistingQueueOptions, WorkQueueFacts]>([
    ['what SQS takes where nothing is said', made(), {}, { fifo: false, visibilitySeconds: 30, retentionSeconds: 345_600, deadLetters: false }],
    ['what its user said',
      made({
        fifo: true,
        visibilityTimeout: Duration.minutes(1),
        retentionPeriod: Duration.days(1),
        deadLetterQueue: { queue: made({ fifo: true }), maxReceiveCount: 3 },
      }), {},
      { fifo: true, visibilitySeconds: 60, retentionSeconds: 86_400, maxReceiveCount: 3, deadLetters: true, deadLettersFifo: true }],
    ['nothing that only the deployment knows', made({ visibilityTimeout: Duration.seconds(token()), retentionPeriod: Duration.seconds(token()) }), {}, { fifo: false, deadLetters: false }],
    ['its own time, whatever is said of an imported one', made(), { visibilityTimeout: Duration.hours(1) },
      { fifo: false, visibilitySeconds: 30, retentionSeconds: 345_600, deadLetters: false }],
    ['another queue for dead letters, where its user names one', made(), { deadLetterQueue: failed },
      { fifo: false, visibilitySeconds: 30, retentionSeconds: 345_600, deadLetters: true, deadLettersFifo: false }],
  ])('%s', (_, queue, options, facts) => {
    // Absent and not known are one.
    expect(new GivenQueue(queue, options).facts).toEqual(facts);
  });

  test('that it has dead letters, where plain CloudFormation says so', () => {
    const queue = made();
    (queue.node.defaultChild as sqs.CfnQueue).redrivePolicy = { deadLetterTargetArn: failed.queueArn, maxReceiveCount: 3 };

    expect(new GivenQueue(queue, {}).facts).toMatchObject({ deadLetters: true });
    expect(new GivenQueue(queue, {}).bind().deadLetterQueue).toBeUndefined();
  });
});

describe('of an imported queue is known', () => {
  const unnamed = new CfnParameter(stack, 'Arn').valueAsString;

  test.each<[string, sqs.IQueue, ExistingQueueOptions, WorkQueueFacts]>([
    ['its kind, by its name', imported('orders'), {}, { fifo: false, deadLetters: false }],
    ['its kind, by its name, where it is FIFO', imported('orders.fifo'), {}, { fifo: true, deadLetters: false }],
    ['not even its kind, where the deployment knows the name', imported(unnamed), {}, { deadLetters: false }],
    ['what its user says', imported('orders'), { visibilityTimeout: Duration.minutes(5), deadLetterQueue: imported('failed') },
      { fifo: false, visibilitySeconds: 300, deadLetters: true, deadLettersFifo: false }],
    ['nothing of dead letters that only the deployment knows, but that there are some', imported('orders'), { deadLetterQueue: imported(unnamed) }, { fifo: false, deadLetters: true }],
  ])('%s', (_, queue, options, facts) => {
    expect(new GivenQueue(queue, options).facts).toEqual(facts);
  });
});

test('it stays as it is', () => {
  const [dead, other] = [made(), made()];
  const queue = made({ deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  const before = stack.node.findAll();

  expect(new GivenQueue(queue, {}).bind()).toEqual({ queue, deadLetterQueue: dead });
  expect(new GivenQueue(queue, { deadLetterQueue: other }).bind()).toEqual({ queue, deadLetterQueue: other });
  expect(stack.node.findAll()).toEqual(before);
});

test('its key is the one that its topics need', () => {
  const encryptionMasterKey = new kms.Key(stack, 'Key');

  expect(new GivenQueue(made({ encryptionMasterKey }), {}).encryptionKey).toBe(encryptionMasterKey);
  expect(new GivenQueue(made(), {}).encryptionKey).toBeUndefined();
});
