import * as fc from 'fast-check';
import { advise, refuse } from '../../../src/model/finding';
import { checkSubscription, checkWorkQueue, SubscriptionFacts, visibilityFor, WorkQueueFacts } from '../../../src/model/worker/work-queue';

const DAY = 86_400;
const GOOD: WorkQueueFacts = {
  fifo: false, visibilitySeconds: 30, retentionSeconds: 4 * DAY, maxReceiveCount: 5, deadLetters: true, deadLetterRetentionSeconds: 14 * DAY, urlVariable: 'QUEUE_URL',
};

describe('how long a message is kept from other tasks', () => {
  test.each([[0.2, 30], [5, 30], [5.1, 31], [60, 360], [7200, 43_200], [43_200, 43_200]])('%d seconds of work: %d', (seconds, visibility) => {
    expect(visibilityFor(seconds)).toBe(visibility);
  });

  test('is in the range of SQS and never below the work', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 43_200, noNaN: true }), (seconds) => {
      const visibilitySeconds = visibilityFor(seconds);
      const queue = { ...GOOD, visibilitySeconds, retentionSeconds: 14 * DAY, deadLetterRetentionSeconds: undefined };
      expect(checkWorkQueue(queue, { messageSeconds: seconds })).toEqual([]);
    }));
  });
});

test.each<[string, WorkQueueFacts, string, string, string]>([
  ['a visibility timeout below the work', { visibilitySeconds: 59 }, 'WorkQueue.VisibilityBelowDuration', 'visibilityTimeout',
    'must be at least the `messageDuration` of 60 seconds, got 59: a second task would get each message while the first still works on it; 360 leave room for slow ones'],
  ['a visibility timeout of more than 12 hours', { visibilitySeconds: 43_201 }, 'WorkQueue.VisibilityTimeout', 'visibilityTimeout',
    'takes whole seconds from 0 to 43200, got 43201; the nearest is 43200'],
  ['a retention of half a minute', { retentionSeconds: 30 }, 'WorkQueue.Retention', 'retention', 'takes whole seconds from 60 to 1209600, got 30; the nearest is 60'],
  ['a retention of 15 days for dead letters', { deadLetterRetentionSeconds: 15 * DAY }, 'WorkQueue.DeadLetterRetention', 'deadLetterRetention',
    'takes whole seconds from 60 to 1209600, got 1296000; the nearest is 1209600'],
  ['no receive', { maxReceiveCount: 0 }, 'WorkQueue.MaxReceiveCount', 'maxReceiveCount', 'takes whole receives from 1 to 1000, got 0; the nearest is 1'],
  ['1001 receives', { maxReceiveCount: 1001 }, 'WorkQueue.MaxReceiveCount', 'maxReceiveCount', 'takes whole receives from 1 to 1000, got 1001; the nearest is 1000'],
  ['deduplication of a standard queue', { contentBasedDeduplication: true }, 'WorkQueue.Deduplication', 'contentBasedDeduplication',
    'is for FIFO queues, got a standard one; set `fifo`, or leave it out'],
  ['FIFO dead letters of a standard queue', { deadLettersFifo: true }, 'WorkQueue.DeadLetterKind', 'deadLetterQueue',
    'must be of the queue\'s own kind, got a FIFO queue for a standard one; take one of the other kind'],
  ['standard dead letters of a FIFO queue', { fifo: true, deadLettersFifo: false }, 'WorkQueue.DeadLetterKind', 'deadLetterQueue',
    'must be of the queue\'s own kind, got a standard queue for a FIFO one; take one of the other kind'],
  ['a variable that no shell reads', { urlVariable: 'queue-url' }, 'WorkQueue.UrlVariable', 'urlVariable',
    'takes letters, digits and underscores, and no digit first, got \'queue-url\'; take a name such as QUEUE_URL'],
])('%s is refused', (_, facts, id, path, text) => {
  const work = { latencySeconds: 120, messageSeconds: 60 };
  expect(checkWorkQueue({ ...GOOD, visibilitySeconds: 360, ...facts }, work)).toEqual([refuse(id, path, text)]);
});

test.each<[string, WorkQueueFacts, string, string, string]>([
  ['messages that expire before they are dead letters', { visibilitySeconds: 43_200, maxReceiveCount: 8 }, 'WorkQueue.RetentionBelowRetries', 'retention',
    'must be longer than 8 receives of 43200 seconds for failed messages to reach the dead-letter queue, got 345600 seconds; keep messages longer, or receive them less often'],
  ['dead letters that expire at once', { deadLetterRetentionSeconds: 4 * DAY }, 'WorkQueue.ShortDeadLetterRetention', 'deadLetterRetention',
    'must be longer than the `retention` of 345600 seconds, since the age of a message goes on, got 345600: old messages are lost as soon as they fail; ' +
    'keep dead letters longer, or messages shorter'],
  ['messages that expire while they wait', { retentionSeconds: 125, deadLetterRetentionSeconds: undefined, maxReceiveCount: 2 }, 'WorkQueue.RetentionBelowLatency', 'retention',
    'must be longer than `acceptableLatency` and `messageDuration` together, 125 seconds, got 125: messages that wait for as long as they may are lost; ' +
    'keep messages longer, or let them wait for less'],
  ['one receive', { maxReceiveCount: 1 }, 'WorkQueue.SingleReceive', 'maxReceiveCount',
    'of 1 gives up a message whose task was interrupted once; take 2 or more, or acknowledge it where no message may be tried twice'],
  ['no dead letters', { deadLetters: false }, 'WorkQueue.NoDeadLetters', '',
    'has no dead-letter queue that is known: a message that always fails comes back until it expires; give the queue one, or name the one it has with `deadLetterQueue`'],
])('%s are advised against', (_, facts, id, path, text) => {
  expect(checkWorkQueue({ ...GOOD, ...facts }, { latencySeconds: 120, messageSeconds: 5 })).toEqual([advise(id, path, text)]);
});

