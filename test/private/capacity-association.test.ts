import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { associationsOf, isAssociation } from '../../src/private/capacity-association';
import { platformStack } from '../kit/stacks';

test('there is one association, once aspects have run', () => {
  const { stack, cluster } = platformStack();
  expect(associationsOf(cluster)).toEqual([]);
  Template.fromStack(stack);
  const [association, ...others] = associationsOf(cluster);
  expect([isAssociation(association), others]).toEqual([true, []]);
});

test('an imported cluster has none that is known', () => {
  const { stack, vpc } = platformStack();
  expect(associationsOf(ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'production', vpc }))).toEqual([]);
  expect(isAssociation(vpc)).toBe(false);
});
