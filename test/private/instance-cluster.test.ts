import * as ecs from 'aws-cdk-lib/aws-ecs';
import { withInstances } from '../../src/private/instance-cluster';
import { importedCluster, newStack } from '../cluster/services';
import { clusterIn, managedIn, poolIn } from '../service/instances';

test('a cluster with Auto Scaling groups is what it is', () => {
  const { cluster } = poolIn(newStack());
  expect(withInstances(cluster) === cluster).toBe(true);
});

test('one without, as with Managed Instances, has instances all the same', () => {
  const stack = newStack();
  for (const cluster of [clusterIn(stack), importedCluster(stack), managedIn(stack).cluster]) {
    const wanted = withInstances(cluster);
    expect(wanted.hasEc2Capacity).toBe(true);
    expect(wanted.connections === cluster.connections).toBe(true);
    expect([stack.resolve(wanted.clusterArn), wanted.node.path]).toEqual([stack.resolve(cluster.clusterArn), cluster.node.path]);
  }
});

test('the groups of the instances are those of the pools, of which the cluster knows none', () => {
  const stack = newStack();
  const { cluster, connections: { securityGroups } } = poolIn(stack);
  const groupsOf = ({ connections }: ecs.ICluster) => connections.securityGroups.map(({ node }) => node.path);
  expect([groupsOf(cluster), groupsOf(withInstances(cluster, securityGroups))]).toEqual([[], ['Stack/Pool/SecurityGroup']]);
});
