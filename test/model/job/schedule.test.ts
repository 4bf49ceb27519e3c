import * as fc from 'fast-check';
import { advise, Finding, refuse } from '../../../src/model/finding';
import { CRON_FIELDS } from '../../../src/model/job/cron-field';
import { checkSchedule, checkTiming, isRate, TimingFacts } from '../../../src/model/job/schedule';

test.each([
  'cron(0 2 * * ? *)',
  'cron(0/15 8-18 ? * MON-FRI *)',
  'cron(0,30 */2 1,15 JAN,jul ? 2027-2030)',
  'cron(5/10 0 L * ? *)',
  'cron(0 0 LW * ? *)',
  'cron(0 0 3W * ? *)',
  'cron(0 0 ? * L *)',
  'cron(0 0 ? * 6L *)',
  'cron(0 0 ? * FRIL *)',
  'cron(0 0 ? * 3#2 *)',
  'cron(0 0 ? * TUE#5 *)',
  'cron(0 0 ? * 1-5/2 1970)',
  'cron(59 23 31 12 ? 2199)',
  'cron(0 0 29 2 ? *)',
  'cron(0 0 29 2 ? 2028)',
  'cron(0 0 31 4,5 ? *)',
  'cron(0 0 28,31 2 ? *)',
  'cron(0 0 */10 * ? *)',
  'rate(1 minute)',
  'rate(1 minutes)',
  'rate(5 minutes)',
  'rate(12 hours)',
  'rate(7 days)',
  'at(2030-01-31T08:00:00)',
  'at(2028-02-29T23:59:59)',
  undefined,
])('%s is taken', (expression) => {
  expect(checkSchedule(expression)).toEqual([]);
});

const MINUTE = '0 to 59, lists, ranges and steps of them, * as minute';
const HOUR = '0 to 23, lists, ranges and steps of them, * as hour';
const DAY = '1 to 31, lists, ranges and steps of them, *, ? or L and W as day of month';
const MONTH = '1 to 12 or JAN to DEC, lists, ranges and steps of them, * as month';
const WEEKDAY = '1 to 7 or SUN to SAT, lists, ranges and steps of them, *, ? or L and # as day of week';
const YEAR = '1970 to 2199, lists, ranges and steps of them, * as year';