test.each<[string, WorkQueueFacts]>([
  ['the age of a message of a FIFO queue starts again when it moves', { fifo: true, deadLetterRetentionSeconds: DAY }],
  ['nothing is known', {
    fifo: undefined,
    visibilitySeconds: undefined,
    retentionSeconds: undefined,
    maxReceiveCount: undefined,
    deadLetters: undefined,
    deadLetterRetentionSeconds: undefined,
    urlVariable: undefined,
  }],
  ['whether the queue is FIFO is not known', { fifo: undefined, contentBasedDeduplication: true, deadLettersFifo: true, deadLetterRetentionSeconds: DAY }],
  ['messages expire a second after they are done', { retentionSeconds: 126, maxReceiveCount: 2 }],
  ['the visibility timeout is just the duration', { visibilitySeconds: 5 }],
])('no finding where %s', (_, facts) => {
  expect(checkWorkQueue({ ...GOOD, ...facts }, { latencySeconds: 120, messageSeconds: 5 })).toEqual([]);
});

test('a duration that is not known gives no finding', () => {
  expect(checkWorkQueue({ ...GOOD, visibilitySeconds: 0, retentionSeconds: 60 }, {})).toEqual([]);
});

const SUBSCRIPTION: SubscriptionFacts = {
  topicFifo: false, queueFifo: false, filters: 1, importedQueue: false, importedKey: false, awsManagedKey: false, twice: false,
};

test.each<[string, Partial<SubscriptionFacts>]>([
  ['a standard queue of a FIFO topic', { topicFifo: true }],
  ['a FIFO queue of a FIFO topic', { topicFifo: true, queueFifo: true }],
  ['a queue that may be FIFO', { queueFifo: undefined }],
  ['a topic that may be FIFO', { topicFifo: undefined, queueFifo: true }],
])('%s is fine', (_, facts) => {
  expect(checkSubscription('subscriptions[0]', { ...SUBSCRIPTION, ...facts })).toEqual([]);
});

test('what SNS does not deliver to is refused', () => {
  expect(checkSubscription('subscriptions[0]', { ...SUBSCRIPTION, queueFifo: true, filters: 2, awsManagedKey: true })).toEqual([
    refuse('WorkQueue.StandardTopic', 'subscriptions[0].topic', 'must be a FIFO topic for a FIFO queue, got a standard one; make one of them of the other kind'),
    refuse('WorkQueue.TwoFilters', 'subscriptions[0]', 'filters by attributes or by body, got `filterPolicy` and `filterPolicyWithMessageBody`; leave one of them out'),
    refuse('WorkQueue.AwsManagedKey', 'subscriptions[0]', 'cannot deliver to a queue that is encrypted with the key that AWS manages for SQS, whose policy lets no topic use it; ' +
      'encrypt the queue with SQS_MANAGED, or a key of your own'),
  ]);
});

test('it is said what an imported queue and an imported key need', () => {
  expect(checkSubscription('subscriptions[1]', { ...SUBSCRIPTION, importedQueue: true, importedKey: true })).toEqual([
    advise('WorkQueue.ImportedPolicy', 'subscriptions[1]', 'needs leave to send to the queue, whose policy is not changed, since it is imported; ' +
      'let `sns.amazonaws.com` send for this topic where the queue is made, and acknowledge this'),
    advise('WorkQueue.ImportedKey', 'subscriptions[1]', 'needs leave to use the key of the queue, whose policy is not changed, since it is imported; ' +
      'let `sns.amazonaws.com` use it for this topic where the key is made, and acknowledge this'),
  ]);
});

test('a second subscription of a queue to a topic is refused, and one that has two stacks wait for each other', () => {
  expect(checkSubscription('subscriptions[1]', { ...SUBSCRIPTION, twice: true, circle: { queueStack: 'Queues', topicStack: 'Worker' } })).toEqual([
    refuse('WorkQueue.SubscribedTwice', 'subscriptions[1].topic', 'must be subscribed once, since SNS takes one subscription of a queue to a topic, got a second one; ' +
      'leave it out, or give workers of the queue the same WorkQueue'),
    refuse('WorkQueue.TopicElsewhere', 'subscriptions[1].topic', 'is made in Worker, and the policy of the queue in Queues would name it, while the worker waits for the queue; ' +
      'make the topic in Queues, or the queue in Worker'),
  ]);
});
