import { CRON_FIELDS, CronValue, describeCronField, readCronValue } from './cron-field';
import { advise, Finding, refuse } from '../finding';

const [MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR] = [0, 1, 2, 3, 4, 5];

/**
 * Refuses cron expressions that EventBridge does not take, and days that never come.
 *
 * EventBridge Scheduler User Guide, "Schedule types": cron-based schedules.
 *
 * @param fields what is between the parentheses of `cron()`
 */
export function checkCron(fields: string): Finding[] {
  const texts = fields.trim().split(/\s+/);
  const expression = `cron(${fields})`;
  if (texts.length !== CRON_FIELDS.length) {
    return [refuse('ScheduledTask.Cron', '',
      `takes six fields after cron, minute, hour, day of month, month, day of week and year, got ${texts.length} in ${expression}; `
      + 'put ? for one of the two days, and * for the year')];
  }
  const values = texts.map((text, index) => readCronValue(CRON_FIELDS[index], text));
  const wrong = values.flatMap((value, index) => wrongField(index, texts[index], value, expression));
  if (wrong.length > 0) return wrong;
  const days = [...checkOneDay(texts, expression), ...checkSeveralNth(texts, expression)];
  return days.length > 0 ? days : [...checkComes(values, expression), ...adviseOn(texts, values, expression)];
}

function wrongField(index: number, text: string, { wrong }: CronValue, expression: string): Finding[] {
  if (wrong === undefined) return [];
  const field = CRON_FIELDS[index];
  const part = wrong === text.toUpperCase() ? `'${text}'` : `'${wrong}' of '${text}'`;
  const unixSunday = index === DAY_OF_WEEK && /(^|\W)0/.test(wrong) ? '; Sunday is 1' : '';
  return [refuse('ScheduledTask.Cron', '', `takes ${describeCronField(field)} as ${field.name}, got ${part} in ${expression}${unixSunday}`)];
}

function checkOneDay(texts: readonly string[], expression: string): Finding[] {
  const days = [texts[DAY_OF_MONTH], texts[DAY_OF_WEEK]];
  const open = days.filter((day) => day === '?').length;
  return open === 1 ? [] : [refuse('ScheduledTask.Cron', '',
    `takes ? as either the day of month or the day of week, got '${days[0]}' and '${days[1]}' in ${expression}; `
    + (open === 0 ? 'put ? for the one that does not matter' : 'put * for one of them'))];
}

function checkSeveralNth(texts: readonly string[], expression: string): Finding[] {
  const day = texts[DAY_OF_WEEK];
  return day.includes('#') && day.includes(',') ? [refuse('ScheduledTask.Cron', '',
    `takes one day with # as the day of week, got '${day}' in ${expression}; make a schedule for each of them`)] : [];
}

function checkComes(values: readonly CronValue[], expression: string): Finding[] {
  const [days, months, years] = [DAY_OF_MONTH, MONTH, YEAR].map((index) => values[index].numbers);
  if (days === undefined || months === undefined || years === undefined) return [];
  const longest = Math.max(...months.map((month) => Math.max(...years.map((year) => daysIn(month, year)))));
  return Math.min(...days) <= longest ? [] : [refuse('ScheduledTask.NeverRuns', '',
    `names a day that never comes, got ${expression}, whose months have ${longest} days at most; L is the last day of a month`)];
}

/** `Date` counts months from 0: the last day of a month is the 0th of the next one. */
function daysIn(month: number, year: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function adviseOn(texts: readonly string[], values: readonly CronValue[], expression: string): Finding[] {
  const backward = values.flatMap(({ backward: found }, index) => (found === undefined ? [] : [advise('ScheduledTask.BackwardRange', '',
    `has a range from high to low as ${CRON_FIELDS[index].name}, got '${found.range}' in ${expression}, which EventBridge does not document; `
    + `write ${found.instead}${index === DAY_OF_WEEK ? ', since Sunday is 1' : ''}`)]));
  const everyMinute = texts[MINUTE] === '*' && texts[HOUR] !== '*' ? [advise('ScheduledTask.EveryMinute', '',
    `starts a task in every minute of an hour, got ${expression}; set the minute, such as 0`)] : [];
  return [...backward, ...everyMinute];
}
