import { Place } from './event-source';
import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

/** How often, and for how long, an event may be tried again, and who tells of what was given up. */
export interface DeliveryLimits {
  readonly ageSeconds: Range;
  readonly retries: Range;
  /** What the policy of the queue lets send. */
  readonly sender: string;
  /** The sender is a role, which the policy of the key that AWS manages for SQS admits like every principal of the account. */
  readonly byRole: boolean;
}

// CloudFormation reference, AWS::Events::Rule RetryPolicy.
export const RULE_DELIVERY: DeliveryLimits = {
  ageSeconds: { min: 60, max: 86400, unit: 'seconds' },
  retries: { min: 0, max: 185, unit: 'retries' },
  sender: 'events.amazonaws.com',
  byRole: false,
};
// EventBridge Scheduler API reference, RetryPolicy; User Guide, "Set up execution role permissions" of a dead-letter queue.
export const SCHEDULE_DELIVERY: DeliveryLimits = { ...RULE_DELIVERY, sender: "the schedule's role", byRole: true };
// EventBridge Pipes API reference, PipeSourceKinesisStreamParameters, and the same of DynamoDB; -1 is for no limit.
export const STREAM_DELIVERY: DeliveryLimits = {
  ageSeconds: { min: 60, max: 604800, unit: 'seconds' },
  retries: { min: 0, max: 10000, unit: 'retries' },
  sender: "the pipe's role",
  byRole: true,
};

/** What is known of the queue for what was not delivered; absent when not known. */
export interface DeadLetterFacts {
  readonly fifo?: boolean;
  /** It is encrypted with the key that AWS manages for SQS, `alias/aws/sqs`. */
  readonly managedKey?: boolean;
  readonly place: Place;
  /** Where what sends to it is. */
  readonly from: Place;
}

/** What is known of the delivery of events; absent when not known. */
export interface DeliveryFacts {
  readonly maxEventAgeSeconds?: number;
  readonly retryAttempts?: number;
  /** Absent where the user gave none. */
  readonly deadLetters?: DeadLetterFacts;
}

/** Refuses what EventBridge does not take for the delivery of events. */
export function checkDelivery({ deadLetters, maxEventAgeSeconds, retryAttempts }: DeliveryFacts, limits: DeliveryLimits): Finding[] {
  return [
    ...checkRange('EventDelivery.MaxEventAge', 'maxEventAge', maxEventAgeSeconds, limits.ageSeconds),
    ...checkRange('EventDelivery.RetryAttempts', 'retryAttempts', retryAttempts, limits.retries),
    ...(deadLetters ? checkDeadLetters(deadLetters, limits) : []),
  ];
}

/**
 * Refuses queues that dead letters do not get to.
 *
 * EventBridge User Guide, "Considerations for using a dead-letter queue". Scheduler refuses another region when it is deployed (aws/aws-cdk#32032);
 * of pipes AWS does not say, and their sources and targets are of their own region too.
 */
function checkDeadLetters({ fifo, from, managedKey, place }: DeadLetterFacts, { byRole, sender }: DeliveryLimits): Finding[] {
  const differ = (part: keyof Place) => from[part] !== undefined && place[part] !== undefined && from[part] !== place[part];
  return [
    ...(fifo ? [refuse('EventDelivery.FifoDeadLetters', 'deadLetterQueue',
      'is a standard queue, got a FIFO queue, to which EventBridge does not send; make another')] : []),
    ...(differ('region') ? [refuse('EventDelivery.OtherRegion', 'deadLetterQueue',
      `is a queue of the region that sends to it, ${from.region}, got one of ${place.region}; make one there`)] : []),
    ...(differ('account') ? [advise('EventDelivery.OtherAccount', 'deadLetterQueue',
      `is in another account, ${place.account}, than what sends to it, ${from.account}: its policy has to let ${sender} send, and no alarm is made here, since its `
      + 'metrics are there; see to both there, and acknowledge this')] : []),
    // SQS Developer Guide, "Configuring AWS KMS permissions": it is for principals of its account, and no service.
    ...(managedKey && (!byRole || differ('account')) ? [refuse('EventDelivery.ManagedKey', 'deadLetterQueue',
      `is a queue whose key lets ${sender} use it, got one with the key of AWS, aws/sqs, whose policy cannot be changed; `
      + 'encrypt it with QueueEncryption.SQS_MANAGED or a key of your own')] : []),
  ];
}
