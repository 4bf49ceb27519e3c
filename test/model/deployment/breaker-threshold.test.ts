import * as fc from 'fast-check';
import { BreakerThreshold, checkBreakerThreshold } from '../../../src/model/deployment/breaker-threshold';
import { refuse } from '../../../src/model/finding';

test.each([
  [1, 3], [4, 3], [6, 3], [7, 4], [10, 5], [25, 13], [100, 50], [400, 200], [800, 200],
])('V24: 50 percent of %p tasks, bounded, are %p failures', (desired, failures) => {
  expect(BreakerThreshold.boundedPercent(50).failuresFor(desired)).toBe(failures);
});

test('V25: without bounds, as a count, and a tenth', () => {
  expect(BreakerThreshold.unboundedPercent(50).failuresFor(800)).toBe(400);
  expect(BreakerThreshold.unboundedPercent(50).failuresFor(1)).toBe(1);
  expect(BreakerThreshold.count(5).failuresFor(800)).toBe(5);
  expect(BreakerThreshold.boundedPercent(10).failuresFor(100)).toBe(10);
});

test.each([
  [BreakerThreshold.count(5), 'COUNT', 5],
  [BreakerThreshold.boundedPercent(60), 'BOUNDED_PERCENT', 60],
  [BreakerThreshold.unboundedPercent(70), 'UNBOUNDED_PERCENT', 70],
])('%p says what ECS is told', (threshold, type, value) => {
  expect(threshold).toMatchObject({ type, value });
});

test('a bounded percentage stays between 3 and 200, and between them is that of no bounds', () => {
  fc.assert(fc.property(fc.nat(5000), fc.integer({ min: 1, max: 100 }), (desired, percent) => {
    const bounded = BreakerThreshold.boundedPercent(percent).failuresFor(desired);
    const unbounded = BreakerThreshold.unboundedPercent(percent).failuresFor(desired);
    expect(unbounded).toBe(Math.floor((desired * percent + 99) / 100));
    expect(bounded).toBe(unbounded < 3 ? 3 : unbounded > 200 ? 200 : unbounded);
  }));
});

test.each([0, -1, 1.5])('a value of %p is refused', (value) => {
  expect(checkBreakerThreshold(BreakerThreshold.count(value))).toEqual([
    refuse('BreakerThreshold.Value', 'value', `takes whole numbers from 1 up, got ${value}; the nearest is ${value === 1.5 ? 2 : 1}`),
  ]);
});

test('a type that ECS does not know is refused', () => {
  expect(checkBreakerThreshold({ type: 'PERCENT', value: 50 })).toEqual([
    refuse('BreakerThreshold.Type', 'type', 'takes COUNT, BOUNDED_PERCENT or UNBOUNDED_PERCENT, got PERCENT'),
  ]);
});

test('what is not known gets through', () => {
  expect(checkBreakerThreshold({})).toEqual([]);
  expect(checkBreakerThreshold(BreakerThreshold.unboundedPercent(500))).toEqual([]);
});
