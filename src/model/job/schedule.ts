import { checkCron } from './cron';
import { advise, Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

// EventBridge Scheduler API reference, FlexibleTimeWindow.
const WINDOW: Range = { min: 1, max: 1440, unit: 'minutes' };
// UTC-12, where it is the same time of day last.
const LAST_ZONE_MILLISECONDS = 12 * 60 * 60 * 1000;
const UNITS = ['minute', 'hour', 'day'];

/** What is known of when tasks are started. */
export interface TimingFacts {
  readonly windowMinutes?: number;
  readonly start?: Date;
  readonly end?: Date;
  /** The schedule counts from its start on, and not by the calendar. */
  readonly rate?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/**
 * Whether a point in time is behind us; absent where that is not known.
 *
 * "The StartDate you specify cannot be earlier than 5 minutes ago", EventBridge Scheduler says (getmoto/moto#8172); its API reference does not.
 */
export function isPast(time: Date | undefined, now: number | undefined): boolean {
  return time !== undefined && now !== undefined && time.getTime() <= now;
}

/** Whether an expression counts from the start of its schedule on. */
export function isRate(expression: string | undefined): boolean {
  return expression?.startsWith('rate(') === true;
}

/**
 * Refuses schedules that EventBridge does not take or that never come.
 *
 * EventBridge Scheduler User Guide, "Schedule types".
 *
 * @param expression absent where it is not known
 * @param now milliseconds since 1970; without it, no time is past
 */
export function checkSchedule(expression: string | undefined, now?: number): Finding[] {
  if (expression === undefined) return [];
  const [, kind, content] = /^(cron|rate|at)\((.*)\)$/s.exec(expression) ?? [];
  switch (kind) {
    case 'cron': return checkCron(content);
    case 'rate': return checkRate(content);
    case 'at': return checkAt(content, now);
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

function checkAt(content: string, now: number | undefined): Finding[] {
  const isDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(content) && isInCalendar(content);
  if (!isDate) {
    return [refuse('ScheduledTask.At', '',
      `takes a point in time after at, without a zone, got at(${content}); write at(2030-01-31T08:00:00) and name the time zone apart`)];
  }
  return isPast(new Date(Date.parse(`${content}Z`) + LAST_ZONE_MILLISECONDS), now) ? [advise('ScheduledTask.AtPassed', '',
    `is to come, got at(${content}), which is past wherever its time zone is: nothing is started; name a later time, or remove the schedule`)] : [];
}

/** `Date` takes the 30th of February for a day in March. */
function isInCalendar(time: string): boolean {
  const date = new Date(`${time}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(time);
}

/** Refuses windows that EventBridge does not take, and an end before the start; advises on what is past. */
export function checkTiming({ windowMinutes, start, end, rate, now }: TimingFacts): Finding[] {
  const noTimes = Object.entries({ start, end }).filter(([, time]) => time !== undefined && Number.isNaN(time.getTime()));
  const backward = noTimes.length === 0 && start !== undefined && end !== undefined && start >= end;
  return [
    ...checkRange('ScheduledTask.Window', 'flexibleWindow', windowMinutes, WINDOW),
    ...noTimes.map(([path]) => refuse('ScheduledTask.Time', path,
      'is a point in time, got a date that is none; use a form such as 2030-01-31T08:00:00Z')),
    ...backward ? [refuse('ScheduledTask.Time', 'end',
      `is later than the start at ${start.toISOString()}, got ${end.toISOString()}; swap them`)] : [],
    // EventBridge Scheduler User Guide, "Rate-based schedules": without a start it is started at once, and the rate counts from there.
    ...rate === true && isPast(start, now) ? [advise('ScheduledTask.StartPassed', 'start',
      `is to come for a rate, which counts from it, got ${start?.toISOString()}: EventBridge Scheduler takes no start that is past, so that it is left out and the `
      + 'rate counts from when it was; write the times as ScheduleExpression.cron(), or leave `start` out')] : [],
    ...isPast(end, now) ? [advise('ScheduledTask.EndPassed', 'end',
      `is to come, got ${end?.toISOString()}: nothing is started any more; name a later end, or remove the schedule`)] : [],
  ];
}
