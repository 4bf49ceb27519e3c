import { advise, Finding, refuse } from '../finding';

/** What is known of a rule that starts tasks; `undefined` is not known. */
export interface RuleFacts {
  /** It has a schedule. */
  readonly schedule?: boolean;
  /** Buckets of whose objects it hears, and whether each tells EventBridge of them. */
  readonly buckets: readonly BucketFacts[];
}

/** What is known of a bucket. */
export interface BucketFacts {
  readonly name: string;
  readonly notifies?: boolean;
}

/** Refuses a rule for events that never come, and advises against one that is a clock. */
export function checkEventBucket({ buckets, schedule }: RuleFacts): Finding[] {
  return [
    ...buckets.filter(({ notifies }) => notifies === false).map(({ name }) => refuse('EventTarget.SilentBucket', 'eventPattern',
      `must name a bucket that sends events to EventBridge, got ${name}, which sends none; turn on EventBridge in its notifications`)),
    ...(schedule ? [advise('EventTarget.CronByRule', 'scheduleExpression',
      'is a clock of the past: EventBridge Scheduler knows time zones, ends and retries; start the task from a schedule of it')] : []),
  ];
}
