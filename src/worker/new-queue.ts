import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { BoundQueue, QueueKind, WorkQueueOptions } from './work-queue';
import { DEFAULT_RETENTION_SECONDS, visibilityFor, WorkQueueFacts } from '../model/worker/work-queue';
import { known, knownSeconds } from '../private/known';

const DEFAULT_RETENTION = Duration.seconds(DEFAULT_RETENTION_SECONDS);
// Enough for a message that a task of Spot, a deployment and scale-in each interrupted once.
const DEFAULT_RECEIVES = 5;
// SQS API reference, SetQueueAttributes: the longest, since the age of a message goes on when it moves.
const DEFAULT_DEAD_LETTER_RETENTION = Duration.days(14);
// SQS Developer Guide, "Amazon SQS short and long polling": the longest, so that waiting for messages costs few requests.
const LONG_POLL = Duration.seconds(20);

/** A queue that is made, with one for messages that failed. */
export class NewQueue implements QueueKind {
  constructor(private readonly options: WorkQueueOptions) {}

  public get encryptionKey(): kms.IKey | undefined {
    return this.options.encryptionKey;
  }

  public get facts(): WorkQueueFacts {
    const { fifo = false, contentBasedDeduplication, visibilityTimeout, retention, maxReceiveCount, deadLetterRetention } = this.options;
    return {
      fifo,
      contentBasedDeduplication,
      visibilitySeconds: knownSeconds(visibilityTimeout),
      retentionSeconds: knownSeconds(retention ?? DEFAULT_RETENTION),
      maxReceiveCount: known(maxReceiveCount ?? DEFAULT_RECEIVES),
      deadLetters: true,
      deadLetterRetentionSeconds: knownSeconds(deadLetterRetention ?? DEFAULT_DEAD_LETTER_RETENTION),
    };
  }

  public bind(scope: Construct, messageDuration: Duration): BoundQueue {
    const { contentBasedDeduplication, visibilityTimeout, retention, maxReceiveCount, deadLetterRetention, encryptionKey } = this.options;
    const shared: sqs.QueueProps = {
      // Left out for a standard queue: CloudFormation takes no `false`.
      fifo: this.options.fifo ? true : undefined,
      encryption: encryptionKey ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
    };
    const deadLetterQueue = new sqs.Queue(scope, 'DeadLetterQueue', { ...shared, retentionPeriod: deadLetterRetention ?? DEFAULT_DEAD_LETTER_RETENTION });
    const queue = new sqs.Queue(scope, 'Queue', {
      ...shared,
      contentBasedDeduplication,
      visibilityTimeout: visibilityTimeout ?? Duration.seconds(visibilityFor(messageDuration.toMilliseconds() / 1000)),
      retentionPeriod: retention ?? DEFAULT_RETENTION,
      receiveMessageWaitTime: LONG_POLL,
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: maxReceiveCount ?? DEFAULT_RECEIVES },
    });
    return { queue, deadLetterQueue };
  }
}
