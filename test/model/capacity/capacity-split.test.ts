import * as fc from 'fast-check';
import { CapacitySplit, checkCapacitySplit, ProviderShare } from '../../../src/model/capacity/capacity-split';
import { advise, refuse } from '../../../src/model/finding';

const tasks = (count: number, shares: ProviderShare[]) => CapacitySplit.of(shares).tasksFor(count).map((share) => share.tasks);
const ids = (shares: Parameters<typeof checkCapacitySplit>[0]) => checkCapacitySplit(shares).map(({ id }) => id);

describe('tasks', () => {
  const zones = ['a', 'b', 'c'].map((provider) => ({ provider, weight: 1 }));

  test.each([
    ['V1', 8, [{ provider: 'FARGATE', base: 2, weight: 1 }, { provider: 'FARGATE_SPOT', weight: 2 }], [4, 4]],
    ['V2', 4, [{ provider: 'FARGATE', weight: 1 }, { provider: 'FARGATE_SPOT', weight: 2 }], [1, 3]],
    ['V3', 5, [{ provider: 'FARGATE_SPOT', weight: 70 }, { provider: 'FARGATE', base: 2, weight: 30 }], [2, 3]],
    ['V4', 12, zones, [4, 4, 4]],
    ['V5, thirteen', 13, zones, [5, 4, 4]],
    ['V5, one', 1, [{ provider: 'FARGATE', base: 2, weight: 1 }, { provider: 'FARGATE_SPOT', weight: 2 }], [1, 0]],
    ['V5, two', 2, [{ provider: 'FARGATE', base: 2, weight: 1 }, { provider: 'FARGATE_SPOT', weight: 2 }], [2, 0]],
    ['V6', 3, [{ provider: 'FARGATE', base: 1, weight: 0 }, { provider: 'FARGATE_SPOT', weight: 1 }], [1, 2]],
    ['ties in the order listed', 14, zones, [5, 5, 4]],
    ['none', 0, zones, [0, 0, 0]],
    ['base of the second', 5, [{ provider: 'a', weight: 1 }, { provider: 'b', base: 3, weight: 1 }], [1, 4]],
    ['no weight', 5, [{ provider: 'a', base: 2 }, { provider: 'b' }], [2, 0]],
    ['the largest numbers', 100000, [{ provider: 'a', weight: 1000 }, { provider: 'b', weight: 999 }], [50025, 49975]],
  ])('%s: %p tasks', (_name, count, shares, expected) => {
    expect(tasks(count, shares)).toEqual(expected);
  });

  test('V7: three sides add up', () => {
    const counts = tasks(12, [{ provider: 'a', weight: 6 }, { provider: 'b', weight: 2 }, { provider: 'c', weight: 4 }]);
    expect(counts).toEqual([6, 2, 4]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(12);
  });

  test('are listed by provider', () => {
    expect(CapacitySplit.of([{ provider: 'FARGATE', base: 1, weight: 1 }, { provider: 'FARGATE_SPOT', weight: 1 }]).tasksFor(2))
      .toEqual([{ provider: 'FARGATE', tasks: 2 }, { provider: 'FARGATE_SPOT', tasks: 0 }]);
  });

  test.each([-3, NaN, Infinity, -1.8881545897087626e289])('a count of %p gives nobody any', (count) => {
    expect(tasks(count, zones)).toEqual([0, 0, 0]);
  });

  test('a token as base or weight counts as 0', () => {
    const token = -1.8881545897087626e289;
    expect(tasks(4, [{ provider: 'a', base: token, weight: 1 }, { provider: 'b', weight: token }])).toEqual([4, 0]);
  });

  const split = fc.array(fc.record({ weight: fc.nat(1000) }), { minLength: 1, maxLength: 20 })
    .filter((shares) => shares.some(({ weight }) => weight > 0))
    .chain((shares) => fc.record({
      count: fc.nat(5000),
      base: fc.nat(5000),
      owner: fc.nat(shares.length - 1),
      shares: fc.constant(shares),
    }))
    .map(({ count, base, owner, shares }) => ({
      count, base, owner, shares: shares.map(({ weight }, index) => ({ provider: `p${index}`, weight, base: index === owner ? base : 0 })),
    }));

  test('add up to the count', () => {
    fc.assert(fc.property(split, ({ count, shares }) => {
      expect(tasks(count, shares).reduce((sum, part) => sum + part)).toBe(count);
    }));
  });

  test('fill the base first, and give nothing beyond it to a weight of 0', () => {
    fc.assert(fc.property(split, ({ count, base, owner, shares }) => {
      const parts = tasks(count, shares);
      expect(parts[owner]).toBeGreaterThanOrEqual(Math.min(base, count));
      shares.forEach(({ weight }, index) => {
        if (weight === 0) expect(parts[index]).toBe(index === owner ? Math.min(base, count) : 0);
      });
    }));
  });

  test('beyond the base are within one task of the exact proportion', () => {
    fc.assert(fc.property(split, ({ count, base, owner, shares }) => {
      const rest = count - Math.min(base, count);
      const total = shares.reduce((sum, { weight }) => sum + weight, 0);
      tasks(count, shares).forEach((part, index) => {
        const extra = index === owner ? part - Math.min(base, count) : part;
        expect(Math.abs(extra - rest * shares[index].weight / total)).toBeLessThan(1);
      });
    }));
  });
});

describe('check', () => {
  test.each([
    ['Fargate and Spot', [{ provider: 'FARGATE', base: 1, weight: 1 }, { provider: 'FARGATE_SPOT', base: 0, weight: 1 }]],
    ['zones', [{ provider: 'zone-a', base: 0, weight: 1 }, { provider: 'zone-b', base: 0, weight: 1 }]],
    ['the ends of the ranges', [{ provider: 'FARGATE', base: 100000, weight: 1000 }, { provider: 'FARGATE_SPOT', base: 0, weight: 0 }]],
    ['nothing known', [{}, {}]],
    ['a base that is not known', [{ provider: 'FARGATE', weight: 0 }, { provider: 'FARGATE_SPOT', base: 0, weight: 1 }]],
    ['a name that is not known', [{ weight: 1 }, { provider: 'FARGATE_SPOT', weight: 1 }]],
    ['a weight that is not known', [{ provider: 'FARGATE', base: 1 }, { provider: 'FARGATE_SPOT', base: 0, weight: 0 }]],
  ])('%s gets through', (_name, shares) => {
    expect(checkCapacitySplit(shares)).toEqual([]);
  });

  test('providers of both kinds', () => {
    expect(checkCapacitySplit([{ provider: 'FARGATE', base: 1, weight: 1 }, { provider: 'my-fleet', weight: 1 }])).toEqual([
      refuse('CapacitySplit.MixedKinds', '',
        'takes Fargate providers or instance providers, not both, got FARGATE and my-fleet; run two services, one on each kind'),
    ]);
  });

  test('two bases', () => {
    expect(checkCapacitySplit([{ provider: 'FARGATE', base: 1, weight: 1 }, { provider: 'FARGATE_SPOT', base: 2, weight: 1, baseName: 'spotBase' }])).toEqual([
      refuse('CapacitySplit.TwoBases', '', 'takes a base above 0 on one provider only, got shares[0].base 1 and spotBase 2; set the others to 0'),
    ]);
  });

  test('weights that are all 0, by the names their user gave them', () => {
    expect(checkCapacitySplit([
      { provider: 'FARGATE', base: 1, weight: 0, weightName: 'onDemandWeight' },
      { provider: 'FARGATE_SPOT', base: 0, weight: 0, weightName: 'spotWeight' },
    ])).toEqual([
      refuse('CapacitySplit.NoWeight', '', 'needs a weight above 0 on at least one provider, got onDemandWeight 0 and spotWeight 0'),
    ]);
  });

  test('no provider', () => {
    expect(checkCapacitySplit([])).toEqual([refuse('CapacitySplit.NoProvider', '', 'needs at least one capacity provider, got none')]);
  });

  test('more providers than a strategy takes', () => {
    const providers = Array.from({ length: 21 }, (_, index) => ({ provider: `p${index}`, weight: 1 }));
    expect(checkCapacitySplit(providers)).toEqual([
      refuse('CapacitySplit.TooManyProviders', '', 'takes at most 20 capacity providers, got 21'),
    ]);
    expect(checkCapacitySplit(providers.slice(1))).toEqual([]);
  });

  test('a provider that is listed twice is reported once', () => {
    const share = { provider: 'FARGATE', weight: 1 };
    expect(checkCapacitySplit([share, share, share])).toEqual([
      refuse('CapacitySplit.SameProvider', '', 'takes each capacity provider once, got FARGATE more than once; add up its weights'),
    ]);
  });

  test.each([
    [{ base: -1, weight: 1 }, refuse('CapacitySplit.Base', 'shares[0].base', 'takes whole tasks from 0 to 100000, got -1; the nearest is 0')],
    [{ base: 100001, weight: 1 }, refuse('CapacitySplit.Base', 'shares[0].base', 'takes whole tasks from 0 to 100000, got 100001; the nearest is 100000')],
    [{ weight: 1001 }, refuse('CapacitySplit.Weight', 'shares[0].weight', 'takes whole numbers from 0 to 1000, got 1001; the nearest is 1000')],
    [{ weight: 0.5 }, refuse('CapacitySplit.Weight', 'shares[0].weight', 'takes whole numbers from 0 to 1000, got 0.5; the nearest is 1')],
  ])('%p is out of range', (share, finding) => {
    expect(checkCapacitySplit([{ provider: 'FARGATE', ...share }])).toEqual([finding]);
  });

  const spotOnly = advise('CapacitySplit.SpotOnly', '',
    'runs on FARGATE_SPOT only, and ECS does not fall back to on-demand capacity when Spot runs short; give FARGATE a base of 1 or more');

  test.each([
    ['alone', [{ provider: 'FARGATE_SPOT', base: 0, weight: 1 }]],
    ['with nothing else known', [{ provider: 'FARGATE_SPOT' }]],
    ['beside on-demand without base and weight', [{ provider: 'FARGATE', base: 0, weight: 0 }, { provider: 'FARGATE_SPOT', base: 0, weight: 1 }]],
  ])('Spot %s is advised against', (_name, shares) => {
    expect(checkCapacitySplit(shares)).toEqual([spotOnly]);
  });

  test('an on-demand weight without base is a user\'s choice', () => {
    expect(ids([{ provider: 'FARGATE', base: 0, weight: 1 }, { provider: 'FARGATE_SPOT', base: 0, weight: 1 }])).toEqual([]);
  });
});
