import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { poolIn, providerOf, typesOf, userDataOf } from './pools';
import { PoolImage } from '../../src/pool/pool-image';
import { resourceOf } from '../../src/pool/pool-provider';
import { newStack, plainCluster } from '../cluster/services';
import { resourcesOf, theOnly } from '../kit/stacks';

test.each<[string, PoolImage]>([
  ['Amazon Linux', PoolImage.amazonLinux2023()], ['Bottlerocket', PoolImage.bottlerocket()], ['Windows', PoolImage.windows()],
])('the cluster adds no bootstrap, permission or drain hook of its own on %s', (_name, machineImage) => {
  const stack = newStack();
  poolIn(stack, { machineImage, instanceTypes: typesOf('m7i.large') });
  const role = theOnly(stack, 'AWS::IAM::Role').Properties;
  expect(role.ManagedPolicyArns).toBeUndefined();
  expect(role.Policies[0].PolicyDocument.Statement).toHaveLength(3);
  expect(userDataOf(stack).match(/PlatformCluster/g)).toHaveLength(1);
  const types = new Set(Object.values<any>(resourcesOf(stack)).map(({ Type }) => Type));
  for (const type of ['AWS::Lambda::Function', 'AWS::SNS::Topic', 'AWS::AutoScaling::LifecycleHook', 'AWS::AutoScaling::LaunchConfiguration', 'AWS::IAM::Policy']) {
    expect(types).not.toContain(type);
  }
});

test('the cluster offers the provider, and knows that it has instances', () => {
  const stack = newStack();
  const cluster = plainCluster(stack);
  const pool = poolIn(stack, { cluster });
  expect(cluster.hasEc2Capacity).toBe(true);
  expect(cluster.capacityProviderNames).toEqual([pool.capacityProvider.capacityProviderName]);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', {
    CapacityProviders: [stack.resolve(pool.capacityProvider.capacityProviderName)],
  });
  expect(pool.capacityProvider).toBeInstanceOf(ecs.AsgCapacityProvider);
  expect(pool.capacityProvider.autoScalingGroup).toBe(pool.autoScalingGroup);
});

test('the resource of a provider is found', () => {
  const stack = newStack();
  expect(resourceOf(poolIn(stack).capacityProvider)).toBeInstanceOf(ecs.CfnCapacityProvider);
  expect(providerOf(stack)).toBeDefined();
});

test('takes a name', () => {
  const stack = newStack();
  poolIn(stack, { capacityProviderName: 'fleet' });
  expect(theOnly(stack, 'AWS::ECS::CapacityProvider').Properties.Name).toBe('fleet');
});
