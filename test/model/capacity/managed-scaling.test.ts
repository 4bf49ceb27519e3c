import { checkManagedScaling, checkProviderName, ManagedScalingFacts } from '../../../src/model/capacity/managed-scaling';
import { advise, refuse } from '../../../src/model/finding';

test.each<[ManagedScalingFacts, string, string, string]>([
  [{ targetCapacityPercent: 0 }, 'ManagedScaling.TargetCapacity', 'targetCapacityPercent', 'takes whole percent from 1 to 100, got 0; the nearest is 1'],
  [{ targetCapacityPercent: 101 }, 'ManagedScaling.TargetCapacity', 'targetCapacityPercent', 'takes whole percent from 1 to 100, got 101; the nearest is 100'],
  [{ minStepSize: 0 }, 'ManagedScaling.StepSize', 'minStepSize', 'takes whole instances from 1 to 10000, got 0; the nearest is 1'],
  [{ maxStepSize: 10001 }, 'ManagedScaling.StepSize', 'maxStepSize', 'takes whole instances from 1 to 10000, got 10001; the nearest is 10000'],
  [{ minStepSize: 5, maxStepSize: 4 }, 'ManagedScaling.MinAboveMax', 'minStepSize', 'must be at most the largest step of 4, got 5; swap them or raise the latter'],
  [{ warmUpSeconds: -1 }, 'ManagedScaling.WarmUp', 'warmUp', 'takes whole seconds from 0 to 10000, got -1; the nearest is 0'],
  [{ warmUpSeconds: 10001 }, 'ManagedScaling.WarmUp', 'warmUp', 'takes whole seconds from 0 to 10000, got 10001; the nearest is 10000'],
  [{ terminationProtection: true, managedScaling: false }, 'ManagedScaling.ProtectionWithoutScaling', 'terminationProtection',
    'needs managed scaling, got it off; turn both on or both off'],
  [{ terminationProtection: true, managedScaling: true, protectedFromScaleIn: false }, 'ManagedScaling.ProtectionWithoutScaleInProtection', 'terminationProtection',
    'needs an Auto Scaling group whose new instances are protected from scale-in, got one without; protect them or turn this off'],
  [{ managedScaling: true, otherPolicies: 1 }, 'ManagedScaling.OtherPolicies', '',
    'must be the only scaling of its Auto Scaling group, got 1 other policy; remove what is there or turn managed scaling off'],
  [{ managedScaling: true, otherPolicies: 2 }, 'ManagedScaling.OtherPolicies', '',
    'must be the only scaling of its Auto Scaling group, got 2 other policies; remove what is there or turn managed scaling off'],
  [{ managedScaling: true, weightedTypes: true }, 'ManagedScaling.WeightedTypes', '', 'counts instances, so that instance types must have no weights, got some; leave the weights out'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkManagedScaling(facts)).toEqual([refuse(id, path, text)]);
});

test.each([0, 1, 59])('a warm-up of %p seconds is advised against', (warmUpSeconds) => {
  expect(checkManagedScaling({ warmUpSeconds })).toEqual([advise('ManagedScaling.ShortWarmUp', 'warmUp',
    `should be at least 60 seconds, got ${warmUpSeconds}; instances that have not joined the cluster yet are counted, and ECS starts more than it needs`)]);
});

test.each<ManagedScalingFacts>([
  {},
  { managedScaling: true, targetCapacityPercent: 80, minStepSize: 1, maxStepSize: 10000, warmUpSeconds: 60 },
  { managedScaling: true, terminationProtection: true, protectedFromScaleIn: true, otherPolicies: 0, weightedTypes: false },
  { targetCapacityPercent: 1, warmUpSeconds: 10000 },
  { managedScaling: false, otherPolicies: 2, weightedTypes: true },
  { otherPolicies: 2 },
  { terminationProtection: true },
  { terminationProtection: false, managedScaling: false, protectedFromScaleIn: false },
  { minStepSize: 5 },
])('%p gets through', (facts) => {
  expect(checkManagedScaling(facts)).toEqual([]);
});

test.each(['aws', 'awsome', 'ECS-x', 'Fargate_1'])('the name %s is kept by ECS', (name) => {
  expect(checkProviderName(name).map(({ id }) => id)).toEqual(['CapacityProvider.ReservedName']);
});

test('a reserved name is named with its property', () => {
  expect(checkProviderName('ecs-fleet', 'capacityProviderName')).toEqual([refuse('CapacityProvider.ReservedName', 'capacityProviderName',
    "must not start with aws, ecs or fargate, got 'ecs-fleet'; leave it out for a generated one")]);
});

test.each(['', 'my fleet', 'a.b', 'x'.repeat(256)])("the name '%s' has other characters", (name) => {
  expect(checkProviderName(name)).toEqual([refuse('CapacityProvider.Name', 'name', `must have 1 to 255 letters, digits, hyphens and underscores, got '${name}'`)]);
});

test.each([undefined, 'a', 'my-ecs', 'Zone_A-1', 'x'.repeat(255)])('the name %s gets through', (name) => {
  expect(checkProviderName(name)).toEqual([]);
});