test.each([
  ['cron(60 2 * * ? *)', `takes ${MINUTE}, got '60' in cron(60 2 * * ? *)`],
  ['cron(0,x 2 * * ? *)', `takes ${MINUTE}, got 'X' of '0,x' in cron(0,x 2 * * ? *)`],
  ['cron(? 2 * * ? *)', `takes ${MINUTE}, got '?' in cron(? 2 * * ? *)`],
  ['cron(0/0 2 * * ? *)', `takes ${MINUTE}, got '0/0' in cron(0/0 2 * * ? *)`],
  ['cron(0/90 2 * * ? *)', `takes ${MINUTE}, got '0/90' in cron(0/90 2 * * ? *)`],
  ['cron(0/5/5 2 * * ? *)', `takes ${MINUTE}, got '0/5/5' in cron(0/5/5 2 * * ? *)`],
  ['cron(0 24 * * ? *)', `takes ${HOUR}, got '24' in cron(0 24 * * ? *)`],
  ['cron(0 1-2-3 * * ? *)', `takes ${HOUR}, got '1-2-3' in cron(0 1-2-3 * * ? *)`],
  ['cron(0 -1 * * ? *)', `takes ${HOUR}, got '-1' in cron(0 -1 * * ? *)`],
  ['cron(0 2, * * ? *)', `takes ${HOUR}, got '' of '2,' in cron(0 2, * * ? *)`],
  ['cron(0 L * * ? *)', `takes ${HOUR}, got 'L' in cron(0 L * * ? *)`],
  ['cron(0 2 0 * ? *)', `takes ${DAY}, got '0' in cron(0 2 0 * ? *)`],
  ['cron(0 2 32W * ? *)', `takes ${DAY}, got '32W' in cron(0 2 32W * ? *)`],
  ['cron(0 2 1 0 ? *)', `takes ${MONTH}, got '0' in cron(0 2 1 0 ? *)`],
  ['cron(0 2 1 JANUARY ? *)', `takes ${MONTH}, got 'JANUARY' in cron(0 2 1 JANUARY ? *)`],
  ['cron(0 2 ? * 0 *)', `takes ${WEEKDAY}, got '0' in cron(0 2 ? * 0 *); Sunday is 1`],
  ['cron(0 2 ? * 0-6 *)', `takes ${WEEKDAY}, got '0-6' in cron(0 2 ? * 0-6 *); Sunday is 1`],
  ['cron(0 2 ? * 8 *)', `takes ${WEEKDAY}, got '8' in cron(0 2 ? * 8 *)`],
  ['cron(0 2 ? * 3#6 *)', `takes ${WEEKDAY}, got '3#6' in cron(0 2 ? * 3#6 *)`],
  ['cron(0 2 ? * 3W *)', `takes ${WEEKDAY}, got '3W' in cron(0 2 ? * 3W *)`],
  ['cron(0 2 * * ? 1969)', `takes ${YEAR}, got '1969' in cron(0 2 * * ? 1969)`],
  ['cron(0 2 * * ? 2200)', `takes ${YEAR}, got '2200' in cron(0 2 * * ? 2200)`],
  ['cron(0 2 * * *)', 'takes six fields after cron, minute, hour, day of month, month, day of week and year, got 5 in cron(0 2 * * *); '
    + 'put ? for one of the two days, and * for the year'],
  ['cron(0 2 * * * *)', "takes ? as either the day of month or the day of week, got '*' and '*' in cron(0 2 * * * *); put ? for the one that does not matter"],
  ['cron(0 2 1 * MON *)', "takes ? as either the day of month or the day of week, got '1' and 'MON' in cron(0 2 1 * MON *); put ? for the one that does not matter"],
  ['cron(0 2 ? * ? *)', "takes ? as either the day of month or the day of week, got '?' and '?' in cron(0 2 ? * ? *); put * for one of them"],
  ['cron(0 2 ? * 3#1,6#3 *)', "takes one day with # as the day of week, got '3#1,6#3' in cron(0 2 ? * 3#1,6#3 *); make a schedule for each of them"],
])('%s is refused', (expression, text) => {
  expect(checkSchedule(expression)).toEqual([refuse('ScheduledTask.Cron', '', text)]);
});

test('every field that is wrong is told', () => {
  expect(checkSchedule('cron(60 24 32 13 8 2200)').map(({ text }) => text.split(',')[0])).toEqual([
    'takes 0 to 59', 'takes 0 to 23', 'takes 1 to 31', 'takes 1 to 12 or JAN to DEC', 'takes 1 to 7 or SUN to SAT', 'takes 1970 to 2199',
  ]);
});

test.each([
  ['cron(0 2 30 2 ? *)', 29],
  ['cron(0 2 30,31 FEB ? *)', 29],
  ['cron(0 2 29 2 ? 2027)', 28],
  ['cron(0 2 31 4,6,9,11 ? *)', 30],
])('%s, which never comes, is refused', (expression, longest) => {
  expect(checkSchedule(expression)).toEqual([refuse('ScheduledTask.NeverRuns', '',
    `names a day that never comes, got ${expression}, whose months have ${longest} days at most; L is the last day of a month`)]);
});

test.each([
  ['rate(0 minutes)', 'takes a whole number from 1 up and a unit after rate, got rate(0 minutes); write rate(5 minutes)'],
  ['rate(1.5 hours)', 'takes a whole number from 1 up and a unit after rate, got rate(1.5 hours); write rate(5 minutes)'],
  ['rate(-1 day)', 'takes a whole number from 1 up and a unit after rate, got rate(-1 day); write rate(5 minutes)'],
  ['rate(5 minutes long)', 'takes a whole number from 1 up and a unit after rate, got rate(5 minutes long); write rate(5 minutes)'],
  ['rate(5 minute)', 'takes minutes, hours or days after the number, in the singular for 1 alone, got rate(5 minute)'],
  ['rate(30 seconds)', 'takes minutes, hours or days after the number, in the singular for 1 alone, got rate(30 seconds)'],
  ['rate(5)', 'takes minutes, hours or days after the number, in the singular for 1 alone, got rate(5)'],
])('%s is refused', (expression, text) => {
  expect(checkSchedule(expression)).toEqual([refuse('ScheduledTask.Rate', '', text)]);
});

