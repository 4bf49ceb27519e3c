import { checkPlacement, defaultRebalancing, PlacementFacts, PlacementStrategyFacts } from '../../../src/model/capacity/placement-order';
import { advise, refuse } from '../../../src/model/finding';

const PACK: PlacementStrategyFacts = { kind: 'binpack', field: 'cpu' };
const ZONES: PlacementStrategyFacts = { kind: 'spread', field: 'attribute:ecs.availability-zone' };
const INSTANCES: PlacementStrategyFacts = { kind: 'spread', field: 'instanceId' };
const RANDOM: PlacementStrategyFacts = { kind: 'random' };
const UNKNOWN: PlacementStrategyFacts = {};

test.each<[PlacementFacts, string, string, string]>([
  [{ platform: 'fargate', strategies: [PACK] }, 'PlacementOrder.Fargate', 'strategies', 'must be left out on Fargate, which has no instances to choose from; leave them out'],
  [{ platform: 'fargate', strategies: [], constraints: [{ kind: 'distinctInstance' }] }, 'PlacementOrder.Fargate', 'constraints',
    'must be left out on Fargate, which has no instances to choose from; leave them out'],
  [{ daemon: true, strategies: [PACK] }, 'PlacementOrder.Daemon', 'strategies', 'do not apply to a daemon, which runs once on every instance; leave them out'],
  [{ strategies: [PACK, ZONES, INSTANCES, RANDOM, PACK, PACK] }, 'PlacementOrder.TooMany', 'strategies', 'must be at most 5, got 6'],
  [{ constraints: Array.from({ length: 11 }, () => ({ kind: 'memberOf' as const })) }, 'PlacementOrder.TooMany', 'constraints', 'must be at most 10, got 11'],
  [{ strategies: [PACK, { kind: 'random', field: 'cpu' }] }, 'PlacementOrder.Field', 'strategies[1]', 'takes no field with random, got cpu; leave it out'],
  [{ strategies: [{ kind: 'binpack', field: 'gpu' }] }, 'PlacementOrder.Field', 'strategies[0]', 'must pack by cpu or memory, got gpu'],
  [{ strategies: [{ kind: 'spread', field: 'ecs.availability-zone' }] }, 'PlacementOrder.Field', 'strategies[0]',
    'must spread over instanceId, host or an attribute such as attribute:ecs.availability-zone, got ecs.availability-zone'],
  [{ constraints: [{ kind: 'distinctInstance', expression: 'a == b' }] }, 'PlacementOrder.Expression', 'constraints[0]',
    'takes no expression with distinctInstance, got a == b; leave it out or use memberOf'],
  [{ constraints: [{ kind: 'memberOf', expression: ' ' }] }, 'PlacementOrder.Expression', 'constraints[0]', 'needs an expression with memberOf, got none'],
  [{ constraints: [{ kind: 'memberOf', expression: 'x'.repeat(2001) }] }, 'PlacementOrder.Expression', 'constraints[0]',
    'must have an expression of at most 2000 characters, got 2001'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkPlacement(facts)).toEqual([refuse(id, path, text)]);
});

test('strategies on Managed Instances are advised against, and constraints there are not', () => {
  expect(checkPlacement({ platform: 'managed-instances', strategies: [ZONES] })).toEqual([advise('PlacementOrder.ManagedInstances', 'strategies',
    'may have no effect on Managed Instances, which spread tasks over zones and pack them by themselves; leave them out')]);
  expect(checkPlacement({ platform: 'managed-instances', constraints: [{ kind: 'memberOf', expression: 'a == b' }] })).toEqual([]);
});

