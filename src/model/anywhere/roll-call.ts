import { Finding, refuse } from '../finding';

/** How often the machines are looked at. */
export const LOOK_MINUTES = 5;
// Two looks: one may fall into the minute in which an agent connects again. CloudWatch API reference, PutMetricAlarm: with such periods, a day at the most.
const SHORTEST_MINUTES = 2 * LOOK_MINUTES;
const LONGEST_MINUTES = 1440;

/** What is known of a watch over machines. */
export interface RollCallFacts {
  /** Has to be known. */
  readonly lostAfterMinutes?: number;
}

/** Refuses times after which no look at the machines comes. */
export function checkRollCall({ lostAfterMinutes: minutes }: RollCallFacts): Finding[] {
  if (minutes === undefined) {
    return [refuse('RollCall.LostAfter', 'lostAfter', 'has to be known at synth, since looks at the machines are counted, got a token; write the number')];
  }
  const fits = minutes % LOOK_MINUTES === 0 && minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES;
  return fits ? [] : [refuse('RollCall.LostAfter', 'lostAfter',
    `takes ${SHORTEST_MINUTES} to ${LONGEST_MINUTES} minutes in steps of ${LOOK_MINUTES}, since the machines are looked at every ${LOOK_MINUTES} minutes, got ${minutes}`)];
}
