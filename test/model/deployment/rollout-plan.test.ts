import * as fc from 'fast-check';
import { RolloutPlanOptions } from '../../../src/model/deployment/rolling-plan';
import { checkRollout, checkRolloutOver, RolloutPlan } from '../../../src/model/deployment/rollout-plan';
import { Finding, refuse } from '../../../src/model/finding';

const plan = (desiredCount: number, minHealthyPercent: number, maxHealthyPercent: number, instances?: number) =>
  RolloutPlan.of({ desiredCount, minHealthyPercent, maxHealthyPercent, instances });

describe('plan', () => {
  test.each([
    ['V14', 4, 100, 200, 4, 8, [4], 8],
    ['V15', 4, 50, 100, 2, 4, [2, 2], 4],
    ['V16', 4, 100, 150, 4, 6, [2, 2], 6],
    ['V17', 4, 50, 200, 2, 8, [4], 8],
    ['V18', 3, 100, 200, 3, 6, [3], 6],
    ['V19, four', 4, 0, 100, 0, 4, [4], 4],
    ['V19, one', 1, 0, 100, 0, 1, [1], 1],
    ['V21, one 0/100', 1, 0, 100, 0, 1, [1], 1],
    ['V21, one 100/200', 1, 100, 200, 1, 2, [1], 2],
    ['V21, two 50/100', 2, 50, 100, 1, 2, [1, 1], 2],
    ['V21, four 100/125', 4, 100, 125, 4, 5, [1, 1, 1, 1], 5],
    ['nothing to run', 0, 100, 200, 0, 0, [], 0],
    ['a tenth that is not exact in binary', 10, 70, 110, 7, 11, [1, 4, 4, 1], 11],
  ])('%s: %p tasks with %p/%p', (_name, desired, min, max, floor, ceiling, batches, peakTasks) => {
    expect(plan(desired, min, max)).toMatchObject({ floor, ceiling, batches, peakTasks, stalls: false });
  });

  test.each([
    ['V20, two 75/100', 2, 75, 100, 2, 2],
    ['V20, three 100/125', 3, 100, 125, 3, 3],
    ['V20, one 50/100', 1, 50, 100, 1, 1],
    ['any count with 100/100', 7, 100, 100, 7, 7],
  ])('%s stalls', (_name, desired, min, max, floor, ceiling) => {
    expect(plan(desired, min, max)).toMatchObject({ floor, ceiling, batches: [], peakTasks: desired, stalls: true });
  });

  test('100 and 200 percent are the defaults', () => {
    expect(RolloutPlan.of({ desiredCount: 100 })).toMatchObject({ floor: 100, ceiling: 200 });
  });

  test.each([
    ['as many instances as tasks', 3, 100, 200, 3, [], true, 3],
    ['as many instances as tasks, one may stop', 3, 66, 200, 3, [1, 1, 1], false, 3],
    ['one instance more', 3, 100, 200, 4, [1, 1, 1], false, 4],
    ['twice as many', 3, 100, 200, 6, [3], false, 6],
    ['one instance less', 3, 50, 200, 2, [], true, 2],
    ['room that the percentage does not use', 4, 100, 150, 100, [2, 2], false, 6],
  ])('one copy an instance: %s', (_name, desired, min, max, instances, batches, stalls, peakTasks) => {
    expect(plan(desired, min, max, instances)).toMatchObject({ batches, stalls, peakTasks });
  });

  test.each([NaN, Infinity, -4, -1.8881545897087626e289])('a count of %p is planned as nothing to run', (desiredCount) => {
    expect(RolloutPlan.of({ desiredCount })).toMatchObject({ floor: 0, ceiling: 0, batches: [], stalls: false });
  });

  test.each([NaN, -1.8881545897087626e289])('a percentage of %p ends the planning', (maxHealthyPercent) => {
    expect(RolloutPlan.of({ desiredCount: 4, maxHealthyPercent })).toMatchObject({ batches: [], stalls: true });
  });
});

const options: fc.Arbitrary<Required<Pick<RolloutPlanOptions, 'desiredCount' | 'minHealthyPercent' | 'maxHealthyPercent'>> & { instances?: number }> = fc.record({
  desiredCount: fc.nat(150),
  minHealthyPercent: fc.nat(100),
  maxHealthyPercent: fc.integer({ min: 100, max: 200 }),
  instances: fc.option(fc.nat(200), { nil: undefined }),
});