test.each(['2030-02-30T08:00:00', '2027-02-29T08:00:00', '2030-01-31T24:00:00', '2030-01-31', '2030-01-31T08:00:00Z', '+2030-01-31T08:00:00', 'tomorrow'])('at(%s) is refused', (time) => {
  expect(checkSchedule(`at(${time})`)).toEqual([refuse('ScheduledTask.At', '',
    `takes a point in time after at, without a zone, got at(${time}); write at(2030-01-31T08:00:00) and name the time zone apart`)]);
});

test.each(['0 2 * * ? *', 'cron 0 2 * * ? *', 'every(5 minutes)', 'my rate(5 minutes)', 'rate(5 minutes) in May', ''])("'%s' is no schedule", (expression) => {
  expect(checkSchedule(expression)).toEqual([refuse('ScheduledTask.Schedule', '',
    `is cron(…), rate(…) or at(…), got ${expression}; take ScheduleExpression.cron(), rate() or at()`)]);
});

test('an hour without a minute is warned about, every minute of the day is not', () => {
  expect(checkSchedule('cron(* 2 * * ? *)')).toEqual([advise('ScheduledTask.EveryMinute', '',
    'starts a task in every minute of an hour, got cron(* 2 * * ? *); set the minute, such as 0')]);
  expect(checkSchedule('cron(* * * * ? *)')).toEqual([]);
});

test.each([
  ['cron(0 22-4 * * ? *)', 'hour', '22-4', '22-23,0-4'],
  ['cron(0 23-0 * * ? *)', 'hour', '23-0', '23,0'],
  ['cron(0 22-4/2 * * ? *)', 'hour', '22-4/2', '22,0,2,4'],
  ['cron(0 2 1 NOV-FEB ? *)', 'month', 'NOV-FEB', 'NOV-DEC,JAN-FEB'],
  ['cron(0 2 ? * TUE-SUN *)', 'day of week', 'TUE-SUN', 'TUE-SAT,SUN, since Sunday is 1'],
  ['cron(0 2 ? * 6-2 *)', 'day of week', '6-2', 'FRI-SAT,SUN-MON, since Sunday is 1'],
])('the range from high to low of %s is warned about', (expression, field, range, instead) => {
  expect(checkSchedule(expression)).toEqual([advise('ScheduledTask.BackwardRange', '',
    `has a range from high to low as ${field}, got '${range}' in ${expression}, which EventBridge does not document; write ${instead}`)]);
});

describe('whatever is in the fields', () => {
  const valueOf = ({ min, max, names = [] }: typeof CRON_FIELDS[number]) => {
    const number = fc.integer({ min, max });
    const single = fc.oneof(number.map(String), ...names.length > 0 ? [fc.constantFrom(...names)] : []);
    const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
    const step = fc.tuple(fc.oneof(fc.constant('*'), number.map(String), range), fc.integer({ min: 1, max: Math.min(max, 7) })).map(([start, by]) => `${start}/${by}`);
    return fc.array(fc.oneof(single, range, step), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(','));
  };
  const expression = fc.tuple(...CRON_FIELDS.map(valueOf), fc.boolean()).map((parts) => {
    const byWeek = parts.pop() as boolean;
    parts[byWeek ? 2 : 4] = '?';
    return parts as string[];
  });

  test('numbers of their fields, ranges, steps and lists of them are taken, as far as the day comes', () => {
    fc.assert(fc.property(expression, (fields) => {
      const codes = checkSchedule(`cron(${fields.join(' ')})`).map(({ id }) => id);
      expect(codes.filter((id) => id !== 'ScheduledTask.NeverRuns')).toEqual([]);
    }));
  });

  test('a number outside of its field is refused by the name of the field', () => {
    fc.assert(fc.property(expression, fc.nat({ max: 5 }), fc.boolean(), (fields, index, above) => {
      const { max, min, name } = CRON_FIELDS[index];
      fields[index] = String(above ? max + 1 : min - 1);
      const found = checkSchedule(`cron(${fields.join(' ')})`);
      expect(found).toHaveLength(1);
      expect(found[0].text).toContain(`as ${name}, got '${fields[index]}'`);
    }));
  });

  test('a day that some year has is never said not to come', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
      const [year, month, day] = date.toISOString().slice(0, 10).split('-').map(Number);
      expect(checkSchedule(`cron(0 0 ${day} ${month} ? ${year})`)).toEqual([]);
    }));
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(checkSchedule(`cron(${text})`)).toBeInstanceOf(Array);
      expect(checkSchedule(text)).toBeInstanceOf(Array);
    }));
  });
});

