import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn, Stack } from 'aws-cdk-lib/core';
import { insightsOf } from '../../src/watch/container-insights';

function clusterWith(props: ecs.ClusterProps = {}): ecs.Cluster {
  const stack = new Stack();
  return new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...props });
}

test.each(Object.values(ecs.ContainerInsights))('a cluster says %s', (containerInsightsV2) => {
  expect(insightsOf(clusterWith({ containerInsightsV2 }))).toBe(containerInsightsV2);
});

test('a cluster that says nothing leaves it to the account', () => {
  expect(insightsOf(clusterWith())).toBeUndefined();
});

test('what only the deployment knows is not known', () => {
  const cluster = clusterWith();
  (cluster.node.defaultChild as ecs.CfnCluster).clusterSettings = [{ name: 'containerInsights', value: Fn.importValue('Insights') }];
  expect(insightsOf(cluster)).toBeUndefined();
});

test('an imported cluster says nothing', () => {
  const stack = new Stack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  expect(insightsOf(ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc }))).toBeUndefined();
});
