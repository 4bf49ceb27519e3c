import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkDelivery, SCHEDULE_DELIVERY } from '../model/event/event-delivery';
import { Finding } from '../model/finding';
import { known, knownSeconds } from '../private/known';
import { readDeadLetterQueue } from '../private/queue-kind';

/**
 * What happens when a run cannot be started: too many calls, no permission, a fault of the service.
 *
 * It is over once ECS, or Step Functions, has taken the call: how the task ends is for `TaskRun.supervised()`.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export interface ScheduleDeliveryOptions {
  /**
   * How late a run may start, from 1 minute to 24 hours (`EventDelivery.MaxEventAge` otherwise).
   *
   * @default Duration.hours(1)
   */
  readonly maxEventAge?: Duration;

  /**
   * How often a start is tried again, from 0 to 185 (`EventDelivery.RetryAttempts` otherwise).
   *
   * @default 185
   */
  readonly retryAttempts?: number;

  /**
   * Queue that is told of runs that were given up.
   *
   * A FIFO queue is refused with `EventDelivery.FifoDeadLetters`, one of another region with `EventDelivery.OtherRegion`.
   * `EventDelivery.OtherAccount` warns of one of another account: its policy has to let the schedule's role send, and no alarm is made on it;
   * under the key `aws/sqs` it is refused with `EventDelivery.ManagedKey`.
   *
   * @default - a queue is made, encrypted, which keeps them for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/** What is wrong with the options, by their own names. */
export function scheduleDeliveryFindings(scope: Construct, { maxEventAge, retryAttempts, deadLetterQueue }: ScheduleDeliveryOptions): Finding[] {
  return checkDelivery({
    maxEventAgeSeconds: knownSeconds(maxEventAge),
    retryAttempts: known(retryAttempts),
    deadLetters: deadLetterQueue && readDeadLetterQueue(scope, deadLetterQueue),
  }, SCHEDULE_DELIVERY);
}
