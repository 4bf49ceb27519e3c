import { advise, Finding } from '../finding';
import { checkRange, Range } from '../range';

const SECONDS: Range = { min: 1, unit: 'seconds' };
const MESSAGES: Range = { min: 1, unit: 'messages' };
// Two minutes until the metrics are there, three that target tracking waits, and the start of tasks and of instances under them.
const REACTION_SECONDS = 600;

/** Whole seconds after which a message is later than scaling explains: with all tasks at their target it is done by the first two. */
export function oldestMessageSeconds(latencySeconds: number, messageSeconds: number): number {
  return Math.ceil(latencySeconds + messageSeconds) + REACTION_SECONDS;
}

/** What is known of the alarms, and of the queue that they watch. */
export interface QueueAlarmFacts {
  readonly oldestMessageSeconds?: number;
  readonly deadLetters?: number;
  readonly retentionSeconds?: number;
}

/** Refuses thresholds that mean nothing, and advises against an age that no message comes to. */
export function checkQueueAlarms({ oldestMessageSeconds: oldest, deadLetters, retentionSeconds }: QueueAlarmFacts): Finding[] {
  return [
    ...checkRange('QueueAlarms.OldestMessage', 'oldestMessage', oldest, SECONDS),
    ...checkRange('QueueAlarms.DeadLetters', 'deadLetters', deadLetters, MESSAGES),
    ...(oldest === undefined || retentionSeconds === undefined || oldest < retentionSeconds ? [] : [advise('QueueAlarms.AboveRetention', 'oldestMessage',
      `must be below the retention of the queue, ${retentionSeconds} seconds, for a message to come to that age, got ${oldest}; take less, or keep messages longer`)]),
  ];
}
