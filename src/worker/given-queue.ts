import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { BoundQueue, ExistingQueueOptions, QueueKind } from './work-queue';
import { DEFAULT_RETENTION_SECONDS, DEFAULT_VISIBILITY_SECONDS, WorkQueueFacts } from '../model/worker/work-queue';
import { known, knownSeconds } from '../private/known';
import { isFifoQueue } from '../private/queue-kind';

/** A queue that is there already; one of this app is read, and stays as it is. */
export class GivenQueue implements QueueKind {
  private readonly deadLetterQueue?: sqs.IQueue;

  constructor(public readonly given: sqs.IQueue, private readonly options: ExistingQueueOptions) {
    this.deadLetterQueue = options.deadLetterQueue ?? (given as Partial<sqs.Queue>).deadLetterQueue?.queue;
  }

  public get encryptionKey(): kms.IKey | undefined {
    return this.given.encryptionMasterKey;
  }

  public get facts(): WorkQueueFacts {
    const { deadLetterQueue, given, resource } = this;
    return {
      fifo: isFifoQueue(given),
      visibilitySeconds: resource ? known(resource.visibilityTimeout ?? DEFAULT_VISIBILITY_SECONDS) : knownSeconds(this.options.visibilityTimeout),
      retentionSeconds: resource && known(resource.messageRetentionPeriod ?? DEFAULT_RETENTION_SECONDS),
      maxReceiveCount: known((given as Partial<sqs.Queue>).deadLetterQueue?.maxReceiveCount),
      deadLetters: deadLetterQueue !== undefined || resource?.redrivePolicy !== undefined,
      deadLettersFifo: deadLetterQueue && isFifoQueue(deadLetterQueue),
    };
  }

  public bind(): BoundQueue {
    return { queue: this.given, deadLetterQueue: this.deadLetterQueue };
  }

  /** Absent for an imported queue. */
  private get resource(): sqs.CfnQueue | undefined {
    const child = this.given.node.defaultChild;
    return sqs.CfnQueue.isCfnQueue(child) ? child : undefined;
  }
}
