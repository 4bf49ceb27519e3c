import * as fc from 'fast-check';
import { advise, refuse } from '../../../src/model/finding';
import {
  checkMeasured, checkScaling, checkSchedule, checkScheduleTimes, checkTarget, checkTaskCount, checkValue, ScalingFacts, ScheduleFacts,
} from '../../../src/model/scaling/scaling-bounds';

const CPU = { metric: 'cpuPercent', target: 60 } as const;
const MOVES = { fromZero: true, scalesIn: true };
const FORECAST = { fromZero: false, scalesIn: false };
const REQUESTS = { metric: 'requestsPerTarget', target: 1000 } as const;

test.each<[ScalingFacts, string, string, string]>([
  [{ minCount: 5, maxCount: 4 }, 'TaskScaling.MinAboveMax', 'min', 'must be at most the maximum of 4, got 5; swap them or raise the max'],
  [{ minCount: -1, maxCount: 4 }, 'TaskScaling.Count', 'min', 'takes whole tasks from 0 up, got -1; the nearest is 0'],
  [{ minCount: 5.5, maxCount: 4 }, 'TaskScaling.Count', 'min', 'takes whole tasks from 0 up, got 5.5; the nearest is 6'],
  [{ minCount: 1, maxCount: 2.5 }, 'TaskScaling.Count', 'max', 'takes whole tasks from 0 up, got 2.5; the nearest is 3'],
  [{ trackings: [{ metric: 'cpuPercent', target: 0 }] }, 'TaskScaling.Target', 'cpuPercent', 'takes a percentage above 0 and up to 100, got 0'],
  [{ trackings: [{ metric: 'memoryPercent', target: 101 }] }, 'TaskScaling.Target', 'memoryPercent', 'takes a percentage above 0 and up to 100, got 101'],
  [{ trackings: [{ metric: 'cpuPercent', target: NaN }] }, 'TaskScaling.Target', 'cpuPercent', 'takes a percentage above 0 and up to 100, got NaN'],
  [{ trackings: [{ metric: 'requestsPerTarget', target: 0 }] }, 'TaskScaling.Target', 'requestsPerTarget', 'takes a number above 0, got 0'],
  [{ trackings: [REQUESTS], balanced: false }, 'TaskScaling.NoBalancer', 'requestsPerTarget',
    'counts requests of an Application Load Balancer, got a service that is behind none, or behind one that its target group does not know; track CPU'],
  [{ scaleInSeconds: -1 }, 'TaskScaling.Cooldown', 'scaleInCooldown', 'takes whole seconds from 0 up, got -1; the nearest is 0'],
  [{ scaleOutSeconds: 0.5 }, 'TaskScaling.Cooldown', 'scaleOutCooldown', 'takes whole seconds from 0 up, got 0.5; the nearest is 1'],
  [{ highResolution: true, trackings: [REQUESTS] }, 'TaskScaling.HighResolution', 'highResolution',
    'measures CPU and memory more often, got neither of them tracked; set cpuPercent or memoryPercent, or leave it out'],
  [{ highResolution: true }, 'TaskScaling.HighResolution', 'highResolution',
    'measures CPU and memory more often, got neither of them tracked; set cpuPercent or memoryPercent, or leave it out'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkScaling(facts)).toEqual([refuse(id, path, text)]);
});

test('scaling without a reason is advised against', () => {
  expect(checkScaling({ minCount: 4, maxCount: 20 })).toEqual([
    advise('TaskScaling.NoPolicy', '', 'stays at its minimum of 4, since no policy moves it; track cpuPercent or requestsPerTarget, or schedule it'),
  ]);
});

test('a forecast alone never takes tasks away', () => {
  expect(checkScaling({ minCount: 4, maxCount: 20, otherPolicies: [FORECAST] })).toEqual([
    advise('TaskScaling.NeverScalesIn', '', 'only ever gets more tasks, since no policy takes any away; track cpuPercent or requestsPerTarget too'),
  ]);
});

test('at 0 tasks there is nothing to measure', () => {
  expect(checkScaling({ minCount: 0, maxCount: 20, trackings: [CPU, REQUESTS] })).toEqual([advise('TaskScaling.StaysAtZero', 'min',
    'lets the service go to 0 tasks, where CPU, memory and requests per target have no data and a percentage changes nothing, so that nothing starts it again; '
    + 'take 1, or scale on a queue by numbers of tasks or on a schedule')]);
});

