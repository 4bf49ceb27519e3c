import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { groupOf, poolIn, providerOf } from './pools';
import { PoolScaling } from '../../src/pool/pool-scaling';
import { newStack } from '../cluster/services';

test('is managed at 80 percent, drained and protected', () => {
  const stack = newStack();
  poolIn(stack);
  expect(providerOf(stack)).toMatchObject({
    ManagedDraining: 'ENABLED',
    ManagedScaling: { Status: 'ENABLED', TargetCapacity: 80, InstanceWarmupPeriod: 300 },
    ManagedTerminationProtection: 'ENABLED',
  });
  expect(groupOf(stack)).toMatchObject({ NewInstancesProtectedFromScaleIn: true, DefaultInstanceWarmup: 300 });
});

test('takes every option', () => {
  const stack = newStack();
  poolIn(stack, {
    scaling: PoolScaling.managed({
      targetCapacityPercent: 100, minStepSize: 2, maxStepSize: 20, warmUp: Duration.minutes(2), terminationProtection: false,
    }),
  });
  expect(providerOf(stack)).toMatchObject({
    ManagedDraining: 'ENABLED',
    ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100, MinimumScalingStepSize: 2, MaximumScalingStepSize: 20, InstanceWarmupPeriod: 120 },
    ManagedTerminationProtection: 'DISABLED',
  });
  expect(groupOf(stack)).toMatchObject({ NewInstancesProtectedFromScaleIn: false, DefaultInstanceWarmup: 120 });
});

test('off says so, and still drains', () => {
  const stack = newStack();
  poolIn(stack, { scaling: PoolScaling.off(), instances: { min: 0, max: 0 } });
  expect(providerOf(stack)).toEqual({
    AutoScalingGroupArn: { Ref: expect.any(String) },
    ManagedDraining: 'ENABLED',
    ManagedScaling: { Status: 'DISABLED' },
    ManagedTerminationProtection: 'DISABLED',
  });
  expect(groupOf(stack)).toMatchObject({ NewInstancesProtectedFromScaleIn: false });
});

test('refuses what ECS does not take', () => {
  const scaling = PoolScaling.managed({ targetCapacityPercent: 101, minStepSize: 5, maxStepSize: 4, warmUp: Duration.seconds(10001) });
  expect(() => poolIn(newStack(), { scaling })).toThrow([
    'InstancePool at Stack/Pool has 3 problems:',
    '  ManagedScaling.TargetCapacity: `scaling.targetCapacityPercent` takes whole percent from 1 to 100, got 101; the nearest is 100',
    '  ManagedScaling.MinAboveMax: `scaling.minStepSize` must be at most the largest step of 4, got 5; swap them or raise the latter',
    '  ManagedScaling.WarmUp: `scaling.warmUp` takes whole seconds from 0 to 10000, got 10001; the nearest is 10000',
  ].join('\n'));
});

test('warns about a short warm-up', () => {
  const stack = newStack();
  poolIn(stack, { scaling: PoolScaling.managed({ warmUp: Duration.seconds(59) }) });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
    expect.stringContaining('`scaling.warmUp` should be at least 60 seconds, got 59'),
  ]);
});

test('lets tokens through', () => {
  const stack = newStack();
  const token = Lazy.number({ produce: () => 70 });
  const warmUp = Duration.seconds(token);
  poolIn(stack, { scaling: PoolScaling.managed({ targetCapacityPercent: token, minStepSize: token, maxStepSize: token, warmUp }) });
  expect(providerOf(stack).ManagedScaling).toEqual({
    Status: 'ENABLED', TargetCapacity: 70, MinimumScalingStepSize: 70, MaximumScalingStepSize: 70, InstanceWarmupPeriod: 70,
  });
});
