import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkForecast, ForecastFacts } from '../../../src/model/scaling/scaling-forecast';

test.each<[ForecastFacts, string, string, string]>([
  [{ maxCapacityBuffer: 101 }, 'TaskScaling.MaxCapacityBuffer', 'maxCapacityBuffer', 'takes whole percent from 0 to 100, got 101; the nearest is 100'],
  [{ maxCapacityBuffer: -1 }, 'TaskScaling.MaxCapacityBuffer', 'maxCapacityBuffer', 'takes whole percent from 0 to 100, got -1; the nearest is 0'],
  [{ schedulingBufferSeconds: 3600 }, 'TaskScaling.SchedulingBuffer', 'schedulingBuffer', 'takes whole seconds from 0 to 3599, got 3600; the nearest is 3599'],
  [{ schedulingBufferSeconds: 0.5 }, 'TaskScaling.SchedulingBuffer', 'schedulingBuffer', 'takes whole seconds from 0 to 3599, got 0.5; the nearest is 1'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkForecast(facts)).toEqual([refuse(id, path, text)]);
});

test('whole numbers within the bounds get through, and what is not known', () => {
  expect(checkForecast({})).toEqual([]);
  fc.assert(fc.property(fc.integer({ min: -10, max: 110 }), fc.integer({ min: -10, max: 3700 }), (maxCapacityBuffer, schedulingBufferSeconds) => {
    expect(checkForecast({ maxCapacityBuffer, schedulingBufferSeconds }).map(({ path }) => path)).toEqual([
      ...(maxCapacityBuffer < 0 || maxCapacityBuffer > 100 ? ['maxCapacityBuffer'] : []),
      ...(schedulingBufferSeconds < 0 || schedulingBufferSeconds >= 3600 ? ['schedulingBuffer'] : []),
    ]);
  }));
});
