import * as fc from 'fast-check';
import { CRON_FIELDS, CronField, describeCronField, readCronValue } from '../../../src/model/job/cron-field';

const [MINUTE, HOUR, DAY, MONTH, WEEKDAY, YEAR] = CRON_FIELDS;
const FIELDS = { minute: MINUTE, hour: HOUR, day: DAY, month: MONTH, weekday: WEEKDAY, year: YEAR };
type Name = keyof typeof FIELDS;

/** Numbers of a field, as a calendar turns: after the last comes the first. */
function countedBy({ min, max }: CronField, low: number, high: number, step: number): number[] {
  const turning = [low];
  for (let next = low; next !== high; turning.push(next)) next = next === max ? min : next + 1;
  return turning.filter((_, index) => index % step === 0);
}

const field = fc.constantFrom(...CRON_FIELDS);
const ofField = ({ min, max }: CronField) => fc.integer({ min, max });
const range = field.chain((of) => fc.tuple(fc.constant(of), ofField(of), ofField(of)));
const named = fc.constantFrom(MONTH, WEEKDAY);

describe('the fields', () => {
  test('are those of EventBridge Scheduler, with its bounds', () => {
    expect(CRON_FIELDS.map(({ max, min, name, open = false }) => [name, min, max, open])).toEqual([
      ['minute', 0, 59, false], ['hour', 0, 23, false], ['day of month', 1, 31, true],
      ['month', 1, 12, false], ['day of week', 1, 7, true], ['year', 1970, 2199, false],
    ]);
  });

  test('have as many names as numbers, and begin the week on Sunday', () => {
    expect([MONTH, WEEKDAY].map(({ max, min, names = [] }) => names.length - (max - min + 1))).toEqual([0, 0]);
    expect([readCronValue(MONTH, 'jan'), readCronValue(MONTH, 'DEC'), readCronValue(WEEKDAY, 'Sun'), readCronValue(WEEKDAY, 'SAT')].map(({ numbers }) => numbers))
      .toEqual([[1], [12], [1], [7]]);
  });

  test.each<[Name, string]>([
    ['minute', '0 to 59, lists, ranges and steps of them, *'],
    ['day', '1 to 31, lists, ranges and steps of them, *, ? or L and W'],
    ['month', '1 to 12 or JAN to DEC, lists, ranges and steps of them, *'],
    ['weekday', '1 to 7 or SUN to SAT, lists, ranges and steps of them, *, ? or L and #'],
  ])('are described by what they take: %s', (of, text) => {
    expect(describeCronField(FIELDS[of])).toBe(text);
  });
});

describe('a number', () => {
  test('is taken inside of the bounds of its field, and nowhere else', () => {
    fc.assert(fc.property(field, fc.integer({ min: 0, max: 9999 }), (of, number) => {
      expect(readCronValue(of, String(number))).toEqual(number >= of.min && number <= of.max
        ? { backward: undefined, numbers: [number] } : { wrong: String(number) });
    }));
  });

  test.each(['', '-', '1-', '-1', '1.5', '1E1', '+1', '0X1', ' 1', '00001', '1-2-3', '*-3', '*,'])("'%s' is none of an hour", (text) => {
    expect(readCronValue(HOUR, text).wrong).toBe(text.split(',').pop());
  });

  test('is what its name says', () => {
    fc.assert(fc.property(named, fc.nat({ max: 6 }), fc.boolean(), (of, index, lower) => {
      const name = lower ? of.names![index].toLowerCase() : of.names![index];
      expect(readCronValue(of, name)).toEqual(readCronValue(of, String(of.min + index)));
    }));
  });

  test('has a name where its field has one only', () => {
    expect([MINUTE, HOUR, DAY, YEAR, WEEKDAY].map((of) => readCronValue(of, 'JAN').wrong)).toEqual(Array(5).fill('JAN'));
    expect(readCronValue(MONTH, 'SUN').wrong).toBe('SUN');
  });
});

