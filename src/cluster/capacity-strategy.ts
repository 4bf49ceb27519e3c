import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnResource } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { ClusterDefaultCapacity } from './cluster-default-capacity';
import { FargateCapacity } from './fargate-capacity';
import { NamedCapacity } from './named-capacity';
import { PoolCapacity } from './pool-capacity';
import { ManagedInstancesShare, PoolShare } from './pool-share';
import { SpotSplit } from './spot-split';
import { CapacitySplit, ProviderShare } from '../model/capacity/capacity-split';
import { SharedLoadFacts } from '../model/capacity/joint-load';
import { Finding } from '../model/finding';
import { InstancePool } from '../pool/instance-pool';
import { IInstancePools } from '../pool/instance-pools';
import { ManagedInstancesPool } from '../pool/managed-instances-pool';
import { associationsOf } from '../private/capacity-association';
import { guardAtSynth } from '../private/guard';
import { lazyDependency } from '../private/lazy-dependency';

/**
 * Where the tasks of a service run.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-providers.html
 */
export class CapacityStrategy {
  /**
   * Some tasks on on-demand Fargate, the rest on Fargate Spot.
   *
   * A service refuses numbers that ECS does not take with `CapacitySplit.Base`, `CapacitySplit.Weight` and `CapacitySplit.NoWeight`, warns
   * with `CapacitySplit.SpotOnly` when nothing runs on demand, and at synth refuses a cluster that does not offer both providers with
   * `CapacityStrategy.ProviderNotInCluster`.
   *
   * @example
   * CapacityStrategy.fargateSpot({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 });
   */
  public static fargateSpot(split: SpotSplit = {}): CapacityStrategy {
    return new CapacityStrategy(FargateCapacity.withSpot(split));
  }

  /**
   * Every task on on-demand Fargate.
   *
   * The service names the capacity provider `FARGATE` and not the launch type, so that it can change to Spot later without being replaced.
   * At synth it refuses a cluster that does not offer the provider with `CapacityStrategy.ProviderNotInCluster`.
   */
  public static fargate(): CapacityStrategy {
    return new CapacityStrategy(FargateCapacity.onDemand());
  }

  /**
   * What the cluster's default capacity provider strategy says: one place to change where all services run.
   *
   * Tasks on instances are checked where the pools are known: a `PooledService` takes the default of a `ZonalEc2Cluster`, and refuses any
   * other with `PooledService.UnknownDefault`.
   *
   * A service that already runs on a strategy of its own keeps it when it changes to the default: CloudFormation leaves alone what a
   * template no longer mentions. The default of an imported cluster is not known: if it has Fargate Spot in it, set a `stopTimeout` of up
   * to 120 seconds yourself.
   *
   * At synth the service refuses a cluster without a default strategy with `CapacityStrategy.NoClusterDefault`, and one whose default is
   * not on Fargate with `CapacityStrategy.ClusterDefaultNotFargate`; on a `ZonalEc2Cluster`, a default that has become another one with
   * `CapacityStrategy.OtherDefault`.
   */
  public static clusterDefault(): CapacityStrategy {
    return new CapacityStrategy(new ClusterDefaultCapacity());
  }

  /**
   * One pool of EC2 instances.
   *
   * @example
   * CapacityStrategy.pool(pool);
   */
  public static pool(pool: InstancePool): CapacityStrategy {
    return new CapacityStrategy(PoolCapacity.instances([{ pool }]));
  }

  /**
   * Several pools of EC2 instances of one cluster, such as a base on demand and the rest on Spot.
   *
   * A service refuses numbers that ECS does not take like `fargateSpot`, pools of two clusters with `CapacityStrategy.TwoClusters`, and
   * what is no pool of this kind with `CapacityStrategy.NotAPool`.
   *
   * @example
   * CapacityStrategy.pools([{ pool, base: 2 }, { pool: spotPool, weight: 3 }]);
   */
  public static pools(shares: PoolShare[]): CapacityStrategy {
    return new CapacityStrategy(PoolCapacity.instances(shares));
  }

  /**
   * A pool in each availability zone, with as many tasks in one as in the other.
   *
   * ECS hands out tasks by weight as they start, and takes no account of a zone that is full: its tasks wait, they do not overflow.
   * A service refuses a pool that is in several zones with `CapacityStrategy.NotZonal`.
   *
   * @param pools a `ZonalEc2Cluster`, or pools that are each in a zone of their own
   *
   * @example
   * CapacityStrategy.zonal(fleet);
   */
  public static zonal(pools: IInstancePools): CapacityStrategy {
    // Languages without types let something else through, which `_mistaken` names.
    const inZones = pools?.pools ?? [pools];
    return new CapacityStrategy(PoolCapacity.instances(inZones.map((pool) => ({ pool })), true));
  }

