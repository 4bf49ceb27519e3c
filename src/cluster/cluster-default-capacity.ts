import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { defaultPoolsOf, defaultStrategyOf, leaveToCluster } from './cluster-providers';
import { DefaultPoolCapacity } from './default-pool-capacity';
import { CapacitySplit, FARGATE_PROVIDERS } from '../model/capacity/capacity-split';
import { Finding, refuse } from '../model/finding';
import { all } from '../model/range';

/** Whatever the cluster's default capacity provider strategy says when a task starts. */
export class ClusterDefaultCapacity implements CapacityKind {
  public readonly instanceGroups = [];
  public readonly instanceSubnets = [];

  public on(cluster: ecs.ICluster): CapacityKind {
    const pools = defaultPoolsOf(cluster);
    return pools.length > 0 ? new DefaultPoolCapacity(pools) : this;
  }

  public findings(): Finding[] {
    return [];
  }

  /** An unknown default counts as without Spot: what is refused on Spot stays possible, and the user may still set `stopTimeout`. */
  public facts(cluster: ecs.ICluster): CapacityFacts {
    const spot = defaultStrategyOf(cluster)?.some(({ capacityProvider }) => capacityProvider === 'FARGATE_SPOT') ?? false;
    return { platform: 'fargate', spot, pools: [], zonal: false };
  }

  public split(): CapacitySplit | undefined {
    return undefined;
  }

  public adapt(service: ecs.CfnService): void {
    leaveToCluster(service);
  }

  public clusterFindings(cluster: ecs.ICluster): Finding[] {
    const strategy = defaultStrategyOf(cluster);
    if (strategy === undefined) {
      return [];
    }
    if (strategy.length === 0) {
      return [refuse('CapacityStrategy.NoClusterDefault', 'cluster',
        'needs a default capacity provider strategy for this service, got none;' +
        ' make it a FargateSpotCluster, or choose CapacityStrategy.fargateSpot() for the service')];
    }
    const others = strategy.map(({ capacityProvider }) => capacityProvider).filter((provider) => !FARGATE_PROVIDERS.includes(provider));
    return others.length === 0 ? [] : [refuse('CapacityStrategy.ClusterDefaultNotFargate', 'cluster',
      `needs a default capacity provider strategy of ${all(FARGATE_PROVIDERS)} for this service, got other providers;` +
      ' choose CapacityStrategy.fargateSpot() for the service, or make a PooledService for tasks on instances')];
  }
}
