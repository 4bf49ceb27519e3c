import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { ManagedInstancesShare, PoolShare, PoolWeight } from './pool-share';
import { CapacitySplit, checkCapacitySplit, ProviderShare } from '../model/capacity/capacity-split';
import { SharedLoadFacts } from '../model/capacity/joint-load';
import { Finding, refuse } from '../model/finding';
import { all } from '../model/range';
import { nameOfGiven, PoolKind, poolKindOf } from '../pool/pool-kind';
import { PoolTenants, SharedPool } from '../pool/pool-tenants';
import { known } from '../private/known';

const DEFAULT_WEIGHT = 1;
const FACTORIES: Record<PoolKind, string> = {
  InstancePool: 'pool() or pools()',
  ManagedInstancesPool: 'managedInstances() or managedInstancesPools()',
  ZonalEc2Cluster: 'zonal()',
};

/** What every pool has, whoever runs its instances. */
interface Pool extends ec2.IConnectable, IConstruct {
  readonly cluster: ecs.ICluster;
  readonly _subnets: ec2.ISubnet[];
  readonly capacityProvider: { readonly capacityProviderName: string };
  _facts(): { readonly spot?: boolean; readonly spotOnly?: boolean };
}

/** Pools of instances of one kind by base and weight. */
export class PoolCapacity implements CapacityKind {
  /** @param zonal each of the pools is in an availability zone of its own */
  public static instances(shares: PoolShare[], zonal: boolean = false): PoolCapacity {
    const place = (load: SharedLoadFacts) => PoolTenants.add(load, shares.map(({ pool }): SharedPool => pool));
    return new PoolCapacity('InstancePool', shares, () => ({ platform: 'ec2', pools: shares.map(({ pool }) => pool._facts()), zonal }), place);
  }

  public static managedInstances(shares: ManagedInstancesShare[]): PoolCapacity {
    // They run Linux only.
    const pools = () => shares.map(({ pool }) => ({ ...pool._facts(), managedScaling: true, windows: false }));
    // They start as many instances as tasks need: there is no maximum that services could be above.
    return new PoolCapacity('ManagedInstancesPool', shares, () => ({ platform: 'managed-instances', pools: pools(), zonal: false }));
  }

  private readonly pools: Pool[];

  private constructor(
    private readonly kind: PoolKind,
    private readonly weights: readonly (PoolWeight & { readonly pool: Pool })[],
    private readonly kindFacts: () => Omit<CapacityFacts, 'spot'>,
    public readonly place?: (load: SharedLoadFacts) => void,
  ) {
    this.pools = weights.map(({ pool }) => pool);
  }

  public mistaken(): Finding[] {
    const others = this.pools.filter((pool) => poolKindOf(pool) !== this.kind);
    return others.slice(0, 1).map((other) => {
      const meant = poolKindOf(other);
      return refuse('CapacityStrategy.NotAPool', '',
        `takes pools of the kind ${this.kind} here, got ${nameOfGiven(other)}${meant ? `; take CapacityStrategy.${FACTORIES[meant]}` : ''}`);
    });
  }

  public get cluster(): ecs.ICluster | undefined {
    return this.pools[0]?.cluster;
  }

  public get instanceGroups(): ec2.ISecurityGroup[] {
    return [...new Set(this.pools.flatMap(({ connections }) => connections.securityGroups))];
  }

  public get instanceSubnets(): ec2.ISubnet[] {
    return [...new Set(this.pools.flatMap(({ _subnets: subnets }) => subnets))];
  }

  public findings(): Finding[] {
    const other = this.pools.find(({ cluster }) => cluster !== this.cluster);
    return [
      // Generated names are tokens, and told apart by their pools.
      ...checkCapacitySplit(this.shares.map(({ base, weight }, index) => ({
        provider: this.pools[index].node.path, base: known(base ?? 0), weight: known(weight), spot: this.pools[index]._facts().spotOnly ?? false,
      }))),
      ...(other ? [refuse('CapacityStrategy.TwoClusters', '',
        `takes pools of one cluster, got some of ${this.cluster?.node.path} and of ${other.cluster.node.path}; run a service on each`)] : []),
      ...this.checkZonal(),
    ];
  }

  private get shares(): (ProviderShare & { readonly weight: number })[] {
    return this.weights.map(({ pool, base, weight }) => ({
      provider: pool.capacityProvider.capacityProviderName, base, weight: weight ?? DEFAULT_WEIGHT,
    }));
  }

  private checkZonal(): Finding[] {
    const { pools, zonal } = this.kindFacts();
    const wide = pools.findIndex(({ zones }) => zonal && zones !== undefined && new Set(zones).size > 1);
    return wide < 0 ? [] : [refuse('CapacityStrategy.NotZonal', '',
      `takes pools that are each in one availability zone, got ${this.pools[wide].node.path} in ${all(pools[wide].zones!)}; use CapacityStrategy.pools() or a ZonalEc2Cluster`)];
  }

  public facts(): CapacityFacts {
    const isUsed = ({ base, weight }: ProviderShare) => weight !== 0 || (base ?? 0) !== 0;
    return { ...this.kindFacts(), spot: this.pools.some((pool, index) => isUsed(this.shares[index]) && pool._facts().spot) };
  }

  public split(): CapacitySplit {
    return CapacitySplit.of(this.shares);
  }

  public clusterFindings(cluster: ecs.ICluster): Finding[] {
    return cluster === this.cluster ? [] : [refuse('CapacityStrategy.ProviderNotInCluster', 'cluster',
      `must be the cluster of the pools, ${this.cluster?.node.path}, got ${cluster.node.path}; leave it out`)];
  }
}
