import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { importedCluster, newStack, plainCluster, platformIn } from './services';
import { defaultStrategyOf, missingFrom, setDefaultStrategy } from '../../src/cluster/cluster-providers';

const FARGATE = [{ capacityProvider: 'FARGATE', weight: 1 }];
const SPOT = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];

function ways(cluster: ecs.Cluster): Record<string, () => void> {
  const resource = cluster.node.defaultChild as ecs.CfnCluster;
  return {
    'providers on the L1': () => { resource.capacityProviders = ['FARGATE']; },
    'a default on the L1': () => { resource.defaultCapacityProviderStrategy = FARGATE; },
    'an association made by hand': () => {
      new ecs.CfnClusterCapacityProviderAssociations(Stack.of(cluster), 'Own', {
        cluster: cluster.clusterName, capacityProviders: ['FARGATE'], defaultCapacityProviderStrategy: FARGATE,
      });
    },
  };
}

describe('the default strategy of a cluster', () => {
  test('is what was set, on the one association', () => {
    const cluster = plainCluster(newStack(), { enableFargateCapacityProviders: true });
    setDefaultStrategy(cluster, SPOT);
    expect(defaultStrategyOf(cluster)).toEqual(SPOT);
    const template = Template.fromStack(cluster.stack);
    template.resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 1);
    template.hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', {
      DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
    });
  });

  test('is what was added to the L2, which wins', () => {
    const cluster = platformIn(newStack());
    cluster.addDefaultCapacityProviderStrategy(FARGATE);
    expect(defaultStrategyOf(cluster)).toEqual(FARGATE);
  });

  test('is known to be empty', () => {
    expect(defaultStrategyOf(plainCluster(newStack()))).toEqual([]);
  });

  test('is unknown when the cluster is imported', () => {
    expect(defaultStrategyOf(importedCluster(newStack()))).toBeUndefined();
  });

  test.each(Object.keys(ways(plainCluster(newStack()))))('is unknown with %s', (way) => {
    const cluster = plainCluster(newStack());
    ways(cluster)[way]();
    expect(defaultStrategyOf(cluster)).toBeUndefined();
  });
});

describe('providers that a cluster does not offer', () => {
  test('are known of an L2', () => {
    expect(missingFrom(plainCluster(newStack()), ['FARGATE', 'FARGATE_SPOT'])).toEqual(['FARGATE', 'FARGATE_SPOT']);
    expect(missingFrom(platformIn(newStack()), ['FARGATE', 'FARGATE_SPOT', 'own'])).toEqual(['own']);
  });

  test('are not known of an imported cluster', () => {
    expect(missingFrom(importedCluster(newStack()), ['FARGATE'])).toEqual([]);
  });

  test.each(Object.keys(ways(plainCluster(newStack()))))('are not known with %s', (way) => {
    const cluster = plainCluster(newStack());
    ways(cluster)[way]();
    expect(missingFrom(cluster, ['FARGATE_SPOT'])).toEqual([]);
  });
});

test('the association of another cluster says nothing about this one', () => {
  const stack = newStack();
  platformIn(stack);
  const cluster = plainCluster(stack);
  Template.fromStack(stack);
  expect(missingFrom(cluster, ['FARGATE'])).toEqual(['FARGATE']);
});
