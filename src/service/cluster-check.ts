import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Finding, refuse } from '../model/finding';
import { guard } from '../private/guard';

/** Refuses what is no cluster: languages without types let a cluster construct of this library through. */
export function checkCluster(cluster: ecs.ICluster): Finding[] {
  if (cluster.clusterName !== undefined) return [];
  return [refuse('Service.Cluster', 'cluster', `is an ECS cluster, got a ${cluster.constructor.name}; pass its \`cluster\``)];
}

/** The cluster of a service, which nothing else about it can be checked without. */
export function clusterOf(scope: Construct, cluster: ecs.ICluster | undefined): ecs.ICluster {
  guard(scope, cluster === undefined
    ? [refuse('Service.NoCluster', 'cluster', 'must be named with a capacity that names no pools, got none')] : []);
  return cluster!;
}
