import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { defaultStrategyOf } from '../cluster/cluster-providers';
import { FARGATE_PROVIDERS } from '../model/capacity/capacity-split';
import { Finding, refuse, under } from '../model/finding';
import { differentPlaces, knownEnvironment } from '../private/environment';
import { guard } from '../private/guard';

/** Refuses what is no cluster: languages without types let a cluster construct of this library through. */
export function checkCluster(cluster: ecs.ICluster): Finding[] {
  if (cluster.clusterName !== undefined) return [];
  return [refuse('Service.Cluster', 'cluster', `is an ECS cluster, got a ${cluster.constructor.name}; pass its \`cluster\``)];
}

/** Refuses a cluster of another account or region, where no service of this stack can be. */
export function checkEnvironment(scope: Construct, path: string, { env }: ecs.ICluster): Finding[] {
  // What is no cluster has no place either, and is refused elsewhere.
  if (env === undefined) return [];
  const places = differentPlaces(knownEnvironment(Stack.of(scope)), knownEnvironment(env));
  return places ? [refuse('Service.OtherEnvironment', path,
    `is in the account and region of the service, ${places[0]}, got one in ${places[1]}; make the service in a stack there`)] : [];
}

/** The capacity that a service was given, which nothing else about it can be checked without. */
export function givenCapacity(scope: Construct, path: string, capacity: CapacityStrategy | undefined): CapacityStrategy {
  guard(scope, capacity === undefined
    ? [refuse('Service.NoCapacity', path, 'names the instances to run on, got none; take CapacityStrategy.pool(), zonal() or managedInstances()')]
    : under(path, capacity._mistaken()));
  return capacity!;
}

/** Refuses Fargate where instances are wanted, and a default strategy that may be anything. */
export function notOnInstances(cluster: ecs.ICluster, capacity: CapacityStrategy): Finding {
  const byDefault = defaultStrategyOf(cluster) ?? [];
  const isFargate = byDefault.length > 0 && byDefault.every(({ capacityProvider }) => FARGATE_PROVIDERS.includes(capacityProvider));
  if (capacity._split() !== undefined || isFargate) {
    return refuse('PooledService.Fargate', 'capacity',
      'must name instances, got Fargate; take CapacityStrategy.pool(), zonal() or managedInstances(), or make a FargateSpotService');
  }
  return refuse('PooledService.UnknownDefault', 'capacity',
    'takes the default strategy of a ZonalEc2Cluster, whose pools are known, got clusterDefault() of another cluster; ' +
    'take CapacityStrategy.pool(), zonal() or managedInstances(), or providers() with the names of its capacity providers');
}

/** The cluster of a service, which nothing else about it can be checked without. */
export function clusterOf(scope: Construct, cluster: ecs.ICluster | undefined): ecs.ICluster {
  guard(scope, cluster === undefined
    ? [refuse('Service.NoCluster', 'cluster', 'must be named with a capacity that names no pools, got none')] : []);
  return cluster!;
}
