import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { GivenQueue } from './given-queue';
import { NewQueue } from './new-queue';
import { isSubscribedOtherwise, QueueSubscription, subscribe } from './queue-subscription';
import { closesCircle } from './stack-circle';
import { Finding, refuse } from '../model/finding';
import { checkSubscription, checkWorkQueue, WorkFacts, WorkQueueFacts } from '../model/worker/work-queue';
import { differentPlaces, knownEnvironment } from '../private/environment';
import { known } from '../private/known';
import { isFifoTopic } from '../private/queue-kind';

const DEFAULT_URL_VARIABLE = 'QUEUE_URL';

/** What tasks are told of a queue, and who sends to it. */
export interface QueueUseOptions {
  /**
   * Environment variable of the task's first essential container that holds the address of the queue.
   *
   * @default 'QUEUE_URL'
   */
  readonly urlVariable?: string;

  /**
   * Topics whose messages go to the queue.
   *
   * @default - no topic sends to it
   */
  readonly subscriptions?: QueueSubscription[];
}

/** A queue that is made. */
export interface WorkQueueOptions extends QueueUseOptions {
  /**
   * Keep the order of the messages of each group, and drop those that are sent twice within five minutes.
   *
   * One message of a group is worked on at a time: more tasks help only where there are more groups.
   *
   * @default false
   */
  readonly fifo?: boolean;

  /**
   * Take messages of a FIFO queue with the same content for the same message, where the sender names no deduplication id.
   *
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;

  /**
   * How long a received message is kept from other tasks, 0 seconds to 12 hours; at least the `messageDuration` of the worker.
   *
   * A message whose task ended without deleting it comes back after this time.
   *
   * @default - six times the `messageDuration`, from 30 seconds to 12 hours
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How long messages are kept that nobody deletes, 1 minute to 14 days.
   *
   * @default Duration.days(4)
   */
  readonly retention?: Duration;

  /**
   * How often a message is received before it goes to the dead-letter queue, 1 to 1000.
   *
   * An interruption by Spot, scale-in or a deployment is one of these times.
   *
   * @default 5
   */
  readonly maxReceiveCount?: number;

  /**
   * How long the dead-letter queue keeps messages, 1 minute to 14 days; the age of a message goes on when it moves.
   *
   * @default Duration.days(14)
   */
  readonly deadLetterRetention?: Duration;

  /**
   * Key that encrypts both queues; senders have to be let use it, as `grantSendMessages` does it.
   *
   * @default - a key that SQS owns
   */
  readonly encryptionKey?: kms.IKey;
}

/** A queue that is there already. */
export interface ExistingQueueOptions extends QueueUseOptions {
  /**
   * The dead-letter queue that it has, where it is imported.
   *
   * @default - that of a queue of this app; of an imported queue, none is known
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * The visibility timeout that it has, where it is imported: at least the `messageDuration` of the worker.
   *
   * @default - that of a queue of this app; of an imported queue, it is not known and not checked
   */
  readonly visibilityTimeout?: Duration;
}

/** What kind of queue it is. */
export interface QueueKind {
  readonly facts: WorkQueueFacts;
  /** The queue, where it is there already. */
  readonly given?: sqs.IQueue;
  /** The key whose policy has to let topics use it. */
  readonly encryptionKey?: kms.IKey;
  bind(scope: Construct, messageDuration: Duration): BoundQueue;
}

/** A queue, and where its messages go that failed. */
export interface BoundQueue {
  readonly queue: sqs.IQueue;
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * Where a worker finds its work: a queue of SQS.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
 */
export class WorkQueue {
  /**
   * A queue that is made: encrypted, over TLS only, with a dead-letter queue and long polling.
   *
   * A worker refuses numbers out of range with `WorkQueue.VisibilityTimeout`, `WorkQueue.Retention`, `WorkQueue.DeadLetterRetention` and
   * `WorkQueue.MaxReceiveCount`, a visibility timeout below its `messageDuration` with `WorkQueue.VisibilityBelowDuration`, and
   * `contentBasedDeduplication` without `fifo` with `WorkQueue.Deduplication`. It warns of messages that expire before they reach the
   * dead-letter queue (`WorkQueue.RetentionBelowRetries`) or as soon as they do (`WorkQueue.ShortDeadLetterRetention`), and of messages that
   * are given up at once (`WorkQueue.SingleReceive`). It warns as well of messages that may expire while they wait for its `acceptableLatency`
   * (`WorkQueue.RetentionBelowLatency`), and refuses two subscriptions to one topic (`WorkQueue.SubscribedTwice`).
   *
   * @example
   * WorkQueue.create({ fifo: true, maxReceiveCount: 3, subscriptions: [{ topic }] });
   */
  public static create(options: WorkQueueOptions = {}): WorkQueue {
    return new WorkQueue(new NewQueue(options), options);
  }

