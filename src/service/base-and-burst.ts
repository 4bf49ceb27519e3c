import { Duration } from 'aws-cdk-lib/core';
import { ServicePlan } from './service-choices';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { SpotSplit } from '../cluster/spot-split';
import { Rollout } from '../deployment/rollout';
import { OR_BRIDGE } from '../model/capacity/pool-fit';
import { advise, Finding, refuse } from '../model/finding';
import { known } from '../private/known';
import { TaskScaling } from '../scaling/task-scaling';
import { TrafficSource } from '../traffic/traffic-source';

/** The tasks that always run. */
export interface BaseOptions {
  /** Instances of the base: a pool, the pools of a zonal cluster, or Managed Instances. */
  readonly capacity: CapacityStrategy;

  /** How many tasks the base has, or has at least, from 1. */
  readonly tasks: number;

  /**
   * How many tasks the base may grow to; it grows and shrinks slowly, behind the burst.
   *
   * @default - as many as `tasks`
   */
  readonly maxTasks?: number;

  /**
   * Percent of their CPU that the tasks of a growing base use on average, to be held.
   *
   * @default 60
   */
  readonly cpuPercent?: number;
}

/** The least and the most tasks. */
export interface TaskRange {
  /** The fewest tasks. */
  readonly min: number;
  /** The most tasks. */
  readonly max: number;
}

/** The tasks that come and go. */
export interface BurstOptions {
  /** How many tasks the burst has; at least 1, for without a task it has no metric that makes it grow. */
  readonly tasks: TaskRange;

  /**
   * Percent of their CPU that the tasks use on average, to be held.
   *
   * @default 60
   */
  readonly cpuPercent?: number;

  /**
   * Requests a minute that each task gets, to be held.
   *
   * @default - requests are not tracked
   */
  readonly requestsPerTarget?: number;

  /**
   * How tasks are shared out between on-demand Fargate and Fargate Spot.
   *
   * @default - all on Spot, since the base is on demand
   */
  readonly spot?: SpotSplit;
}

const DEFAULT_CPU_PERCENT = 60;
// The burst has its cooldowns of 60 and 300 seconds; the base follows what stays.
const BASE_SCALE_OUT = Duration.minutes(15);
const BASE_SCALE_IN = Duration.minutes(30);

/** How many tasks the base has. */
export function baseScaling({ tasks, maxTasks, cpuPercent }: BaseOptions): TaskScaling {
  return maxTasks === undefined ? TaskScaling.exactly(tasks) : TaskScaling.between(tasks, maxTasks, {
    cpuPercent: cpuPercent ?? DEFAULT_CPU_PERCENT, scaleOutCooldown: BASE_SCALE_OUT, scaleInCooldown: BASE_SCALE_IN,
  });
}

/** How many tasks the burst has. */
export function burstScaling({ tasks, cpuPercent, requestsPerTarget }: BurstOptions): TaskScaling {
  return TaskScaling.between(tasks.min, tasks.max, { cpuPercent: cpuPercent ?? DEFAULT_CPU_PERCENT, requestsPerTarget });
}

/** Where the burst runs. */
export function burstCapacity({ spot }: BurstOptions): CapacityStrategy {
  return CapacityStrategy.fargateSpot(spot ?? { onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 });
}

// The base is on demand, so that a burst on Spot alone is what its user wants.
const NOT_OF_BURST = ['CapacitySplit.SpotOnly'];

/** What is one for both sides. */
export interface SharedChoices {
  readonly rollout: Rollout;
  readonly traffic: TrafficSource;
}

/** Everything wrong with the two sides, alone and together. */
export function checkBaseAndBurst(
  base: BaseOptions, burst: BurstOptions, { rollout, traffic }: SharedChoices, basePlan: ServicePlan, burstPlan: ServicePlan,
): Finding[] {
  const ofBase = basePlan.findings().map((finding) => at('base', finding));
  const ofBurst = burstPlan.findings().map((finding) => at('burst', finding)).filter(({ id }) => !NOT_OF_BURST.includes(id));
  const both = [...ofBase, ...ofBurst.filter((finding) => !ofBase.some((other) => isSame(finding, other)))];
  return [
    ...(basePlan.platform === 'fargate' ? [refuse('BaseAndBurstService.BaseOnFargate', 'base.capacity',
      'is on instances, got Fargate; make a FargateSpotService, which has a base on demand')] : []),
    ...checkMinimum('base.tasks', known(base.tasks), 'the base always runs'),
    ...checkMinimum('burst.tasks.min', known(burst.tasks.min), 'without a task there is no metric that makes the burst grow'),
    ...(traffic._hasOneRule ? [] : [refuse('BaseAndBurstService.Traffic', 'traffic',
      'must be one listener rule, which can share requests out by weight; take TrafficSource.loadBalancer() or TrafficSource.listenerRule()')]),
    ...(rollout._shifting ? [refuse('BaseAndBurstService.Rollout', 'rollout',
      `must be Rollout.rolling(), since the weights of the listener rule share requests out between base and burst, got ${rollout._name}, which moves traffic by the same weights`)] : []),
    ...(basePlan.isArmUnsaid ? [advise('BaseAndBurstService.Processor', 'task.runtimePlatform',
      'names no processor, so that the base is on Arm instances and the burst on X86_64, which few images run on both; ' +
      'name ecs.CpuArchitecture.ARM64, or take other instance types')] : []),
    ...both,
  ];
}

function checkMinimum(path: string, count: number | undefined, reason: string): Finding[] {
  return count === undefined || count >= 1 ? [] : [refuse('BaseAndBurstService.EmptySide', path, `must be at least 1, since ${reason}, got ${count}`)];
}

/** The finding as the user of both sides sees it: counts are each side's own prop, and the burst knows one network mode. */
export function at(side: 'base' | 'burst', finding: Finding): Finding {
  const { id, path, text } = finding;
  return {
    ...finding,
    path: path === 'scaling' || path.startsWith('scaling.') ? path.replace('scaling', side === 'base' ? 'base' : 'burst.tasks') : path,
    text: id === 'NetworkMode.Platform' ? `${text}; the burst on Fargate needs awsvpc, so that both sides have it` : text.replace(OR_BRIDGE, ''),
  };
}

function isSame(one: Finding, other: Finding): boolean {
  return one.id === other.id && one.path === other.path && one.text === other.text;
}
