import { checkLaunch } from '../../../src/model/capacity/launch';
import { refuse } from '../../../src/model/finding';

test('a launch type is refused beside a strategy', () => {
  expect(checkLaunch({ launchType: 'EC2', hasLaunchType: true, hasStrategy: true })).toEqual([
    refuse('CapacityStrategy.LaunchType', 'launchType', 'is not for a service with a capacity provider strategy, got EC2; leave it out'),
  ]);
  expect(checkLaunch({ hasLaunchType: true, hasStrategy: true })).toEqual([
    refuse('CapacityStrategy.LaunchType', 'launchType', 'is not for a service with a capacity provider strategy, got one; leave it out'),
  ]);
});

test('a launch type is refused for Managed Instances', () => {
  expect(checkLaunch({ launchType: 'MANAGED_INSTANCES', hasLaunchType: true, hasStrategy: false })).toEqual([
    refuse('CapacityStrategy.ManagedInstancesLaunchType', 'launchType',
      'is not for Managed Instances, which run tasks by a capacity provider strategy alone, got MANAGED_INSTANCES; name their capacity provider in the strategy'),
  ]);
});

test.each([
  {},
  { launchType: 'FARGATE', hasLaunchType: true },
  { launchType: 'FARGATE', hasLaunchType: true, hasStrategy: false },
  { hasLaunchType: false, hasStrategy: true },
  { hasStrategy: true },
])('%j is fine', (facts) => {
  expect(checkLaunch(facts)).toEqual([]);
});