  /**
   * One pool of ECS Managed Instances.
   *
   * @example
   * CapacityStrategy.managedInstances(managedPool);
   */
  public static managedInstances(pool: ManagedInstancesPool): CapacityStrategy {
    return new CapacityStrategy(PoolCapacity.managedInstances([{ pool }]));
  }

  /**
   * Several pools of ECS Managed Instances of one cluster: a base on demand and the rest on Spot, in one service.
   *
   * A service refuses numbers that ECS does not take like `fargateSpot`, and pools of two clusters with `CapacityStrategy.TwoClusters`.
   *
   * @example
   * CapacityStrategy.managedInstancesPools([{ pool: managedPool, base: 2 }, { pool: managedSpotPool, weight: 3 }]);
   */
  public static managedInstancesPools(shares: ManagedInstancesShare[]): CapacityStrategy {
    return new CapacityStrategy(PoolCapacity.managedInstances(shares));
  }

  /**
   * Capacity providers by name, where their cluster is imported or made without this library.
   *
   * They are those of Fargate, or of Auto Scaling groups. Of such groups nothing is known: what depends on their instances is not checked.
   * Fargate and instances in one strategy are refused with `CapacitySplit.MixedKinds`.
   *
   * @example
   * CapacityStrategy.providers([{ provider: 'batch-pool', weight: 1 }]);
   */
  public static providers(shares: ProviderShare[]): CapacityStrategy {
    return new CapacityStrategy(new NamedCapacity(shares));
  }

  private constructor(private readonly kind: CapacityKind) {}

  /**
   * The cluster of the pools, where there are any.
   *
   * @internal
   */
  public get _cluster(): ecs.ICluster | undefined {
    return this.kind.cluster;
  }

  /**
   * Subnets of the instances, where they are known.
   *
   * @internal
   */
  public get _instanceSubnets(): ec2.ISubnet[] {
    return this.kind.instanceSubnets;
  }

  /**
   * Security groups of the instances, where they are known.
   *
   * @internal
   */
  public get _instanceGroups(): ec2.ISecurityGroup[] {
    return this.kind.instanceGroups;
  }

  /**
   * What it comes to on a cluster: the default strategy of a `ZonalEc2Cluster` is its pools.
   *
   * @internal
   */
  public _on(cluster: ecs.ICluster): CapacityStrategy {
    return this.kind.on === undefined ? this : new CapacityStrategy(this.kind.on(cluster));
  }

  /**
   * What is no pool at all, to be asked before anything else.
   *
   * @internal
   */
  public _mistaken(): Finding[] {
    return this.kind.mistaken?.() ?? [];
  }

  /** @internal */
  public _place(load: SharedLoadFacts): void {
    this.kind.place?.(load);
  }

  /** @internal */
  public _findings(): Finding[] {
    return this.kind.findings();
  }

  /** @internal */
  public _facts(cluster: ecs.ICluster): CapacityFacts {
    return this.kind.facts(cluster);
  }

  /** @internal */
  public _split(): CapacitySplit | undefined {
    return this.kind.split();
  }

  /** @internal */
  public _providers(): ecs.CapacityProviderStrategy[] | undefined {
    return this.kind.split()?.shares.map(({ provider, base, weight }) => ({ capacityProvider: provider, base, weight }));
  }

  /** @internal */
  public _bind(service: ecs.BaseService, cluster: ecs.ICluster): void {
    const resource = service.node.defaultChild as ecs.CfnService;
    this.kind.adapt?.(resource);
    this._bindTo(resource, service.node.scope ?? service, cluster);
  }

  /**
   * Has what starts tasks wait for the capacity providers, and checks them at synth.
   *
   * @internal
   */
  public _bindTo(resource: CfnResource, owner: IConstruct, cluster: ecs.ICluster): void {
    // ECS refuses a service whose providers are not on the cluster yet, and a cluster that gives them up before the service is gone.
    // By the one resource: a dependency on the whole cluster would have the service wait for everything that is ever put under it.
    resource.node.addDependency(lazyDependency(() => associationsOf(cluster)));
    guardAtSynth(owner, () => this.kind.clusterFindings(cluster));
  }
}
