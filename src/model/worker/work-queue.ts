import { advise, Finding, refuse } from '../finding';
import { checkVariableName } from '../name';
import { checkRange, Range } from '../range';

// SQS API reference, SetQueueAttributes.
const VISIBILITY: Range = { min: 0, max: 43_200, unit: 'seconds' };
const RETENTION: Range = { min: 60, max: 1_209_600, unit: 'seconds' };
const RECEIVES: Range = { min: 1, max: 1000, unit: 'receives' };
/** What SQS takes where none is named. */
export const DEFAULT_VISIBILITY_SECONDS = 30;
/** SQS's own; the CDK leaves it out of the template as well. */
export const DEFAULT_RETENTION_SECONDS = 345_600;
// Lambda Developer Guide, "Using Lambda with Amazon SQS", advises six times the time that a consumer takes: room for slow messages.
const VISIBILITY_MARGIN = 6;

/** What is known of a queue, where `undefined` is not known. */
export interface WorkQueueFacts {
  readonly fifo?: boolean;
  /** FIFO queues drop messages with the same content. */
  readonly contentBasedDeduplication?: boolean;
  readonly visibilitySeconds?: number;
  readonly retentionSeconds?: number;
  readonly maxReceiveCount?: number;
  /** Messages that failed go to another queue. */
  readonly deadLetters?: boolean;
  readonly deadLetterRetentionSeconds?: number;
  readonly deadLettersFifo?: boolean;
  readonly urlVariable?: string;
}

/** How long a received message is kept from other tasks: with room for slow ones, and never less than SQS takes by itself. */
export function visibilityFor(messageSeconds: number): number {
  return Math.min(Math.max(Math.ceil(VISIBILITY_MARGIN * messageSeconds), DEFAULT_VISIBILITY_SECONDS), VISIBILITY.max!);
}

/** What is known of the work on a message. */
export interface WorkFacts {
  readonly latencySeconds?: number;
  readonly messageSeconds?: number;
}

/** Refuses what SQS does not take and what hands messages out twice, and advises against losing messages. */
export function checkWorkQueue(queue: WorkQueueFacts, work: WorkFacts): Finding[] {
  const ranges = [
    ...checkRange('WorkQueue.VisibilityTimeout', 'visibilityTimeout', queue.visibilitySeconds, VISIBILITY),
    ...checkRange('WorkQueue.Retention', 'retention', queue.retentionSeconds, RETENTION),
    ...checkRange('WorkQueue.DeadLetterRetention', 'deadLetterRetention', queue.deadLetterRetentionSeconds, RETENTION),
    ...checkRange('WorkQueue.MaxReceiveCount', 'maxReceiveCount', queue.maxReceiveCount, RECEIVES),
  ];
  return [
    ...ranges,
    ...(ranges.length > 0 ? [] : [...checkVisibility(queue, work), ...checkRetention(queue), ...checkExpiry(queue, work)]),
    ...checkKind(queue),
    ...checkVariableName('WorkQueue.UrlVariable', 'urlVariable', queue.urlVariable, 'QUEUE_URL'),
  ];
}

/** What is known of a topic whose messages go to the queue. */
export interface SubscriptionFacts {
  readonly topicFifo?: boolean;
  readonly queueFifo?: boolean;
  /** Ways in which messages are chosen: by attributes, by their body. */
  readonly filters: number;
  /** The queue's policy is not changed, since it is imported. */
  readonly importedQueue: boolean;
  /** The key's policy is not changed, since it is imported. */
  readonly importedKey: boolean;
  /** The queue is encrypted with the key that AWS manages for SQS. */
  readonly awsManagedKey: boolean;
  /** The queue has another subscription to the topic. */
  readonly twice: boolean;
  /** Where they are made, if the stack of the queue would then wait for the worker's, which waits for it. */
  readonly circle?: { readonly queueStack: string; readonly topicStack: string };
}

/** Refuses subscriptions that SNS does not make or cannot deliver to, and says what an imported queue needs. */
export function checkSubscription(path: string, facts: SubscriptionFacts): Finding[] {
  return [
    // SNS Developer Guide, "Message delivery for FIFO topics": those deliver to queues of both kinds.
    ...(facts.topicFifo === false && facts.queueFifo === true ? [refuse('WorkQueue.StandardTopic', `${path}.topic`,
      'must be a FIFO topic for a FIFO queue, got a standard one; make one of them of the other kind')] : []),
    ...(facts.filters > 1 ? [refuse('WorkQueue.TwoFilters', path,
      'filters by attributes or by body, got `filterPolicy` and `filterPolicyWithMessageBody`; leave one of them out')] : []),
    // SNS API reference, Subscribe: for a second one with other attributes it fails, for one with the same it answers with the first.
    ...(facts.twice ? [refuse('WorkQueue.SubscribedTwice', `${path}.topic`,
      'must be subscribed once, since SNS takes one subscription of a queue to a topic, got a second one; leave it out, or give workers of the queue the same WorkQueue')] : []),
    ...(facts.circle ? [refuse('WorkQueue.TopicElsewhere', `${path}.topic`,
      `is made in ${facts.circle.topicStack}, and the policy of the queue in ${facts.circle.queueStack} would name it, while the worker waits for the queue; ` +
      `make the topic in ${facts.circle.queueStack}, or the queue in ${facts.circle.topicStack}`)] : []),
    // SQS Developer Guide, "Configure KMS permissions for AWS services": the policy of that key cannot be changed.
    ...(facts.awsManagedKey ? [refuse('WorkQueue.AwsManagedKey', path,
      'cannot deliver to a queue that is encrypted with the key that AWS manages for SQS, whose policy lets no topic use it; encrypt the queue with SQS_MANAGED, or a key of your own')] : []),
    ...(facts.importedQueue ? [advise('WorkQueue.ImportedPolicy', path,
      'needs leave to send to the queue, whose policy is not changed, since it is imported; let `sns.amazonaws.com` send for this topic where the queue is made, and acknowledge this')] : []),
    ...(facts.importedKey ? [advise('WorkQueue.ImportedKey', path,
      'needs leave to use the key of the queue, whose policy is not changed, since it is imported; let `sns.amazonaws.com` use it for this topic where the key is made, and acknowledge this')] : []),
  ];
}

