import * as fc from 'fast-check';
import { capacityReservation, firstLaunch, instancesForTarget, spareInstances } from '../../../src/model/capacity/capacity-reservation';

test.each([
  ['V11', 5, 5, 100], ['V11', 5, 4, 125], ['V11', 5, 8, 62.5], ['V11', 50, 40, 125], ['V11, nothing', 0, 0, 100], ['V12, none yet', 3, 0, 200], ['idle', 0, 2, 0],
])('%s: %p needed of %p running are %p percent', (_name, needed, running, percent) => {
  expect(capacityReservation(needed, running)).toBe(percent);
});

test.each([
  [3, 100, 3], [3, 80, 4], [4, 80, 5], [10, 50, 20], [1, 80, 2], [0, 80, 0], [7, 70, 10], [21, 35, 60], [29, 29, 100], [1, 1, 100],
])('V13: %p needed at %p percent are %p', (needed, target, instances) => {
  expect(instancesForTarget(needed, target)).toBe(instances);
  expect(spareInstances(needed, target)).toBe(instances - needed);
});

test.each([0, 101, 50.5, NaN, -1.8881545897087626e289])('a target of %p counts as 100', (target) => {
  expect(instancesForTarget(3, target)).toBe(3);
});

test('scaling from zero starts two, and none for nothing', () => {
  expect([0, 1, 2, 50].map(firstLaunch)).toEqual([0, 2, 2, 2]);
});

test('it is the smallest number of instances that keeps the metric at or below the target', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 100000 }), fc.integer({ min: 1, max: 100 }), (needed, target) => {
    const instances = instancesForTarget(needed, target);
    expect(needed * 100).toBeLessThanOrEqual(instances * target);
    expect(needed * 100).toBeGreaterThan((instances - 1) * target);
    expect(instances).toBeGreaterThanOrEqual(needed);
  }));
});
