import * as fc from 'fast-check';
import { checkPoolHolds, PoolLoadFacts } from '../../../src/model/capacity/pool-load';
import { advise } from '../../../src/model/finding';

const FACTS: PoolLoadFacts = { task: { cpu: 1024, memoryMiB: 2048 }, pool: { instanceTypes: ['m5.xlarge'] }, maxInstances: 3 };

test.each<[Partial<PoolLoadFacts>, string]>([
  [{ maxTasks: 13 }, 'runs up to 13 tasks, and 3 m5.xlarge hold 12 at most (4 each by its CPU); allow 4 instances, or fewer tasks'],
  [{ maxTasks: 13, minHealthyPercent: 100, maxHealthyPercent: 200 },
    'runs up to 13 tasks, and 3 m5.xlarge hold 12 at most (4 each by its CPU); allow 4 instances, or fewer tasks'],
  [{ maxTasks: 1, maxInstances: 0 }, 'runs up to 1 task, and 0 m5.xlarge hold 0 at most (4 each by its CPU); allow 1 instance, or fewer tasks'],
  [{ maxTasks: 13, pool: { instanceTypes: ['m5.large', 'm5.xlarge', 'c5.large'] } },
    'runs up to 13 tasks, and 3 m5.xlarge hold 12 at most (4 each by its CPU); allow 4 instances, or fewer tasks'],
  [{ maxTasks: 40, task: { memoryMiB: 4096 } }, 'runs up to 40 tasks, and 3 m5.xlarge hold 9 at most (3 each by its estimated memory); allow 14 instances, or fewer tasks'],
  [{ maxTasks: 12, pool: { instanceTypes: ['m5.xlarge'], daemons: [{ cpu: 128 }] } },
    'runs up to 12 tasks, and 3 m5.xlarge hold 9 at most (3 each by its CPU); allow 4 instances, or fewer tasks'],
  [{ maxTasks: 4, task: { oneCopyAnInstance: true } }, 'runs up to 4 tasks, and 3 m5.xlarge hold 3 at most (1 each by the fixed host port); allow 4 instances, or fewer tasks'],
])('%p is above its pool', (facts, text) => {
  expect(checkPoolHolds({ ...FACTS, ...facts })).toEqual([advise('InstanceDemand.MaximumAbovePool', '', text)]);
});

test('an update that needs more than the pool has waits for room', () => {
  expect(checkPoolHolds({ ...FACTS, maxTasks: 8, minHealthyPercent: 100, maxHealthyPercent: 200 })).toEqual([advise('InstanceDemand.PeakAbovePool', '',
    'runs up to 16 tasks in an update of 8, old and new, and 3 m5.xlarge hold 12 at most (4 each by its CPU), so that the update waits for room; allow 4 instances, or lower maxHealthyPercent and minHealthyPercent')]);
});

test('a fixed host port makes an update wait for an instance of its own', () => {
  const facts = { ...FACTS, task: { oneCopyAnInstance: true }, maxTasks: 2, minHealthyPercent: 50, maxHealthyPercent: 200 };
  expect(checkPoolHolds(facts).map(({ id }) => id)).toEqual(['InstanceDemand.PeakAbovePool']);
  expect(checkPoolHolds({ ...facts, maxInstances: 4 })).toEqual([]);
});

test.each<[Partial<PoolLoadFacts>, string]>([
  [{ minInstances: 2 }, 'scales from 2 to 12 tasks on a pool without managed scaling, of which 2 m5.xlarge hold 8 at most (4 each by its CPU); turn managed scaling on, or have 3 instances all the time'],
  [{}, 'scales from 2 to 12 tasks on a pool without managed scaling, which stays as large as it is; turn managed scaling on, or have 3 instances all the time'],
])('a service that scales on a pool that does not, %p, is advised against', (facts, text) => {
  expect(checkPoolHolds({ ...FACTS, minTasks: 2, maxTasks: 12, managedScaling: false, ...facts })).toEqual([advise('InstanceDemand.PoolDoesNotScale', '', text)]);
});

test.each<Partial<PoolLoadFacts>>([
  { maxTasks: 12 },
  { maxTasks: 6, minHealthyPercent: 100, maxHealthyPercent: 200 },
  { maxTasks: 12, minHealthyPercent: 0, maxHealthyPercent: 100 },
  { maxTasks: 12, maxHealthyPercent: 200 },
  {},
  { maxTasks: 1000, maxInstances: undefined },
  { maxTasks: 1000, pool: {} },
  { maxTasks: 1000, pool: { instanceTypes: ['m5.xlarge', undefined] } },
  { maxTasks: 1000, pool: { instanceTypes: ['m99.large'] } },
  { maxTasks: 1000, task: {} },
  { maxTasks: 1000, task: { cpu: 99999 } },
  { minTasks: 2, maxTasks: 12, managedScaling: true },
  { minTasks: 2, maxTasks: 12, managedScaling: undefined },
  { minTasks: 12, maxTasks: 12, managedScaling: false },
  { maxTasks: 12, managedScaling: false },
  { minTasks: 2, maxTasks: 12, managedScaling: false, minInstances: 3 },
])('%p gets through', (facts) => {
  expect(checkPoolHolds({ ...FACTS, ...facts })).toEqual([]);
});

test('the instances that are named are enough', () => {
  const upTo = (max: number, min: number = 1) => fc.integer({ min, max });
  fc.assert(fc.property(upTo(500), upTo(50, 0), upTo(4096), (maxTasks, maxInstances, cpu) => {
    const [finding] = checkPoolHolds({ ...FACTS, task: { cpu }, maxTasks, maxInstances });
    if (!finding) return;
    const named = Number(/allow (\d+) instance/.exec(finding.text)![1]);
    expect(named).toBeGreaterThan(maxInstances);
    expect(checkPoolHolds({ ...FACTS, task: { cpu }, maxTasks, maxInstances: named })).toEqual([]);
    expect(checkPoolHolds({ ...FACTS, task: { cpu }, maxTasks, maxInstances: named - 1 })).toHaveLength(1);
  }));
});
