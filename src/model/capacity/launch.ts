import { Finding, refuse } from '../finding';

/** What is known of how a service says where its tasks run. */
export interface LaunchFacts {
  readonly launchType?: string;
  /** Whether there is a launch type, and a strategy; undefined where that is not known. */
  readonly hasLaunchType?: boolean;
  readonly hasStrategy?: boolean;
}

/** Refuses a launch type beside a strategy, and one that ECS has no use for. */
export function checkLaunch({ hasLaunchType, hasStrategy, launchType }: LaunchFacts): Finding[] {
  if (launchType === 'MANAGED_INSTANCES') {
    // ECS Developer Guide, "Creating a service for Amazon ECS Managed Instances": a capacity provider strategy, and no launch type.
    return [refuse('CapacityStrategy.ManagedInstancesLaunchType', 'launchType',
      `is not for Managed Instances, which run tasks by a capacity provider strategy alone, got ${launchType}; name their capacity provider in the strategy`)];
  }
  // ECS API reference, CreateService capacityProviderStrategy.
  return hasLaunchType && hasStrategy
    ? [refuse('CapacityStrategy.LaunchType', 'launchType',
      `is not for a service with a capacity provider strategy, got ${launchType ?? 'one'}; leave it out`)] : [];
}