describe('a range', () => {
  test('counts from one number to the other, over the end where it goes from high to low', () => {
    fc.assert(fc.property(range, fc.integer({ min: 1, max: 59 }), ([of, low, high], by) => {
      const step = Math.min(by, of.max);
      expect(readCronValue(of, `${low}-${high}/${step}`).numbers).toEqual(countedBy(of, low, high, step));
      expect(readCronValue(of, `${low}-${high}`).numbers).toEqual(countedBy(of, low, high, 1));
    }));
  });

  test('from high to low is told with the same days in ranges that are not', () => {
    fc.assert(fc.property(range, fc.integer({ min: 1, max: 5 }), ([of, one, other], step) => {
      const text = step === 1 ? `${one}-${other}` : `${one}-${other}/${step}`;
      const { backward, numbers } = readCronValue(of, text);
      expect(backward?.range).toBe(one > other ? text : undefined);
      if (backward) expect(readCronValue(of, backward.instead)).toEqual({ backward: undefined, numbers });
    }));
  });

  test.each<[Name, string, string]>([
    ['hour', '22-4', '22-23,0-4'],
    ['hour', '23-0', '23,0'],
    ['hour', '22-4/3', '22,1,4'],
    ['month', 'nov-feb', 'NOV-DEC,JAN-FEB'],
    ['weekday', '6-1', 'FRI-SAT,SUN'],
  ])('as %s, %s, is told as %s', (of, text, instead) => {
    expect(readCronValue(FIELDS[of], text).backward).toEqual({ range: text.toUpperCase(), instead });
  });
});

describe('a step', () => {
  test('of everything counts from the first number, of a number from that one on, to the end', () => {
    fc.assert(fc.property(field.chain((of) => fc.tuple(fc.constant(of), ofField(of), fc.integer({ min: 1, max: of.max }))), ([of, from, step]) => {
      expect(readCronValue(of, `*/${step}`)).toEqual(readCronValue(of, `${of.min}-${of.max}/${step}`));
      expect(readCronValue(of, `${from}/${step}`)).toEqual(readCronValue(of, `${from}-${of.max}/${step}`));
    }));
  });

  test.each(['*/0', '*/60', '*/', '0/x', '0/-5', '0/5/5', '/5'])("'%s' is none of a minute", (text) => {
    expect(readCronValue(MINUTE, text)).toEqual({ wrong: text.toUpperCase() });
  });
});

describe('a list', () => {
  test('stands for the numbers of all of its parts', () => {
    fc.assert(fc.property(field.chain((of) => fc.tuple(fc.constant(of), fc.array(ofField(of), { minLength: 1, maxLength: 6 }))), ([of, numbers]) => {
      expect(readCronValue(of, numbers.join()).numbers).toEqual(numbers);
    }));
  });

  test('is wrong by its first part that is, and tells its first range from high to low', () => {
    expect(readCronValue(HOUR, '1,24,x')).toEqual({ wrong: '24' });
    expect(readCronValue(HOUR, '1,5-3,7-6').backward?.range).toBe('5-3');
  });
});

describe('a day that the calendar decides', () => {
  test.each<[Name, string]>([
    ['day', 'L'], ['day', 'L-3'], ['day', 'lw'], ['day', '1W'], ['day', '31W'],
    ['weekday', 'L'], ['weekday', '6L'], ['weekday', 'friL'], ['weekday', '3#2'], ['weekday', 'TUE#5'],
  ])('as %s may be %s, which is no number', (of, text) => {
    expect(readCronValue(FIELDS[of], text)).toEqual({});
    expect(readCronValue(FIELDS[of], `1,${text}`)).toEqual({ backward: undefined, numbers: undefined });
  });

  test.each<[Name, string]>([
    ['day', '0W'], ['day', '32W'], ['day', 'W'], ['day', 'L-'], ['day', '3#2'],
    ['weekday', '8L'], ['weekday', '3#0'], ['weekday', '3#6'], ['weekday', '3W'], ['hour', 'L'], ['month', 'L'],
  ])('as %s is not %s', (of, text) => {
    expect(readCronValue(FIELDS[of], text)).toEqual({ wrong: text });
  });

  test('may be left to the other day, and nothing else may', () => {
    expect(CRON_FIELDS.map((of) => readCronValue(of, '?'))).toEqual([{ wrong: '?' }, { wrong: '?' }, {}, { wrong: '?' }, {}, { wrong: '?' }]);
    expect(readCronValue(DAY, '?,1')).toEqual({ wrong: '?' });
  });
});
