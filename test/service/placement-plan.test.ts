import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { CapacityFacts } from '../../src/cluster/capacity-kind';
import { Rollout } from '../../src/deployment/rollout';
import { constraintFacts, strategyFacts } from '../../src/private/placement-facts';
import { PlacementPlan } from '../../src/service/placement-plan';
import { TaskPlacement } from '../../src/service/task-placement';
import { read } from '../traffic/setting';

const ON_POOL: CapacityFacts = { platform: 'ec2', spot: false, pools: [{ managedScaling: true, spot: false, targetCapacityPercent: 80 }], zonal: false };
const { ENABLED, DISABLED } = ecs.AvailabilityZoneRebalancing;
const { packedByCpu, packedByMemory, randomly, spreadAcross, spreadAcrossInstances } = ecs.PlacementStrategy;
const overZones = spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE);

interface Chosen {
  readonly placement?: TaskPlacement;
  readonly rollout?: Rollout;
  readonly daemon?: boolean;
  readonly capacity?: Partial<CapacityFacts>;
  readonly cpu?: number;
}

function planOf({ capacity, cpu = 256, rollout = Rollout.rolling(), ...choices }: Chosen): PlacementPlan {
  return new PlacementPlan({ rollout, ...choices }, { ...ON_POOL, ...capacity }, { cpu });
}

const said = (chosen: Chosen) => read(planOf(chosen).findings());
const written = (chosen: Chosen) => planOf(chosen).written?.flatMap((strategy) => strategy.toJson());

describe('strategies', () => {
  test.each<[string, Chosen, unknown]>([
    ['pack by CPU', {}, [{ type: 'binpack', field: 'CPU' }]],
    ['pack by memory what reserves no CPU', { cpu: 0 }, [{ type: 'binpack', field: 'MEMORY' }]],
    ['are those that are given', { placement: { strategies: [packedByMemory(), overZones] } }, [
      { type: 'binpack', field: 'MEMORY' }, { type: 'spread', field: 'attribute:ecs.availability-zone' },
    ]],
    ['are none where none is asked for', { placement: { strategies: [] } }, []],
    ['are ours next to constraints', { placement: { constraints: [ecs.PlacementConstraint.distinctInstances()] } }, [{ type: 'binpack', field: 'CPU' }]],
    ['are none for a daemon', { daemon: true }, []],
    ['are not written for Managed Instances', { capacity: { platform: 'managed-instances' } }, undefined],
    ['are written for Managed Instances where they are given', { capacity: { platform: 'managed-instances' }, placement: { strategies: [packedByCpu()] } },
      [{ type: 'binpack', field: 'CPU' }]],
  ])('%s', (_name, chosen, strategies) => {
    expect(written(chosen)).toEqual(strategies);
  });
});

describe('rebalancing', () => {
  const asked = Rollout.rolling({ availabilityZoneRebalancing: ENABLED });

  test.each<[string, Chosen, ecs.AvailabilityZoneRebalancing | undefined]>([
    ['is off for packed tasks', {}, DISABLED],
    ['is on where ECS spreads over zones', { placement: { strategies: [] } }, ENABLED],
    ['is on with a spread over zones first', { placement: { strategies: [overZones, packedByCpu()] } }, ENABLED],
    ['is off with a spread over instances', { placement: { strategies: [spreadAcrossInstances()] } }, DISABLED],
    ['is off for tasks of one zone', { placement: { strategies: [], constraints: [ecs.PlacementConstraint.memberOf('attribute:ecs.availability-zone == us-east-1a')] } }, DISABLED],
    ['is on for Fargate', { capacity: { platform: 'fargate', pools: [] } }, ENABLED],
    ['is on for Managed Instances', { capacity: { platform: 'managed-instances', pools: [] } }, ENABLED],
    ['is off without room for one more task', { placement: { strategies: [] }, rollout: Rollout.rolling({ minHealthyPercent: 50, maxHealthyPercent: 100 }) }, DISABLED],
    ['is what its user asks for', { placement: { strategies: [] }, rollout: Rollout.rolling({ availabilityZoneRebalancing: DISABLED }) }, DISABLED],
    ['is no matter of a daemon', { daemon: true }, undefined],
  ])('%s', (_name, chosen, rebalancing) => {
    expect(planOf(chosen).rebalancing).toBe(rebalancing);
    expect(said({ ...chosen, capacity: { ...chosen.capacity, pools: [] } })).toEqual([]);
  });

  test('is refused for packed tasks, at the prop that asks for it', () => {
    expect(said({ rollout: asked })).toEqual([
      'error PlacementOrder.Rebalancing: `rollout.availabilityZoneRebalancing` needs a spread over attribute:ecs.availability-zone as the first placement strategy,' +
      ' or none at all, got binpack by CPU; turn rebalancing off, and use one pool for each availability zone to stay spread over zones',
    ]);
    expect(said({ rollout: asked, placement: { strategies: [overZones] }, capacity: { pools: [] } })).toEqual([]);
  });
});

