import { Finding } from '../finding';
import { checkRange, Range } from '../range';

const SECONDS: Range = { min: 1, unit: 'seconds' };
const MESSAGES: Range = { min: 1, unit: 'messages' };
// Two minutes until the metrics are there, three that target tracking waits, and the start of tasks and of instances under them.
const REACTION_SECONDS = 600;

/** Whole seconds after which a message is later than scaling explains: with all tasks at their target it is done by the first two. */
export function oldestMessageSeconds(latencySeconds: number, messageSeconds: number): number {
  return Math.ceil(latencySeconds + messageSeconds) + REACTION_SECONDS;
}

/** Refuses thresholds that mean nothing. */
export function checkQueueAlarms(thresholds: { readonly oldestMessageSeconds?: number; readonly deadLetters?: number }): Finding[] {
  return [
    ...checkRange('QueueAlarms.OldestMessage', 'oldestMessage', thresholds.oldestMessageSeconds, SECONDS),
    ...checkRange('QueueAlarms.DeadLetters', 'deadLetters', thresholds.deadLetters, MESSAGES),
  ];
}
