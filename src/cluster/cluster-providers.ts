import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Aspects, IAspect } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import type { InstancePool } from '../pool/instance-pool';
import { isAssociation } from '../private/capacity-association';

const DEFAULT_STRATEGY = Symbol.for('cdk-ecs-blueprints.defaultStrategy');
const DEFAULT_POOLS = Symbol.for('cdk-ecs-blueprints.defaultPools');

/**
 * Gives a cluster its default capacity provider strategy.
 *
 * `cluster.addDefaultCapacityProviderStrategy` breaks a second synthesis, as tests do with two assertions on one stack: with a default
 * strategy, the L2's aspect makes the association again and fails on its name. Without one it makes the association once, with every
 * provider that was added until then. So the L2 is left to make it, and only the strategy is written on it afterwards. An association
 * of our own beside it would be a second owner of the same cluster setting as soon as somebody calls `addAsgCapacityProvider`.
 */
export function setDefaultStrategy(cluster: ecs.Cluster, strategy: ecs.CapacityProviderStrategy[]): void {
  Object.defineProperty(cluster, DEFAULT_STRATEGY, { value: strategy });
  Aspects.of(cluster).add(new DefaultStrategy(cluster, strategy));
}

/** Gives a cluster a default strategy that hands out tasks evenly over pools. */
export function setDefaultPools(cluster: ecs.Cluster, pools: readonly InstancePool[]): void {
  setDefaultStrategy(cluster, pools.map(({ capacityProvider }) => ({ capacityProvider: capacityProvider.capacityProviderName, weight: 1 })));
  Object.defineProperty(cluster, DEFAULT_POOLS, { value: pools });
}

/** The pools that a cluster's default strategy names, where this library made it and nobody has made another. */
export function defaultPoolsOf(cluster: ecs.ICluster): readonly InstancePool[] {
  const isReplaced = ecs.Cluster.isCluster(cluster) && cluster.defaultCapacityProviderStrategy.length > 0;
  return isReplaced ? [] : (cluster as { [DEFAULT_POOLS]?: readonly InstancePool[] })[DEFAULT_POOLS] ?? [];
}

/** The default strategy of a cluster, `undefined` when it is not known: the cluster is imported, or configured past its L2. */
export function defaultStrategyOf(cluster: ecs.ICluster): ecs.CapacityProviderStrategy[] | undefined {
  if (!ecs.Cluster.isCluster(cluster)) {
    return undefined;
  }
  const added = cluster.defaultCapacityProviderStrategy;
  const strategy = added.length > 0 ? added : (cluster as { [DEFAULT_STRATEGY]?: ecs.CapacityProviderStrategy[] })[DEFAULT_STRATEGY] ?? [];
  return strategy.length === 0 && isConfiguredPastL2(cluster) ? undefined : strategy;
}

/** The L2 writes a launch type whenever no strategy is given, and ECS then ignores the default strategy (aws/aws-cdk#24961). */
export function leaveToCluster(service: ecs.CfnService): void {
  service.addPropertyDeletionOverride('LaunchType');
}

/** Those of the providers that a cluster is known not to offer. */
export function missingFrom(cluster: ecs.ICluster, providers: string[]): string[] {
  if (!ecs.Cluster.isCluster(cluster)) {
    return [];
  }
  const missing = providers.filter((provider) => !cluster.capacityProviderNames.includes(provider));
  return missing.length > 0 && isConfiguredPastL2(cluster) ? [] : missing;
}

/** True when providers may come from the L1 or from an association that someone made by hand. */
function isConfiguredPastL2(cluster: ecs.Cluster): boolean {
  const resource = cluster.node.defaultChild as ecs.CfnCluster;
  return resource.capacityProviders !== undefined
    || resource.defaultCapacityProviderStrategy !== undefined
    || cluster.node.root.node.findAll().some((node) => isAssociation(node) && !ecs.Cluster.isCluster(node.node.scope));
}

/** Visits the association after the L2's aspect has made it: children of a construct are visited after the construct. */
class DefaultStrategy implements IAspect {
  constructor(private readonly cluster: ecs.Cluster, private readonly strategy: ecs.CapacityProviderStrategy[]) {}

  public visit(node: IConstruct): void {
    if (isAssociation(node) && this.cluster.defaultCapacityProviderStrategy.length === 0) {
      node.defaultCapacityProviderStrategy = this.strategy;
    }
  }
}
