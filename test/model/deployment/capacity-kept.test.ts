import { CapacityKeptFacts, checkCapacityKept } from '../../../src/model/deployment/capacity-kept';
import { advise } from '../../../src/model/finding';

test.each<[CapacityKeptFacts, number]>([
  [{ desiredCount: 2, minHealthyPercent: 50 }, 1],
  [{ desiredCount: 2, minHealthyPercent: 0 }, 0],
  [{ desiredCount: 4, minHealthyPercent: 75 }, 3],
  [{ desiredCount: 100, minHealthyPercent: 99, inPlace: false }, 99],
])('%j goes down to %d', (facts, floor) => {
  expect(checkCapacityKept(facts)).toEqual([advise('RolloutPlan.BelowDesired', 'minHealthyPercent',
    `lets a deployment go down to ${floor} of ${facts.desiredCount} tasks before new ones run, got ${facts.minHealthyPercent}; set 100, and a maximum above that`)]);
});

test.each<CapacityKeptFacts>([
  {},
  { desiredCount: 2 },
  { minHealthyPercent: 0 },
  { desiredCount: 1, minHealthyPercent: 0 },
  { desiredCount: 2, minHealthyPercent: 51 },
  { desiredCount: 2, minHealthyPercent: 100 },
  { desiredCount: 4, minHealthyPercent: 76 },
  { desiredCount: 2, minHealthyPercent: 50, inPlace: true },
  // Told as a percentage out of range.
  { desiredCount: 2, minHealthyPercent: -1 },
])('nothing is said of %j', (facts) => {
  expect(checkCapacityKept(facts)).toEqual([]);
});
