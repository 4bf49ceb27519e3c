import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

/** How often, and for how long, an event may be tried again. */
export interface DeliveryLimits {
  readonly ageSeconds: Range;
  readonly retries: Range;
}

// CloudFormation reference, AWS::Events::Rule RetryPolicy.
export const RULE_DELIVERY: DeliveryLimits = {
  ageSeconds: { min: 60, max: 86400, unit: 'seconds' },
  retries: { min: 0, max: 185, unit: 'retries' },
};
// EventBridge Pipes API reference, PipeSourceKinesisStreamParameters, and the same of DynamoDB; -1 is for no limit.
export const STREAM_DELIVERY: DeliveryLimits = {
  ageSeconds: { min: 60, max: 604800, unit: 'seconds' },
  retries: { min: 0, max: 10000, unit: 'retries' },
};

/** What is known of the delivery of events; absent when not known. */
export interface DeliveryFacts {
  readonly maxEventAgeSeconds?: number;
  readonly retryAttempts?: number;
  /** The queue for what was not delivered is a FIFO queue. */
  readonly deadLettersFifo?: boolean;
}

/** Refuses what EventBridge does not take for the delivery of events. */
export function checkDelivery(facts: DeliveryFacts, { ageSeconds, retries }: DeliveryLimits): Finding[] {
  const { deadLettersFifo, maxEventAgeSeconds, retryAttempts } = facts;
  return [
    ...checkRange('EventDelivery.MaxEventAge', 'maxEventAge', maxEventAgeSeconds, ageSeconds),
    ...checkRange('EventDelivery.RetryAttempts', 'retryAttempts', retryAttempts, retries),
    // EventBridge User Guide, "Considerations for using a dead-letter queue".
    ...(deadLettersFifo ? [refuse('EventDelivery.FifoDeadLetters', 'deadLetterQueue',
      'is a standard queue, got a FIFO queue, to which EventBridge does not send; make another')] : []),
  ];
}
