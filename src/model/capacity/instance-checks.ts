import { checkInstanceMatch } from './instance-match';
import { InstancePoolFacts } from './pool-facts';
import { checkInterfaceDensity, checkTaskFits } from './pool-fit';
import { checkPoolHolds } from './pool-load';
import { taskNeeds } from './task-needs';
import { checkZones } from './zone-spread';
import { Finding, under } from '../finding';
import { LaunchPlatform } from '../task/network-mode';
import { TaskDefinitionFacts } from '../task/task';

/** What is known of the instances that the tasks of a service may run on. */
export interface PlaceFacts {
  readonly platform?: LaunchPlatform;
  /** Empty where there are none, or none is known. */
  readonly pools: readonly InstancePoolFacts[];
}

/** What is known of a service's numbers. */
export interface ServiceLoad {
  /** One task on every instance. */
  readonly daemon?: boolean;
  readonly minTasks?: number;
  readonly maxTasks?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
}

/** Refuses a task that the instances cannot run, and advises against more tasks than they hold. */
export function checkInstances(task: TaskDefinitionFacts, { platform, pools }: PlaceFacts, load: ServiceLoad): Finding[] {
  const needs = taskNeeds(task);
  const unlike = [...new Map(pools.map((pool) => [JSON.stringify({ ...pool, zones: undefined }), pool])).values()];
  return [
    ...under('task', unlike.flatMap((pool) => [
      ...checkInstanceMatch({
        ...needs,
        platform,
        pool,
        networkMode: task.networkMode,
        windows: task.windows,
        architecture: task.architecture,
        image: pool.variant,
        hostModeTaskRoles: pool.hostModeTaskRoles,
      }),
      ...checkTaskFits(needs, pool),
      ...(load.daemon ? [] : checkInterfaceDensity(needs, pool)),
    ])),
    ...under('scaling', unlike.length > 0 ? checkPoolHolds({ ...load, task: needs, ...together(pools), pool: { ...unlike[0], instanceTypes: typesOf(unlike) } }) : []),
  ];
}

/** Advises against pools that are all in one availability zone. */
export function checkPoolZones({ pools, zonal }: Pick<PlaceFacts, 'pools'> & { readonly zonal?: boolean }): Finding[] {
  const areKnown = pools.length > 0 && pools.every(({ zones }) => zones !== undefined);
  const count = areKnown ? new Set(pools.flatMap(({ zones }) => zones ?? [])).size : pools.length;
  return count === 1 && (areKnown || zonal) ? checkZones({ zones: count }) : [];
}

/** Instances that all pools together have at most. */
export function mostInstances(pools: readonly InstancePoolFacts[]): number | undefined {
  return pools.length > 0 ? sum(pools.map(({ maxInstances }) => maxInstances)) : undefined;
}

/** What several pools have as one. */
function together(pools: readonly InstancePoolFacts[]): Pick<InstancePoolFacts, 'managedScaling' | 'maxInstances' | 'minInstances'> {
  return {
    minInstances: sum(pools.map(({ minInstances }) => minInstances)),
    maxInstances: mostInstances(pools),
    managedScaling: pools.some(({ managedScaling }) => managedScaling)
      || (pools.some(({ managedScaling }) => managedScaling === undefined) ? undefined : false),
  };
}

/** Absent where one of the pools does not tell its types. */
function typesOf(pools: readonly InstancePoolFacts[]): InstancePoolFacts['instanceTypes'] {
  return pools.every(({ instanceTypes }) => instanceTypes !== undefined) ? pools.flatMap(({ instanceTypes }) => instanceTypes ?? []) : undefined;
}

/** Absent where one of the numbers is not known. */
function sum(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce((total, number) => (total === undefined || number === undefined ? undefined : total + number), 0);
}