function checkVisibility({ visibilitySeconds }: WorkQueueFacts, { messageSeconds }: WorkFacts): Finding[] {
  if (visibilitySeconds === undefined || messageSeconds === undefined || visibilitySeconds >= messageSeconds) return [];
  return [refuse('WorkQueue.VisibilityBelowDuration', 'visibilityTimeout',
    `must be at least the \`messageDuration\` of ${messageSeconds} seconds, got ${visibilitySeconds}: a second task would get each message while the first still works on it; ` +
    `${visibilityFor(messageSeconds)} leave room for slow ones`)];
}

function checkRetention(queue: WorkQueueFacts): Finding[] {
  const { fifo, visibilitySeconds, retentionSeconds, maxReceiveCount, deadLetters, deadLetterRetentionSeconds } = queue;
  if (!deadLetters || retentionSeconds === undefined) return [];
  const trying = visibilitySeconds === undefined || maxReceiveCount === undefined ? 0 : visibilitySeconds * maxReceiveCount;
  return [
    ...(trying >= retentionSeconds ? [advise('WorkQueue.RetentionBelowRetries', 'retention',
      `must be longer than ${maxReceiveCount} receives of ${visibilitySeconds} seconds for failed messages to reach the dead-letter queue, got ${retentionSeconds} seconds; ` +
      'keep messages longer, or receive them less often')] : []),
    // SQS Developer Guide, "Amazon SQS dead-letter queues": a message of a standard queue keeps the time at which it was first sent.
    ...(fifo === false && deadLetterRetentionSeconds !== undefined && deadLetterRetentionSeconds <= retentionSeconds
      ? [advise('WorkQueue.ShortDeadLetterRetention', 'deadLetterRetention',
        `must be longer than the \`retention\` of ${retentionSeconds} seconds, since the age of a message goes on, got ${deadLetterRetentionSeconds}: ` +
        'old messages are lost as soon as they fail; keep dead letters longer, or messages shorter')] : []),
  ];
}

function checkExpiry({ retentionSeconds }: WorkQueueFacts, { latencySeconds, messageSeconds }: WorkFacts): Finding[] {
  if (retentionSeconds === undefined || latencySeconds === undefined || messageSeconds === undefined) return [];
  const seconds = latencySeconds + messageSeconds;
  return seconds < retentionSeconds ? [] : [advise('WorkQueue.RetentionBelowLatency', 'retention',
    `must be longer than \`acceptableLatency\` and \`messageDuration\` together, ${seconds} seconds, got ${retentionSeconds}: ` +
    'messages that wait for as long as they may are lost; keep messages longer, or let them wait for less')];
}

function checkKind({ fifo, contentBasedDeduplication, deadLetters, deadLettersFifo, maxReceiveCount }: WorkQueueFacts): Finding[] {
  return [
    ...(contentBasedDeduplication && fifo === false ? [refuse('WorkQueue.Deduplication', 'contentBasedDeduplication',
      'is for FIFO queues, got a standard one; set `fifo`, or leave it out')] : []),
    // SQS Developer Guide, "Amazon SQS dead-letter queues".
    ...(fifo !== undefined && deadLettersFifo !== undefined && fifo !== deadLettersFifo ? [refuse('WorkQueue.DeadLetterKind', 'deadLetterQueue',
      `must be of the queue's own kind, got a ${kindOf(deadLettersFifo)} queue for a ${kindOf(fifo)} one; take one of the other kind`)] : []),
    ...(deadLetters === false ? [advise('WorkQueue.NoDeadLetters', '',
      'has no dead-letter queue that is known: a message that always fails comes back until it expires; ' +
      'give the queue one, or name the one it has with `deadLetterQueue`')] : []),
    ...(maxReceiveCount === 1 ? [advise('WorkQueue.SingleReceive', 'maxReceiveCount',
      'of 1 gives up a message whose task was interrupted once; take 2 or more, or acknowledge it where no message may be tried twice')] : []),
  ];
}

function kindOf(fifo: boolean): string {
  return fifo ? 'FIFO' : 'standard';
}