describe('below 100 percent target capacity', () => {
  const text = (first: string, target: number) => `should put binpack before spread while the target capacity is below 100, got ${first} at ${target}, which starts instances until each task has its own; put binpack first`;
  const onePool = ', and use one pool for each availability zone to stay spread over zones';
  const byZone = 'spread by attribute:ecs.availability-zone';

  test.each<[string, PlacementFacts, string]>([
    ['the zones first, as one document has it', { strategies: [ZONES, PACK], targetCapacityPercent: 80 }, text(byZone, 80) + onePool],
    ['the instances alone', { strategies: [INSTANCES], targetCapacityPercent: 99 }, text('spread by instanceId', 99) + onePool],
    ['a spread after a random choice', { strategies: [RANDOM, INSTANCES], targetCapacityPercent: 80 }, text('spread by instanceId', 80) + onePool],
    ['what ECS does without strategies', { strategies: [], targetCapacityPercent: 80 }, text(byZone, 80) + onePool],
    ['the instances first in zonal pools', { strategies: [ZONES, INSTANCES, PACK], targetCapacityPercent: 80, zonal: true }, text('spread by instanceId', 80)],
  ])('%s is advised against', (_name, facts, expected) => {
    expect(checkPlacement(facts)).toEqual([advise('PlacementOrder.SpreadFirst', 'strategies', expected)]);
  });

  test.each<[string, PlacementFacts]>([
    ['binpack first', { strategies: [PACK, ZONES], targetCapacityPercent: 80 }],
    ['binpack alone', { strategies: [PACK], targetCapacityPercent: 80 }],
    ['a random choice', { strategies: [RANDOM], targetCapacityPercent: 80 }],
    ['a spread over zones where each pool has one', { strategies: [ZONES, PACK], targetCapacityPercent: 80, zonal: true }],
    ['nothing at all where each pool has one zone', { strategies: [], targetCapacityPercent: 80, zonal: true }],
    ['a full target', { strategies: [ZONES, PACK], targetCapacityPercent: 100 }],
    ['a target that is not known', { strategies: [ZONES, PACK] }],
    ['strategies that are not known', { targetCapacityPercent: 80 }],
    ['a first strategy that is not known', { strategies: [UNKNOWN, ZONES], targetCapacityPercent: 80 }],
    ['a daemon', { strategies: [], daemon: true, targetCapacityPercent: 80 }],
  ])('%s gets through', (_name, facts) => {
    expect(checkPlacement(facts)).toEqual([]);
  });
});

describe('rebalancing over zones', () => {
  const remedy = '; turn rebalancing off, and use one pool for each availability zone to stay spread over zones';

  test.each<[PlacementFacts, string]>([
    [{ strategies: [PACK] }, 'needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got binpack by cpu'],
    [{ strategies: [INSTANCES, ZONES] }, 'needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got spread by instanceId'],
    [{ strategies: [RANDOM] }, 'needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got random'],
    [{ strategies: [], daemon: true }, 'needs a replica service, got a daemon'],
    [{ strategies: [ZONES], constraints: [{ kind: 'memberOf', expression: 'attribute:ecs.availability-zone == eu-west-1a' }] },
      'needs tasks that may run in any availability zone, got a constraint on ecs.availability-zone'],
  ])('is refused for %p, and off by default', (facts, text) => {
    expect(checkPlacement({ ...facts, rebalancing: true })).toEqual([refuse('PlacementOrder.Rebalancing', 'rebalancing', text + remedy)]);
    expect(checkPlacement({ ...facts, rebalancing: false })).toEqual([]);
    expect(defaultRebalancing(facts)).toBe('DISABLED');
  });

  test.each<PlacementFacts>([
    { strategies: [] },
    { strategies: [ZONES, PACK] },
    { strategies: [ZONES], constraints: [{ kind: 'memberOf', expression: 'attribute:pool == a' }, { kind: 'distinctInstance' }, {}] },
    { strategies: [], maxHealthyPercent: 101 },
    { platform: 'fargate' },
  ])('is allowed for %p, and on by default', (facts) => {
    expect(checkPlacement({ ...facts, rebalancing: true })).toEqual([]);
    expect(defaultRebalancing(facts)).toBe('ENABLED');
  });

  test('is not known without strategies', () => {
    expect(defaultRebalancing({})).toBeUndefined();
    expect(checkPlacement({ rebalancing: true })).toEqual([]);
  });

  test.each<PlacementStrategyFacts>([UNKNOWN, { kind: 'spread' }])('is off by default but not refused after %p, which is not known', (first) => {
    expect(defaultRebalancing({ strategies: [first] })).toBe('DISABLED');
    expect(checkPlacement({ strategies: [first], rebalancing: true })).toEqual([]);
  });

  test('is off where an update may not start a task before it stops one', () => {
    expect(defaultRebalancing({ strategies: [], maxHealthyPercent: 100 })).toBe('DISABLED');
    expect(defaultRebalancing({ platform: 'fargate', maxHealthyPercent: 100 })).toBe('DISABLED');
  });
});

test.each<PlacementFacts>([
  {},
  { platform: 'fargate', strategies: [], constraints: [] },
  { platform: 'ec2', strategies: [{ kind: 'binpack', field: 'MEMORY' }, { kind: 'spread', field: 'host' }, ZONES, RANDOM, UNKNOWN] },
  { constraints: [{ kind: 'distinctInstance' }, { kind: 'memberOf', expression: 'x'.repeat(2000) }, { expression: 'a == b' }, { kind: 'memberOf' }] },
])('%p gets through', (facts) => {
  expect(checkPlacement(facts)).toEqual([]);
});
