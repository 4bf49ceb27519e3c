import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeDeadLetterQueue } from '../private/acknowledge';

// SQS API reference, SetQueueAttributes: the longest, so that there is time to mend what went wrong.
const RETENTION = Duration.days(14);

/** A queue for what should have started a task and could not, encrypted and over TLS only. */
export function newDeadLetterQueue(scope: Construct): sqs.Queue {
  const queue = new sqs.Queue(scope, 'DeadLetterQueue', { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: RETENTION });
  acknowledgeDeadLetterQueue(queue);
  return queue;
}

/**
 * Lets the role of a schedule or a pipe tell a queue of what could not be started. The policy of the queue stays as it is.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function letSendDeadLetters(role: iam.IRole, queue: sqs.IQueue): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
  queue.encryptionMasterKey?.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
}
