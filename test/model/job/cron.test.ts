import * as fc from 'fast-check';
import { advise, refuse } from '../../../src/model/finding';
import { checkCron } from '../../../src/model/job/cron';

/** Whether a calendar has such a day. */
function comes(days: readonly number[], months: readonly number[], years: readonly number[]): boolean {
  return years.some((year) => months.some((month) => days.some((day) => new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1)));
}

function severalOf(min: number, max: number): fc.Arbitrary<number[]> {
  return fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 });
}

test('a day is said never to come exactly where no calendar has it', () => {
  const late = fc.oneof(severalOf(28, 31), severalOf(1, 31));
  fc.assert(fc.property(late, fc.oneof(severalOf(2, 2), severalOf(1, 12)), severalOf(1970, 2199), (days, months, years) => {
    const codes = checkCron(`0 2 ${days} ${months} ? ${years}`).map(({ id }) => id);
    expect(codes).toEqual(comes(days, months, years) ? [] : ['ScheduledTask.NeverRuns']);
  }), { numRuns: 300 });
});

test.each(['0 2 29 2 ? 2100', '0 2 29 2 ? 2025-2027', '0 2 30/1 FEB ? *', '0 2 31 4,6,9,11 ? 2028'])('%s never comes', (fields) => {
  expect(checkCron(fields).map(({ id }) => id)).toEqual(['ScheduledTask.NeverRuns']);
});

test.each(['0 2 29 2 ? 2000', '0 2 29 2 ? 2025-2028', '0 2 L 2 ? *', '0 2 31 */3 ? *', '0 2 ? 2 2#5 2027', '0 2 1,L 2 ? 2027'])('%s comes', (fields) => {
  expect(checkCron(fields)).toEqual([]);
});

test('fields stand apart by any space, and their signs are large or small', () => {
  expect(checkCron('  0\t2   ?  jan  mon-Fri\n* ')).toEqual([]);
});

describe('one of the two days is open', () => {
  const day = fc.constantFrom('*', '1', '1-5', 'L');
  test('and never both or none', () => {
    fc.assert(fc.property(fc.option(day, { nil: '?' }), fc.option(day, { nil: '?' }), (ofMonth, ofWeek) => {
      const open = [ofMonth, ofWeek].filter((each) => each === '?').length;
      expect(checkCron(`0 2 ${ofMonth} * ${ofWeek} *`)).toEqual(open === 1 ? [] : [expect.objectContaining({ id: 'ScheduledTask.Cron', severity: 'error' })]);
    }));
  });

  test('which is told after what is wrong with a field, and before what does not come', () => {
    expect(checkCron('60 2 * * * *')).toEqual([expect.objectContaining({ text: expect.stringContaining("as minute, got '60'") })]);
    expect(checkCron('0 2 30 2 MON *')).toEqual([expect.objectContaining({ text: expect.stringContaining("got '30' and 'MON'") })]);
  });
});

test.each([
  ['0 2 ? * 3#1,5#2 *', [refuse('ScheduledTask.Cron', '',
    "takes one day with # as the day of week, got '3#1,5#2' in cron(0 2 ? * 3#1,5#2 *); make a schedule for each of them")]],
  ['0 2 ? * 3#1 *', []],
  ['0 2 ? * 3,5 *', []],
])('%s: one weekday of a month at most', (fields, found) => {
  expect(checkCron(fields)).toEqual(found);
});

test('a Sunday of other crons is told what it is here, a number that is too large is not', () => {
  expect(checkCron('0 2 ? * 1,0 *')[0].text).toMatch(/got '0' of '1,0' in cron\(0 2 \? \* 1,0 \*\); Sunday is 1$/);
  expect(checkCron('0 2 ? * 10 *')[0].text).toMatch(/got '10' in cron\(0 2 \? \* 10 \*\)$/);
});

test('everything to think about is told at once, and stops nothing', () => {
  expect(checkCron('* 22-4 1 NOV-FEB ? *')).toEqual([
    advise('ScheduledTask.BackwardRange', '',
      "has a range from high to low as hour, got '22-4' in cron(* 22-4 1 NOV-FEB ? *), which EventBridge does not document; write 22-23,0-4"),
    advise('ScheduledTask.BackwardRange', '',
      "has a range from high to low as month, got 'NOV-FEB' in cron(* 22-4 1 NOV-FEB ? *), which EventBridge does not document; write NOV-DEC,JAN-FEB"),
    advise('ScheduledTask.EveryMinute', '', 'starts a task in every minute of an hour, got cron(* 22-4 1 NOV-FEB ? *); set the minute, such as 0'),
  ]);
});

test.each([0, 1, 2, 3, 4, 5, 7, 8])('%d fields are not six', (count) => {
  const fields = Array.from({ length: count }, () => '*').join(' ');
  expect(checkCron(fields)).toEqual([expect.objectContaining({ text: expect.stringContaining(`got ${Math.max(count, 1)} in cron(${fields})`) })]);
});
