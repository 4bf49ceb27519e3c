import { checkCron } from './cron';
import { Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

// EventBridge Scheduler API reference, FlexibleTimeWindow.
const WINDOW: Range = { min: 1, max: 1440, unit: 'minutes' };
const UNITS = ['minute', 'hour', 'day'];

/** What is known of when tasks are started. */
export interface TimingFacts {
  readonly windowMinutes?: number;
  readonly start?: Date;
  readonly end?: Date;
}

/**
 * Refuses schedules that EventBridge does not take or that never come.
 *
 * EventBridge Scheduler User Guide, "Schedule types".
 *
 * @param expression absent where it is not known
 */
export function checkSchedule(expression: string | undefined): Finding[] {
  if (expression === undefined) return [];
  const [, kind, content] = /^(cron|rate|at)\((.*)\)$/s.exec(expression) ?? [];
  switch (kind) {
    case 'cron': return checkCron(content);
    case 'rate': return checkRate(content);
    case 'at': return checkAt(content);
    default: return [refuse('ScheduledTask.Schedule', '',
      `is cron(…), rate(…) or at(…), got ${expression}; take ScheduleExpression.cron(), rate() or at()`)];
  }
}

function checkRate(content: string): Finding[] {
  const [value, unit, ...more] = content.trim().split(/\s+/);
  const got = `got rate(${content})`;
  if (!/^\d+$/.test(value) || Number(value) < 1 || more.length > 0) {
    return [refuse('ScheduledTask.Rate', '', `takes a whole number from 1 up and a unit after rate, ${got}; write rate(5 minutes)`)];
  }
  const fits = UNITS.some((name) => unit === `${name}s` || (unit === name && Number(value) === 1));
  return fits ? [] : [refuse('ScheduledTask.Rate', '',
    `takes ${oneOf(UNITS.map((name) => `${name}s`))} after the number, in the singular for 1 alone, ${got}`)];
}

function checkAt(content: string): Finding[] {
  const isDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(content) && isInCalendar(content);
  return isDate ? [] : [refuse('ScheduledTask.At', '',
    `takes a point in time after at, without a zone, got at(${content}); write at(2030-01-31T08:00:00) and name the time zone apart`)];
}

/** `Date` takes the 30th of February for a day in March. */
function isInCalendar(time: string): boolean {
  const date = new Date(`${time}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(time);
}

/** Refuses windows that EventBridge does not take, and an end before the start. */
export function checkTiming({ windowMinutes, start, end }: TimingFacts): Finding[] {
  const noTimes = Object.entries({ start, end }).filter(([, time]) => time !== undefined && Number.isNaN(time.getTime()));
  const backward = noTimes.length === 0 && start !== undefined && end !== undefined && start >= end;
  return [
    ...checkRange('ScheduledTask.Window', 'flexibleWindow', windowMinutes, WINDOW),
    ...noTimes.map(([path]) => refuse('ScheduledTask.Time', path,
      'is a point in time, got a date that is none; use a form such as 2030-01-31T08:00:00Z')),
    ...backward ? [refuse('ScheduledTask.Time', 'end',
      `is later than the start at ${start.toISOString()}, got ${end.toISOString()}; swap them`)] : [],
  ];
}
