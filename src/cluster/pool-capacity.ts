import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { ManagedInstancesShare, PoolShare, PoolWeight } from './pool-share';
import { CapacitySplit, checkCapacitySplit, ProviderShare } from '../model/capacity/capacity-split';
import { Finding, refuse } from '../model/finding';
import { all } from '../model/range';
import { known } from '../private/known';

const DEFAULT_WEIGHT = 1;

/** What every pool has, whoever runs its instances. */
interface Pool extends ec2.IConnectable, IConstruct {
  readonly cluster: ecs.ICluster;
  readonly _subnets: ec2.ISubnet[];
  readonly capacityProvider: { readonly capacityProviderName: string };
  _facts(): { readonly spot: boolean };
}

/** Pools of instances of one kind by base and weight. */
export class PoolCapacity implements CapacityKind {
  /** @param zonal each of the pools is in an availability zone of its own */
  public static instances(shares: PoolShare[], zonal: boolean = false): PoolCapacity {
    return new PoolCapacity(shares, () => ({ platform: 'ec2', pools: shares.map(({ pool }) => pool._facts()), zonal }));
  }

  public static managedInstances(shares: ManagedInstancesShare[]): PoolCapacity {
    // They run Linux only.
    const pools = () => shares.map(({ pool }) => ({ ...pool._facts(), managedScaling: true, windows: false }));
    return new PoolCapacity(shares, () => ({ platform: 'managed-instances', pools: pools(), zonal: false }));
  }

  private readonly pools: Pool[];
  private readonly shares: (ProviderShare & { readonly weight: number })[];

  private constructor(shares: readonly (PoolWeight & { readonly pool: Pool })[], private readonly kindFacts: () => Omit<CapacityFacts, 'spot'>) {
    this.pools = shares.map(({ pool }) => pool);
    this.shares = shares.map(({ pool, base, weight }) => ({
      provider: pool.capacityProvider.capacityProviderName, base, weight: weight ?? DEFAULT_WEIGHT,
    }));
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
        provider: this.pools[index].node.path, base: known(base ?? 0), weight: known(weight), spot: this.pools[index]._facts().spot,
      }))),
      ...(other ? [refuse('CapacityStrategy.TwoClusters', '',
        `takes pools of one cluster, got some of ${this.cluster?.node.path} and of ${other.cluster.node.path}; run a service on each`)] : []),
      ...this.checkZonal(),
    ];
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
