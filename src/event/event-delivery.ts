import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkDelivery, DeliveryLimits } from '../model/event/event-delivery';
import { Finding } from '../model/finding';
import { known, knownSeconds } from '../private/known';
import { readDeadLetterQueue } from '../private/queue-kind';

/** What happens to an event that cannot become a task at once: too many calls, no capacity, no permission. */
export interface EventDeliveryOptions {
  /**
   * How long an event is tried again, from 1 minute to 24 hours, and to 7 days for streams (`EventDelivery.MaxEventAge` otherwise).
   *
   * @default Duration.hours(24), and Duration.hours(1) for streams, where everything behind the record waits for it
   */
  readonly maxEventAge?: Duration;

  /**
   * How often an event is tried again, from 0 to 185, and to 10000 for streams (`EventDelivery.RetryAttempts` otherwise).
   *
   * @default 185, and as often as `maxEventAge` allows for streams
   */
  readonly retryAttempts?: number;

  /**
   * Queue for events that were given up.
   *
   * A FIFO queue is refused with `EventDelivery.FifoDeadLetters`, one of another region with `EventDelivery.OtherRegion`, and for rules
   * one that the key `aws/sqs` encrypts with `EventDelivery.ManagedKey`. `EventDelivery.OtherAccount` warns of one of another account: no alarm is
   * made on it.
   *
   * The policy of an imported queue is not changed: let `events.amazonaws.com` send messages to it yourself.
   *
   * @default - a queue is made, encrypted, which keeps them for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/** What is wrong with the options, by their own names. */
export function deliveryFindings(scope: Construct, options: EventDeliveryOptions, limits: DeliveryLimits): Finding[] {
  const { maxEventAge, retryAttempts, deadLetterQueue } = options;
  return checkDelivery({
    maxEventAgeSeconds: knownSeconds(maxEventAge),
    retryAttempts: known(retryAttempts),
    deadLetters: deadLetterQueue && readDeadLetterQueue(scope, deadLetterQueue),
  }, limits);
}