const NOON = new Date('2030-01-31T12:00:00Z');
const EVENING = new Date('2030-01-31T20:00:00Z');

test.each<[TimingFacts, string, string, string]>([
  [{ windowMinutes: 0.5 }, 'ScheduledTask.Window', 'flexibleWindow', 'takes whole minutes from 1 to 1440, got 0.5; the nearest is 1'],
  [{ windowMinutes: 1441 }, 'ScheduledTask.Window', 'flexibleWindow', 'takes whole minutes from 1 to 1440, got 1441; the nearest is 1440'],
  [{ start: new Date('soon') }, 'ScheduledTask.Time', 'start', 'is a point in time, got a date that is none; use a form such as 2030-01-31T08:00:00Z'],
  [{ start: EVENING, end: NOON }, 'ScheduledTask.Time', 'end', 'is later than the start at 2030-01-31T20:00:00.000Z, got 2030-01-31T12:00:00.000Z; swap them'],
  [{ start: NOON, end: NOON }, 'ScheduledTask.Time', 'end', 'is later than the start at 2030-01-31T12:00:00.000Z, got 2030-01-31T12:00:00.000Z; swap them'],
])('timing %p is refused', (facts, id, path, text) => {
  expect(checkTiming(facts)).toEqual([refuse(id, path, text)]);
});

const STARTED = advise('ScheduledTask.StartPassed', 'start',
  'is to come for a rate, which counts from it, got 2030-01-31T12:00:00.000Z: EventBridge Scheduler takes no start that is past, so that it is left out and the '
  + 'rate counts from when it was; write the times as ScheduleExpression.cron(), or leave `start` out');
const ENDED = advise('ScheduledTask.EndPassed', 'end',
  'is to come, got 2030-01-31T20:00:00.000Z: nothing is started any more; name a later end, or remove the schedule');

test.each<[TimingFacts, Finding[]]>([
  [{ start: NOON, end: EVENING, rate: true, now: NOON.getTime() - 1 }, []],
  [{ start: NOON, end: EVENING, rate: true, now: NOON.getTime() }, [STARTED]],
  [{ start: NOON, end: EVENING, now: EVENING.getTime() - 1 }, []],
  [{ start: NOON, end: EVENING, now: EVENING.getTime() }, [ENDED]],
  [{ start: NOON, end: EVENING, rate: true, now: EVENING.getTime() }, [STARTED, ENDED]],
  [{ start: NOON, end: EVENING, rate: true }, []],
])('timing %p is seen as of now', (facts, findings) => {
  expect(checkTiming(facts)).toEqual(findings);
});

test.each([
  ['at(2030-01-31T12:00:00)', '2030-01-31T23:59:59Z', []],
  ['at(2030-01-31T12:00:00)', '2030-02-01T00:00:00Z', [advise('ScheduledTask.AtPassed', '',
    'is to come, got at(2030-01-31T12:00:00), which is past wherever its time zone is: nothing is started; name a later time, or remove the schedule')]],
  ['rate(1 hour)', '2199-01-01T00:00:00Z', []],
])('%s at %s', (expression, now, findings) => {
  expect(checkSchedule(expression, Date.parse(now))).toEqual(findings);
});

test.each([['rate(1 hour)', true], ['cron(0 2 * * ? *)', false], ['at(2030-01-31T12:00:00)', false], [undefined, false]])('%s is a rate: %s', (expression, rate) => {
  expect(isRate(expression)).toBe(rate);
});

test.each<TimingFacts>([{}, { windowMinutes: 1 }, { windowMinutes: 1440 }, { start: NOON, end: EVENING }, { end: NOON }])('timing %p is taken', (facts) => {
  expect(checkTiming(facts)).toEqual([]);
});
