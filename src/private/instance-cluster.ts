import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * The cluster as the L2 of a service on instances wants it: it counts Auto Scaling groups only, and refuses a cluster of Managed Instances.
 *
 * @param securityGroups of the instances, where tasks have no interface of their own: the L2 takes those of the cluster for them, which knows
 * of no pool
 */
export function withInstances(cluster: ecs.ICluster, securityGroups: ec2.ISecurityGroup[] = []): ecs.ICluster {
  if (cluster.hasEc2Capacity && securityGroups.length === 0) return cluster;
  const connections = securityGroups.length > 0 ? new ec2.Connections({ securityGroups }) : cluster.connections;
  return Object.create(cluster, { hasEc2Capacity: { value: true }, connections: { value: connections } });
}