test.each<ScalingFacts>([
  {},
  { minCount: 4, maxCount: 20, trackings: [CPU, REQUESTS], balanced: true, scaleInSeconds: 300, scaleOutSeconds: 60 },
  { minCount: 4, maxCount: 20, trackings: [REQUESTS] },
  { minCount: 4, maxCount: 20, trackings: [{ metric: 'cpuPercent' }] },
  { minCount: 4, maxCount: 4 },
  { minCount: 0, maxCount: 0 },
  { minCount: 0, maxCount: 20, trackings: [CPU], otherPolicies: [MOVES] },
  { minCount: 1, maxCount: 20, trackings: [CPU], otherPolicies: [FORECAST] },
  { minCount: 1, maxCount: 20, otherPolicies: [FORECAST], schedules: 1 },
  { minCount: 4, maxCount: 4, otherPolicies: [FORECAST] },
  { trackings: [CPU, REQUESTS], highResolution: true },
  { trackings: [{ metric: 'memoryPercent' }], highResolution: true },
  { minCount: 0, maxCount: 20, schedules: 1 },
  { minCount: 1, maxCount: 20, trackings: [{ metric: 'cpuPercent', target: 0.5 }, { metric: 'requestsPerTarget', target: 0.5 }] },
  { maxCount: 20 },
  { minCount: 4, trackings: [{ metric: 'memoryPercent', target: 100 }] },
])('%p gets through', (facts) => {
  expect(checkScaling(facts)).toEqual([]);
});

test('a fixed count is a whole number from 0 up', () => {
  expect([0, 1, 5000, undefined].flatMap((count) => checkTaskCount(count))).toEqual([]);
  expect(checkTaskCount(-2)).toEqual([refuse('TaskScaling.Count', '', 'takes whole tasks from 0 up, got -2; the nearest is 0')]);
});

describe('a schedule', () => {
  const setsMin = (minCount?: number): ScheduleFacts => ({ minCount, setsMin: true, setsMax: false });
  const setsMax = (maxCount?: number): ScheduleFacts => ({ maxCount, setsMin: false, setsMax: true });
  const usual = { minCount: 2, maxCount: 4 };

  test('sets both bounds where one alone would be on the wrong side of the other', () => {
    expect(checkSchedule(setsMin(5), usual, [])).toEqual([
      refuse('TaskScaling.MinAboveMax', 'min', 'must be at most the usual maximum of 4, got 5; set the `max` of the schedule too'),
    ]);
    expect(checkSchedule(setsMax(1), usual, [setsMax(8)])).toEqual([
      refuse('TaskScaling.MinAboveMax', 'max', 'must be at least the usual minimum of 2, got 1; set the `min` of the schedule too'),
    ]);
  });

  test.each<[string, ScheduleFacts, { minCount?: number; maxCount?: number }, ScheduleFacts[]]>([
    ['bounds that fit', setsMin(4), usual, []],
    ['both bounds', { minCount: 5, maxCount: 9, setsMin: true, setsMax: true }, usual, []],
    ['another schedule raises the maximum', setsMin(5), usual, [setsMax(10)]],
    ['another schedule lowers the minimum', setsMax(1), usual, [setsMin(0)]],
    ['a number that is not known', setsMin(), usual, []],
    ['usual bounds that are not known', setsMin(5), {}, []],
    ['usual bounds that are not known, the other way', setsMax(0), {}, []],
    ['no bounds', { setsMin: false, setsMax: false }, usual, []],
  ])('%s gets through', (_name, schedule, bounds, others) => {
    expect(checkSchedule(schedule, bounds, others)).toEqual([]);
  });
});

describe('the times of a schedule', () => {
  const early = new Date('2030-01-31T08:00:00Z');
  const late = new Date('2030-02-28T08:00:00Z');

  test.each<[string, Date | undefined, Date | undefined, string, string]>([
    ['an end before the start', late, early, 'endTime', 'must be later than the start at 2030-02-28T08:00:00.000Z, got 2030-01-31T08:00:00.000Z; swap them'],
    ['an end at the start', early, early, 'endTime', 'must be later than the start at 2030-01-31T08:00:00.000Z, got 2030-01-31T08:00:00.000Z; swap them'],
    ['a start that is no date', new Date('soon'), late, 'startTime', 'must be a point in time, got a date that is none; use a form such as 2030-01-31T08:00:00Z'],
    ['an end that is no date', undefined, new Date('soon'), 'endTime', 'must be a point in time, got a date that is none; use a form such as 2030-01-31T08:00:00Z'],
  ])('%s is refused', (_name, start, end, path, text) => {
    expect(checkScheduleTimes(start, end)).toEqual([refuse('TaskScaling.ScheduleTime', path, text)]);
  });

  test.each<[Date | undefined, Date | undefined]>([[undefined, undefined], [early, undefined], [undefined, early], [early, late]])('%p to %p gets through', (start, end) => {
    expect(checkScheduleTimes(start, end)).toEqual([]);
  });
});

test('what cannot be measured is refused', () => {
  expect(checkMeasured('load', true)).toEqual([]);
  expect(checkMeasured('load', false)).toEqual([refuse('TaskScaling.Metric', 'load', 'must be a metric or metric math, got another expression; name the metrics that it is made of')]);
});

test('a target is a percentage, or any number above 0', () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), (target) => {
    const refused = (found: unknown[]) => found.length > 0;
    expect(refused(checkTarget('cpuPercent', 'cpuPercent', target))).toBe(!(target > 0 && target <= 100));
    expect(refused(checkTarget('requestsPerTarget', 'requestsPerTarget', target, true))).toBe(!(target > 0));
    expect(refused(checkValue('targetValue', target))).toBe(!(target > 0));
  }));
});