describe('every plan', () => {
  test('stalls exactly when neither a start nor a stop is possible, or the instances are too few', () => {
    fc.assert(fc.property(options, (given) => {
      const { floor, ceiling, stalls } = RolloutPlan.of(given);
      const { desiredCount: desired, instances = Infinity } = given;
      const room = Math.min(ceiling, instances);
      expect(stalls).toBe(desired > 0 && (room < desired || (room <= desired && floor >= desired)));
    }), { numRuns: 2000 });
  });

  test('replaces all tasks between floor and ceiling, unless it says that it stalls', () => {
    fc.assert(fc.property(options, (given) => {
      const { floor, ceiling, batches, peakTasks, stalls } = RolloutPlan.of(given);
      const { desiredCount: desired, instances = Infinity } = given;
      const room = Math.min(ceiling, instances);
      fc.pre(desired <= instances);

      let old = desired;
      let fresh = 0;
      let most = desired;
      for (const batch of batches) {
        old -= Math.max(0, old + fresh + batch - room);
        expect(old).toBeGreaterThanOrEqual(0);
        expect(old + fresh).toBeGreaterThanOrEqual(floor);
        fresh += batch;
        expect(batch).toBeGreaterThan(0);
        expect(old + fresh).toBeLessThanOrEqual(room);
        most = Math.max(most, old + fresh);
        old = Math.min(old, Math.max(0, floor - fresh));
      }
      expect(fresh === desired).toBe(!stalls);
      if (!stalls) expect(old).toBe(0);
      expect(peakTasks).toBe(most);
    }), { numRuns: 2000 });
  });

  test('rounds the floor up and the ceiling down, exactly', () => {
    fc.assert(fc.property(fc.nat(100000), fc.nat(100), fc.integer({ min: 100, max: 1000 }), (desired, min, max) => {
      const { floor, ceiling } = plan(desired, min, max);
      expect(floor * 100 - desired * min).toBeGreaterThanOrEqual(0);
      expect(floor * 100 - desired * min).toBeLessThan(100);
      expect(desired * max - ceiling * 100).toBeGreaterThanOrEqual(0);
      expect(desired * max - ceiling * 100).toBeLessThan(100);
    }));
  });
});

