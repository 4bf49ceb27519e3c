import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { groupOf, poolIn } from './pools';
import { PoolScaling } from '../../src/pool/pool-scaling';
import { newStack } from '../cluster/services';
import { theOnly } from '../kit/stacks';

test('a deployment that changes the instances replaces them, the protected ones too, each after a new one has come', () => {
  const stack = newStack();
  poolIn(stack);
  expect(theOnly(stack, 'AWS::AutoScaling::AutoScalingGroup').UpdatePolicy).toEqual({
    AutoScalingInstanceRefresh: { Strategy: 'Rolling', Preferences: { ScaleInProtectedInstances: 'Refresh' } },
    AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
  });
  expect(groupOf(stack)).toMatchObject({ InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 110 } });
  expect(Object.keys(groupOf(stack))).not.toContain('MaxInstanceLifetime');
});

test('the refresh can be left out', () => {
  const stack = newStack();
  poolIn(stack, { updates: { refresh: false } });
  expect(theOnly(stack, 'AWS::AutoScaling::AutoScalingGroup').UpdatePolicy).toEqual({
    AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
  });
});

test.each([[Duration.days(30), 2592000], [Duration.seconds(Lazy.number({ produce: () => 7 })), 7]])('instances live up to %s', (maxInstanceLifetime, seconds) => {
  const stack = newStack();
  poolIn(stack, { updates: { maxInstanceLifetime }, scaling: PoolScaling.managed({ terminationProtection: false }) });
  expect(groupOf(stack)).toMatchObject({ MaxInstanceLifetime: seconds });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('warns about a lifetime that busy instances outlive', () => {
  const stack = newStack();
  poolIn(stack, { updates: { maxInstanceLifetime: Duration.days(30) } });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
    expect.stringContaining('`updates.maxInstanceLifetime` needs instances without protection from scale-in'),
  ]);
});

test('refuses a lifetime that Auto Scaling does not take', () => {
  expect(() => poolIn(newStack(), { updates: { maxInstanceLifetime: Duration.hours(12) } })).toThrow(
    'PoolUpdates.Lifetime: `updates.maxInstanceLifetime` takes whole seconds from 86400 to 31536000, got 43200; the nearest is 86400');
});