describe('the order', () => {
  test.each<[string, Chosen, string]>([
    ['a spread first', { placement: { strategies: [spreadAcrossInstances(), packedByCpu()] } }, 'got spread by instanceId at 80'],
    ['ECS’s own spread', { placement: { strategies: [] } }, 'got spread by attribute:ecs.availability-zone at 80'],
    ['the lowest target of several pools', {
      placement: { strategies: [overZones] },
      capacity: {
        pools: [
          { managedScaling: true, spot: false, targetCapacityPercent: 100 }, { managedScaling: true, spot: false, targetCapacityPercent: 90 },
        ],
      },
    }, 'at 90'],
  ])('is advised against: %s', (_name, chosen, got) => {
    expect(said(chosen)).toEqual([expect.stringMatching(/^warning PlacementOrder\.SpreadFirst: `placement\.strategies` should put binpack before spread while the target capacity is below 100, /)]);
    expect(said(chosen)[0]).toContain(got);
  });

  test.each<[string, Chosen]>([
    ['of a pool without spare instances', { placement: { strategies: [overZones] }, capacity: { pools: [{ managedScaling: true, spot: false, targetCapacityPercent: 100 }] } }],
    ['over zones, in pools of one zone each', { placement: { strategies: [overZones, packedByCpu()] }, capacity: { zonal: true } }],
    ['of pools that are not scaled', { placement: { strategies: [overZones] }, capacity: { pools: [{ managedScaling: false, spot: false }] } }],
    ['of pools that are not known', { placement: { strategies: [overZones] }, capacity: { pools: [] } }],
    ['at random', { placement: { strategies: [randomly()] } }],
  ])('is left alone: a spread %s', (_name, chosen) => {
    expect(said(chosen)).toEqual([]);
  });
});

test('placement is for instances', () => {
  expect(said({ placement: { strategies: [packedByCpu()] }, capacity: { platform: 'fargate', pools: [] } })).toEqual([
    'error PlacementOrder.Fargate: `placement.strategies` must be left out on Fargate, which has no instances to choose from; leave them out',
  ]);
});

test('a daemon has no strategies', () => {
  expect(said({ daemon: true, placement: { strategies: [packedByCpu()] } })).toEqual([
    'error PlacementOrder.Daemon: `placement.strategies` do not apply to a daemon, which runs once on every instance; leave them out',
  ]);
});

test('what is a token is not known', () => {
  const token = new CfnParameter(new Stack(), 'Field').valueAsString;
  expect(strategyFacts([spreadAcross(token), randomly(), packedByCpu()])).toEqual([
    { kind: 'spread', field: undefined }, { kind: 'random', field: undefined }, { kind: 'binpack', field: 'CPU' },
  ]);
  expect(constraintFacts([ecs.PlacementConstraint.memberOf(token), ecs.PlacementConstraint.distinctInstances()])).toEqual([
    { kind: 'memberOf', expression: undefined }, { kind: 'distinctInstance', expression: undefined },
  ]);
  const placement = { strategies: [spreadAcross(token)], constraints: [ecs.PlacementConstraint.memberOf(token)] };
  expect(said({ placement, rollout: Rollout.rolling({ availabilityZoneRebalancing: ENABLED }), capacity: { pools: [] } })).toEqual([]);
});