describe('check', () => {
  test.each([
    [{ desiredCount: 2, minHealthyPercent: 75, maxHealthyPercent: 100 },
      'can neither start nor stop any of 2 tasks: at least 2 must keep running, and at most 2 may; set minHealthyPercent to at most 50 or maxHealthyPercent to at least 150'],
    [{ desiredCount: 3, minHealthyPercent: 100, maxHealthyPercent: 125 },
      'can neither start nor stop any of 3 tasks: at least 3 must keep running, and at most 3 may; set minHealthyPercent to at most 66 or maxHealthyPercent to at least 134'],
    [{ desiredCount: 1, minHealthyPercent: 50, maxHealthyPercent: 100 },
      'can neither start nor stop any of 1 task: at least 1 must keep running, and at most 1 may; set minHealthyPercent to at most 0 or maxHealthyPercent to at least 200'],
    [{ minHealthyPercent: 100, maxHealthyPercent: 100 },
      'may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100; lower the first or raise the second'],
    [{ desiredCount: 3, minHealthyPercent: 100, maxHealthyPercent: 200, instances: 3 },
      'can neither start nor stop any of 3 tasks: 3 must keep running, and each of 3 instances takes one; set minHealthyPercent to at most 66, or have at least 4 instances'],
    [{ desiredCount: 3, minHealthyPercent: 90, maxHealthyPercent: 110, instances: 3 },
      'can neither start nor stop any of 3 tasks: 3 must keep running, and each of 3 instances takes one; set minHealthyPercent to at most 66, or have at least 4 instances and set maxHealthyPercent to at least 134'],
    [{ desiredCount: 4, minHealthyPercent: 50, maxHealthyPercent: 200, instances: 3 },
      'needs an instance for each of 4 tasks, since their host port is fixed, got 3; have at least 4 instances'],
  ])('%p stalls', (facts, text) => {
    expect(checkRollout(facts)).toEqual([refuse('RolloutPlan.Stalls', '', text)]);
  });

  test.each([
    [{ desiredCount: 0, minHealthyPercent: 75, maxHealthyPercent: 100 }],
    [{ desiredCount: 0, minHealthyPercent: 100, maxHealthyPercent: 100 }],
    [{ desiredCount: 4, minHealthyPercent: 100, maxHealthyPercent: 200 }],
    [{ desiredCount: 1, minHealthyPercent: 0, maxHealthyPercent: 100 }],
    [{ minHealthyPercent: 75, maxHealthyPercent: 100 }],
    [{ desiredCount: 2, maxHealthyPercent: 100 }],
    [{ desiredCount: 2, minHealthyPercent: 100 }],
    [{}],
  ])('%p gets through', (facts) => {
    expect(checkRollout(facts)).toEqual([]);
  });

  test.each([
    [{ minHealthyPercent: -1 }, refuse('RolloutPlan.MinHealthyPercent', 'minHealthyPercent', 'takes whole numbers from 0 to 100, got -1; the nearest is 0')],
    [{ minHealthyPercent: 33.3 }, refuse('RolloutPlan.MinHealthyPercent', 'minHealthyPercent', 'takes whole numbers from 0 to 100, got 33.3; the nearest is 33')],
    [{ maxHealthyPercent: 99 }, refuse('RolloutPlan.MaxHealthyPercent', 'maxHealthyPercent', 'takes whole numbers from 100 up, got 99; the nearest is 100')],
  ])('%p is out of range', (facts, finding) => {
    expect(checkRollout({ desiredCount: 2, ...facts })).toEqual([finding]);
  });

  test('rebalancing needs room above 100 percent', () => {
    const facts = { minHealthyPercent: 0, rebalancing: true };
    expect(checkRollout({ ...facts, maxHealthyPercent: 100 })).toEqual([refuse('RolloutPlan.Rebalancing', 'maxHealthyPercent',
      'must be above 100 with availability zone rebalancing, which starts a task before it stops one, got 100; raise it or turn rebalancing off')]);
    expect(checkRollout({ ...facts, maxHealthyPercent: 101 })).toEqual([]);
    expect(checkRollout(facts)).toEqual([]);
    expect(checkRollout({ ...facts, maxHealthyPercent: 100, rebalancing: false })).toEqual([]);
  });

  test.each([
    ['its least count stalls', 1, 10, { minHealthyPercent: 50, maxHealthyPercent: 150 }, 'any of 1 task:'],
    ['only 0 and 1 are below it', 2, 10, { minHealthyPercent: 50, maxHealthyPercent: 150 }, undefined],
    ['0 is never deployed to, 1 is', 0, 10, { minHealthyPercent: 50, maxHealthyPercent: 150 }, 'any of 1 task:'],
    ['nothing may stop or start', 0, 1, { minHealthyPercent: 100, maxHealthyPercent: 100 }, 'may neither start nor stop'],
    ['there are never any tasks', 0, 0, { minHealthyPercent: 100, maxHealthyPercent: 100 }, undefined],
    ['no count is known', undefined, undefined, { minHealthyPercent: 100, maxHealthyPercent: 100 }, 'may neither start nor stop'],
    ['the instances are reached on the way', 1, 10, { minHealthyPercent: 100, maxHealthyPercent: 200, instances: 5 }, 'any of 5 tasks:'],
    ['the instances are too few on the way', 1, 10, { minHealthyPercent: 50, maxHealthyPercent: 200, instances: 5 }, 'each of 6 tasks,'],
    ['the instances are never reached', 1, 4, { minHealthyPercent: 100, maxHealthyPercent: 200, instances: 5 }, undefined],
    ['the most is not known', 1, undefined, { minHealthyPercent: 50, maxHealthyPercent: 100 }, 'any of 1 task:'],
    ['the least is not known', undefined, 10, { minHealthyPercent: 50, maxHealthyPercent: 100 }, undefined],
  ])('a range of counts: %s', (_name, min, max, facts, named) => {
    const findings: Finding[] = checkRolloutOver(min, max, facts);
    expect(findings.map(({ id }) => id)).toEqual(named === undefined ? [] : ['RolloutPlan.Stalls']);
    if (named !== undefined) expect(findings[0].text).toContain(named);
  });

  test('a range of counts: the smallest one that stalls is found without trying all', () => {
    const bounds = fc.tuple(fc.nat(120), fc.nat(120)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    fc.assert(fc.property(options, bounds, (given, [min, max]) => {
      fc.pre(given.minHealthyPercent < 100 || given.maxHealthyPercent > 100);
      const counts = Array.from({ length: max - min + 1 }, (_, index) => min + index);
      const smallest = counts.find((desiredCount) => RolloutPlan.of({ ...given, desiredCount }).stalls);
      const [finding] = checkRolloutOver(min, max, given);
      expect(finding === undefined ? undefined : Number(/of (\d+) tasks?[:,]/.exec(finding.text)![1])).toBe(smallest);
    }), { numRuns: 2000 });
  });

  test('what it says to set does end the stall', () => {
    fc.assert(fc.property(options, (given) => {
      const [finding] = checkRollout(given);
      fc.pre(finding !== undefined && finding.text.startsWith('can neither'));
      const lower = /minHealthyPercent to at most (\d+)/.exec(finding.text);
      expect(RolloutPlan.of({ ...given, minHealthyPercent: Number(lower![1]) }).stalls).toBe(false);
      const raise = /maxHealthyPercent to at least (\d+)/.exec(finding.text);
      const more = /have at least (\d+) instances/.exec(finding.text);
      expect(RolloutPlan.of({
        ...given,
        maxHealthyPercent: raise ? Number(raise[1]) : given.maxHealthyPercent,
        instances: more ? Number(more[1]) : given.instances,
      }).stalls).toBe(false);
    }), { numRuns: 2000 });
  });
});
