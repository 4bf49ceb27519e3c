import { EventRun } from './event-source';

/** What rules and pipes tell ECS in the same words. */
export function launchParameters({ task: { launch }, taskCount }: EventRun) {
  return {
    taskDefinitionArn: launch.taskDefinitionArn,
    taskCount,
    capacityProviderStrategy: mutable(launch.capacityProviderStrategy),
    placementConstraints: mutable(launch.placementConstraints),
    enableExecuteCommand: launch.enableExecuteCommand,
    enableEcsManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  };
}

/** A list as properties of resources take it; absent where there is nothing in it. */
export function mutable<T>(items: readonly T[] | undefined): T[] | undefined {
  return items && items.length > 0 ? [...items] : undefined;
}
