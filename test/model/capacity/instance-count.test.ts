import { checkInstanceCount, InstanceCountFacts } from '../../../src/model/capacity/instance-count';
import { refuse } from '../../../src/model/finding';

test.each<[InstanceCountFacts, string, string, string]>([
  [{ min: -1 }, 'InstanceCount.Range', 'min', 'takes whole instances from 0 up, got -1; the nearest is 0'],
  [{ max: 1.5 }, 'InstanceCount.Range', 'max', 'takes whole instances from 0 up, got 1.5; the nearest is 2'],
  [{ min: 5, max: 4 }, 'InstanceCount.MinAboveMax', 'min', 'must be at most the maximum of 4, got 5; swap them or raise the max'],
  [{ max: 0, managedScaling: true }, 'InstanceCount.NoInstances', 'max', 'must be above 0 with managed scaling, got 0; raise it, or take PoolScaling.off()'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkInstanceCount(facts)).toEqual([refuse(id, path, text)]);
});

test.each<InstanceCountFacts>([
  {},
  { min: 0, max: 1, managedScaling: true },
  { min: 3, max: 3 },
  { min: 3 },
  { max: 0 },
  { min: 0, max: 0, managedScaling: false },
])('%p gets through', (facts) => {
  expect(checkInstanceCount(facts)).toEqual([]);
});
