import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { importedVpc, newStack, plainCluster } from './services';
import { PoolCapacity } from '../../src/cluster/pool-capacity';
import { ZonalEc2Cluster } from '../../src/cluster/zonal-ec2-cluster';
import { InstancePool, InstancePoolProps } from '../../src/pool/instance-pool';
import { ManagedInstanceTypes } from '../../src/pool/managed-instance-types';
import { ManagedInstancesPool } from '../../src/pool/managed-instances-pool';
import { ManagedPurchase } from '../../src/pool/managed-purchase';
import { PurchaseOption } from '../../src/pool/purchase-option';
import { read } from '../traffic/setting';

const instanceTypes = [new ec2.InstanceType('m7i.xlarge'), new ec2.InstanceType('m6i.xlarge')];
const clusterIn = (stack: Stack): ecs.Cluster => stack.node.tryFindChild('Cluster') as ecs.Cluster ?? plainCluster(stack);
const poolIn = (stack: Stack, id: string, props: Partial<InstancePoolProps> = {}) => (
  new InstancePool(stack, id, { cluster: clusterIn(stack), instanceTypes, ...props }));
const spot = { purchase: PurchaseOption.spot() };

describe('pools of instances', () => {
  test('have the weight 1 unless told otherwise, and the order in which they are given', () => {
    const stack = newStack();
    const [first, second, third] = ['A', 'B', 'C'].map((id) => poolIn(stack, id));
    const capacity = PoolCapacity.instances([{ pool: first, base: 2 }, { pool: second, weight: 3 }, { pool: third, weight: 0 }]);
    expect(capacity.split().shares.map(({ base, weight }) => [base, weight])).toEqual([[2, 1], [undefined, 3], [undefined, 0]]);
    const names = [first, second, third].map(({ capacityProvider }) => capacityProvider.capacityProviderName);
    expect(capacity.split().shares.map(({ provider }) => provider)).toEqual(names);
    expect(capacity.split().tasksFor(6).map(({ tasks }) => tasks)).toEqual([3, 3, 0]);
    expect(capacity.findings()).toEqual([]);
  });

  test('bring their cluster, and what is known of each', () => {
    const stack = newStack();
    const pool = poolIn(stack, 'A');
    const capacity = PoolCapacity.instances([{ pool }]);
    expect(capacity.cluster).toBe(pool.cluster);
    expect(capacity.facts()).toEqual({ platform: 'ec2', pools: [pool._facts()], zonal: false, spot: false });
  });

  test('are asked for what is known of them when it is asked for: a daemon may come later', () => {
    const pool = poolIn(newStack(), 'A');
    const capacity = PoolCapacity.instances([{ pool }]);
    pool._addDaemon({ cpu: 128 });
    expect(capacity.facts().pools[0].daemons).toEqual([{ cpu: 128 }]);
  });

  test('open their security groups, each once', () => {
    const stack = newStack();
    const shared = [new ec2.SecurityGroup(stack, 'Shared', { vpc: importedVpc(stack) })];
    const pools = [poolIn(stack, 'A', { securityGroups: shared }), poolIn(stack, 'B', { securityGroups: shared }), poolIn(stack, 'C')];
    expect(PoolCapacity.instances(pools.map((pool) => ({ pool }))).instanceGroups.map(({ node }) => node.path)).toEqual(['Stack/Shared', 'Stack/C/SecurityGroup']);
  });

  test.each<[string, number | undefined, number | undefined, boolean]>([
    ['a weight', undefined, undefined, true], ['a base alone', 2, 0, true], ['nothing', 0, 0, false],
  ])('run on Spot where a Spot pool has %s', (_name, base, weight, isSpot) => {
    const stack = newStack();
    const capacity = PoolCapacity.instances([{ pool: poolIn(stack, 'A') }, { pool: poolIn(stack, 'B', spot), base, weight }]);
    expect(capacity.facts().spot).toBe(isSpot);
  });

  test('of one cluster are fine at synth, on their own cluster', () => {
    const stack = newStack();
    const capacity = PoolCapacity.instances([{ pool: poolIn(stack, 'A') }]);
    expect(capacity.clusterFindings(clusterIn(stack))).toEqual([]);
    const other = new ecs.Cluster(stack, 'Other', { vpc: importedVpc(stack) });
    expect(read(capacity.clusterFindings(other))).toEqual([
      'error CapacityStrategy.ProviderNotInCluster: `cluster` must be the cluster of the pools, Stack/Cluster, got Stack/Other; leave it out',
    ]);
  });

  test.each<[string, (stack: Stack) => PoolCapacity, string]>([
    ['none', () => PoolCapacity.instances([]), 'error CapacitySplit.NoProvider: `` needs at least one capacity provider, got none'],
    ['two bases', (stack) => PoolCapacity.instances([{ pool: poolIn(stack, 'A'), base: 1 }, { pool: poolIn(stack, 'B'), base: 2 }]),
      'error CapacitySplit.TwoBases: `` takes a base above 0 on one provider only, got shares[0].base 1 and shares[1].base 2; set the others to 0'],
    ['no weight', (stack) => PoolCapacity.instances([{ pool: poolIn(stack, 'A'), base: 1, weight: 0 }]),
      'error CapacitySplit.NoWeight: `` needs a weight above 0 on at least one provider, got shares[0].weight 0'],
    ['a weight out of range', (stack) => PoolCapacity.instances([{ pool: poolIn(stack, 'A'), weight: 1001 }]),
      'error CapacitySplit.Weight: `shares[0].weight` takes whole numbers from 0 to 1000, got 1001; the nearest is 1000'],
    ['the same pool twice', (stack) => {
      const pool = poolIn(stack, 'A');
      return PoolCapacity.instances([{ pool }, { pool }]);
    }, 'error CapacitySplit.SameProvider: `` takes each capacity provider once, got Stack/A more than once; add up its weights'],
    ['pools of two clusters', (stack) => {
      const other = new ecs.Cluster(stack, 'Other', { vpc: importedVpc(stack) });
      return PoolCapacity.instances([{ pool: poolIn(stack, 'A') }, { pool: poolIn(stack, 'B', { cluster: other }) }]);
    }, 'error CapacityStrategy.TwoClusters: `` takes pools of one cluster, got some of Stack/Cluster and of Stack/Other; run a service on each'],
    ['Spot alone', (stack) => PoolCapacity.instances([{ pool: poolIn(stack, 'A'), weight: 0 }, { pool: poolIn(stack, 'B', spot) }]),
      'warning CapacitySplit.SpotOnly: `` runs on Spot instances only, and ECS does not fall back to on-demand capacity when Spot runs short; give a pool on demand a base of 1 or more'],
    ['one pool over zones as zonal', (stack) => PoolCapacity.instances([{ pool: poolIn(stack, 'A') }], true),
      'error CapacityStrategy.NotZonal: `` takes pools that are each in one availability zone, got Stack/A in us-east-1a and us-east-1b; use CapacityStrategy.pools() or a ZonalEc2Cluster'],
  ])('are told of: %s', (_name, capacity, message) => {
    expect(read(capacity(newStack()).findings())).toEqual([message]);
  });

  test.each<[string, PurchaseOption, string[]]>([
    ['partly', PurchaseOption.mixed(), []],
    ['partly, by a percentage', PurchaseOption.mixed({ onDemandBase: 0, onDemandPercent: 25 }), []],
    ['wholly, in other words', PurchaseOption.mixed({ onDemandBase: 0 }), ['CapacitySplit.SpotOnly']],
  ])('are warned of as Spot alone where they are that %s', (_name, purchase, ids) => {
    const capacity = PoolCapacity.instances([{ pool: poolIn(newStack(), 'A', { purchase }) }]);
    expect(capacity.facts().spot).toBe(true);
    expect(capacity.findings().map(({ id }) => id)).toEqual(ids);
  });

  test('tell what is no pool of their kind', () => {
    const stack = newStack();
    const pool = poolIn(stack, 'A');
    const managed = new ManagedInstancesPool(stack, 'Managed', { cluster: clusterIn(stack) });
    const fleet = new ZonalEc2Cluster(stack, 'Fleet', { vpc: importedVpc(stack), instanceTypes });
    const onInstances = (given: unknown) => read(PoolCapacity.instances([{ pool }, { pool: given as InstancePool }]).mistaken());
    const onManaged = (given: unknown) => read(PoolCapacity.managedInstances([{ pool: given as ManagedInstancesPool }]).mistaken());
    const start = 'error CapacityStrategy.NotAPool: `` takes pools of the kind';
    expect([pool, managed, fleet, undefined].map(onInstances)).toEqual([
      [],
      [`${start} InstancePool here, got ManagedInstancesPool; take CapacityStrategy.managedInstances() or managedInstancesPools()`],
      [`${start} InstancePool here, got ZonalEc2Cluster; take CapacityStrategy.zonal()`],
      [`${start} InstancePool here, got none`],
    ]);
    expect([managed, pool].map(onManaged)).toEqual([[], [`${start} ManagedInstancesPool here, got InstancePool; take CapacityStrategy.pool() or pools()`]]);
  });

  test('take numbers that only the deployment knows', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    expect(PoolCapacity.instances([{ pool: poolIn(stack, 'A'), base: token, weight: token }, { pool: poolIn(stack, 'B') }]).findings()).toEqual([]);
  });
});

