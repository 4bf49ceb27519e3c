import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { fleetIn } from './instances';
import { checkCluster, clusterOf } from '../../src/service/cluster-check';
import { importedCluster, newStack, plainCluster } from '../cluster/services';
import { read } from '../traffic/setting';

test('a cluster is a cluster, imported or not', () => {
  const stack = newStack();
  expect([plainCluster(stack), importedCluster(stack)].flatMap(checkCluster)).toEqual([]);
});

test('a construct that has a cluster is none', () => {
  expect(read(checkCluster(fleetIn(newStack()) as unknown as ecs.ICluster))).toEqual([
    'error Service.Cluster: `cluster` is an ECS cluster, got a ZonalEc2Cluster; pass its `cluster`',
  ]);
});

test('without a cluster nothing is made', () => {
  const stack = newStack();
  const scope = new Construct(stack, 'Web');
  expect(() => clusterOf(scope, undefined)).toThrow(expect.objectContaining({
    message: 'Construct at Stack/Web has 1 problem:\n  Service.NoCluster: `cluster` must be named with a capacity that names no pools, got none',
  }));
  expect(stack.node.tryFindChild('Web')).toBeUndefined();
});

test('a cluster is what it was', () => {
  const stack = newStack();
  const cluster = plainCluster(stack);
  expect(clusterOf(new Construct(stack, 'Web'), cluster)).toBe(cluster);
});
