import { refuse } from '../../../src/model/finding';
import { checkCompatibility, CompatibilityFacts, platformsNamed } from '../../../src/model/task/compatibility';

test('what ECS does not have is told by its place', () => {
  expect(checkCompatibility({ compatibilities: ['EC2', 'fargate', 'LAMBDA'] })).toEqual([
    refuse('Compatibility.Unknown', 'requiresCompatibilities[1]', "takes EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES, got 'fargate'"),
    refuse('Compatibility.Unknown', 'requiresCompatibilities[2]', "takes EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES, got 'LAMBDA'"),
  ]);
});

test.each<[CompatibilityFacts, string]>([
  [{ compatibilities: ['EC2'], platform: 'fargate' }, 'lists FARGATE, where a service runs the task, got EC2; add it'],
  [{ compatibilities: ['EC2', 'FARGATE'], platform: 'external' }, 'lists EXTERNAL, where a service runs the task, got EC2 or FARGATE; add it'],
  [{ compatibilities: ['EC2'], platform: 'managed-instances' }, 'lists MANAGED_INSTANCES, where a service runs the task, got EC2; add it'],
])('%j is refused', (facts, text) => {
  expect(checkCompatibility(facts)).toEqual([refuse('Compatibility.NotOffered', 'requiresCompatibilities', text)]);
});

test.each<CompatibilityFacts>([
  { compatibilities: ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'], platform: 'fargate' },
  { compatibilities: ['FARGATE'], platform: 'ec2' },
  { compatibilities: ['EC2'] },
  { compatibilities: [], platform: 'fargate' },
  { platform: 'fargate' },
  {},
])('%j gets through', (facts) => {
  expect(checkCompatibility(facts)).toEqual([]);
});

test('names stand for platforms', () => {
  expect(platformsNamed(['MANAGED_INSTANCES', 'EXTERNAL', 'FARGATE', 'EC2'])).toEqual(['ec2', 'fargate', 'external', 'managed-instances']);
  expect(platformsNamed(['FARGATE', 'LAMBDA'])).toEqual(['fargate']);
  expect(platformsNamed([])).toEqual([]);
  expect(platformsNamed(undefined)).toEqual([]);
});