describe('zonal pools', () => {
  test('are as many as the cluster has zones', () => {
    const fleet = new ZonalEc2Cluster(newStack(), 'Fleet', { vpc: importedVpc(newStack()), instanceTypes });
    const capacity = PoolCapacity.instances(fleet.pools.map((pool) => ({ pool })), true);
    expect(capacity.facts()).toMatchObject({ zonal: true, pools: [{ zones: ['us-east-1a'] }, { zones: ['us-east-1b'] }] });
    expect(capacity.findings()).toEqual([]);
  });

  test('of a Region that is not known are taken for what they are said to be', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'AnyVpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
    const pool = poolIn(stack, 'A', { cluster: new ecs.Cluster(stack, 'Any', { vpc }) });
    expect(PoolCapacity.instances([{ pool }], true).findings()).toEqual([]);
  });
});

describe('Managed Instances', () => {
  const managed = (stack: Stack, id: string, props: object = {}) => new ManagedInstancesPool(stack, id, { cluster: clusterIn(stack), ...props });

  test('run Linux, scale by themselves, and are of the types that are named', () => {
    const stack = newStack();
    const capacity = PoolCapacity.managedInstances([{ pool: managed(stack, 'A', { instanceTypes: ManagedInstanceTypes.named(['m7g.large']) }) }, { pool: managed(stack, 'B') }]);
    expect(capacity.facts()).toEqual({
      platform: 'managed-instances',
      zonal: false,
      spot: false,
      pools: [
        { instanceTypes: ['m7g.large'], trunking: true, spot: false, spotOnly: false, daemons: [], managedScaling: true, windows: false },
        { instanceTypes: undefined, trunking: true, spot: false, spotOnly: false, daemons: [], managedScaling: true, windows: false },
      ],
    });
  });

  test('may be on Spot', () => {
    const stack = newStack();
    const capacity = PoolCapacity.managedInstances([{ pool: managed(stack, 'A'), base: 1 }, { pool: managed(stack, 'B', { purchase: ManagedPurchase.spot() }) }]);
    expect([capacity.facts().spot, capacity.findings()]).toEqual([true, []]);
  });
});