  /**
   * A queue that is there already, of this app or imported, in the region and account of the worker (`WorkQueue.OtherEnvironment` otherwise).
   *
   * A worker refuses one whose visibility timeout is known to be below its `messageDuration` with `WorkQueue.VisibilityBelowDuration`, and
   * a dead-letter queue of the other kind with `WorkQueue.DeadLetterKind`; it warns with `WorkQueue.NoDeadLetters` where none is known.
   * A queue of another stack takes no topic of the worker's (`WorkQueue.TopicElsewhere`), and a topic only once (`WorkQueue.SubscribedTwice`).
   *
   * @example
   * WorkQueue.existing(queue, { urlVariable: 'ORDERS_URL' });
   */
  public static existing(queue: sqs.IQueue, options: ExistingQueueOptions = {}): WorkQueue {
    return new WorkQueue(new GivenQueue(queue, options), options);
  }

  private constructor(private readonly kind: QueueKind, private readonly use: QueueUseOptions) {}

  /** @internal */
  public get _urlVariable(): string {
    return this.use.urlVariable ?? DEFAULT_URL_VARIABLE;
  }

  /** @internal */
  public get _retentionSeconds(): number | undefined {
    return this.kind.facts.retentionSeconds;
  }

  /**
   * The queue, where it is there already.
   *
   * @internal
   */
  public get _given(): sqs.IQueue | undefined {
    return this.kind.given;
  }

  /** @internal */
  public _findings(scope: Construct, work: WorkFacts): Finding[] {
    const { facts, given } = this.kind;
    const { subscriptions = [] } = this.use;
    const places = given && differentPlaces(knownEnvironment(Stack.of(scope)), knownEnvironment(given.env));
    return [
      ...(places ? [refuse('WorkQueue.OtherEnvironment', '',
        `must be in the account and region of the worker, ${places[0]}, where its metrics are found, got one in ${places[1]}; make the worker there`)] : []),
      ...checkWorkQueue({ ...facts, urlVariable: known(this._urlVariable) }, work),
      ...subscriptions.flatMap((subscription, index) => this.checkSubscription(scope, subscription, index)),
    ];
  }

  /** @internal */
  public _bind(scope: Construct, messageDuration: Duration): BoundQueue {
    const bound = this.kind.bind(scope, messageDuration);
    subscribe(scope, bound.queue, this.use.subscriptions ?? []);
    return bound;
  }

  private checkSubscription(scope: Construct, subscription: QueueSubscription, index: number): Finding[] {
    const { facts, given, encryptionKey } = this.kind;
    const { topic, filterPolicy, filterPolicyWithMessageBody } = subscription;
    const before = (this.use.subscriptions ?? []).slice(0, index);
    const owned = given?.node.defaultChild && Stack.of(given);
    return checkSubscription(`subscriptions[${index}]`, {
      topicFifo: isFifoTopic(topic),
      queueFifo: facts.fifo,
      filters: [filterPolicy, filterPolicyWithMessageBody].filter((filter) => filter !== undefined).length,
      importedQueue: given !== undefined && given.node.defaultChild === undefined,
      importedKey: encryptionKey !== undefined && encryptionKey.node.defaultChild === undefined,
      awsManagedKey: given?.encryptionType === sqs.QueueEncryption.KMS_MANAGED,
      twice: before.some((one) => one.topic.topicArn === topic.topicArn) || (given !== undefined && isSubscribedOtherwise(given, subscription)),
      circle: owned && closesCircle(owned, topic, scope) ? { queueStack: owned.node.path, topicStack: Stack.of(topic).node.path } : undefined,
    });
  }
}
