import * as fc from 'fast-check';
import { checkEarlySuccess, EarlySuccess } from '../../../src/model/deployment/early-success';
import { refuse } from '../../../src/model/finding';

test.each([[2, 50, 1], [3, 50, 2], [10, 80, 8], [100, 90, 90]])('V27: of %p tasks %p percent are %p', (desired, percent, tasks) => {
  expect(EarlySuccess.afterCleanup(percent).healthyTasksFor(desired)).toBe(tasks);
  expect(EarlySuccess.beforeCleanup(percent).healthyTasksFor(desired)).toBe(tasks);
});

test('off, it takes them all', () => {
  expect(EarlySuccess.off().healthyTasksFor(7)).toBe(7);
});

test('says what ECS is told', () => {
  expect(EarlySuccess.afterCleanup(80)).toMatchObject({ enabled: true, healthyPercent: 80, sourceCleanup: 'BLOCKING' });
  expect(EarlySuccess.beforeCleanup(80)).toMatchObject({ enabled: true, healthyPercent: 80, sourceCleanup: 'DEFERRED' });
  expect(EarlySuccess.off()).toMatchObject({ enabled: false });
});

test('is never fewer tasks than the minimum keeps running', () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(fc.property(percent, percent, fc.nat(5000), (healthyPercent, minHealthyPercent, desired) => {
    const isRefused = checkEarlySuccess({ healthyPercent, minHealthyPercent }).length > 0;
    expect(isRefused).toBe(healthyPercent < minHealthyPercent);
    fc.pre(!isRefused);
    expect(EarlySuccess.afterCleanup(healthyPercent).healthyTasksFor(desired)).toBeGreaterThanOrEqual(Math.ceil(desired * minHealthyPercent / 100));
  }));
});

test.each([[-1, 0], [101, 100], [50.5, 51]])('%p percent are refused', (healthyPercent, nearest) => {
  expect(checkEarlySuccess({ healthyPercent, minHealthyPercent: 100 })).toEqual([
    refuse('EarlySuccess.HealthyPercent', 'healthyPercent', `takes whole percent from 0 to 100, got ${healthyPercent}; the nearest is ${nearest}`),
  ]);
});

test('less than the minimum is refused', () => {
  expect(checkEarlySuccess({ healthyPercent: 80, minHealthyPercent: 100 })).toEqual([refuse('EarlySuccess.BelowMinimum', 'healthyPercent',
    'must be at least the minimum healthy percent of 100, got 80; raise it, or lower the minimum')]);
});

test.each([{}, { healthyPercent: 1 }, { minHealthyPercent: 100 }, { healthyPercent: 100, minHealthyPercent: 100 }])('%p gets through', (facts) => {
  expect(checkEarlySuccess(facts)).toEqual([]);
});
