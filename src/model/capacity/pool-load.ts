import { advise, Finding } from '../finding';
import { InstanceLimit, likelyRoom, TaskNeeds, tightest } from './instance-room';
import { PoolFacts, typesOf } from './pool-fit';
import { RolloutPlan } from '../deployment/rollout-plan';

/** What is known of a service and of the pool that is to hold it. */
export interface PoolLoadFacts {
  readonly task: TaskNeeds;
  readonly pool: PoolFacts;
  /** Instances that the pool can have, over all zones: equal pools in several zones hold what one pool of all their instances does. */
  readonly maxInstances?: number;
  /** Instances that the pool always has. */
  readonly minInstances?: number;
  /** ECS scales the pool. */
  readonly managedScaling?: boolean;
  readonly minTasks?: number;
  readonly maxTasks?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
}

interface Holding {
  /** The type that holds most of the tasks. */
  readonly type: string;
  readonly tasksPerInstance: number;
  readonly limit: InstanceLimit;
}

const LIMITS: Record<InstanceLimit, string> = {
  [InstanceLimit.CPU]: 'by its CPU',
  [InstanceLimit.MEMORY]: 'by its estimated memory',
  [InstanceLimit.NETWORK_INTERFACES]: 'by its network interfaces',
  [InstanceLimit.HOST_PORT]: 'by the fixed host port',
  [InstanceLimit.GPUS]: 'by its GPUs',
  [InstanceLimit.NEURON_DEVICES]: 'by its Neuron devices',
};

/** Advises against a service that its pool cannot hold at its maximum, in an update, or because the pool does not grow with it. */
export function checkPoolHolds(facts: PoolLoadFacts): Finding[] {
  const holding = most(facts);
  if (holding === undefined || facts.maxTasks === undefined) return [];
  const maximum = checkMaximum(facts, holding, facts.maxTasks);
  return [
    ...maximum,
    ...(maximum.length === 0 ? checkPeak(facts, holding, facts.maxTasks) : []),
    ...checkGrowth(facts, holding, facts.maxTasks),
  ];
}

/** Advises against a service that scales on a pool that does not. */
function checkGrowth({ minTasks, minInstances, managedScaling }: PoolLoadFacts, holding: Holding, maxTasks: number): Finding[] {
  if (managedScaling !== false || minTasks === undefined || minTasks >= maxTasks) return [];
  if (minInstances !== undefined && minInstances * holding.tasksPerInstance >= maxTasks) return [];
  return [advise('InstanceDemand.PoolDoesNotScale', '',
    `scales from ${minTasks} to ${maxTasks} tasks on a pool without managed scaling, ${fixed(minInstances, holding)}; turn managed scaling on, or have ${needed(maxTasks, holding)} all the time`)];
}

function checkMaximum({ maxInstances }: PoolLoadFacts, holding: Holding, maxTasks: number): Finding[] {
  if (maxInstances === undefined || maxInstances * holding.tasksPerInstance >= maxTasks) return [];
  return [advise('InstanceDemand.MaximumAbovePool', '',
    `runs up to ${count(maxTasks, 'task')}, and ${room(maxInstances, holding)}; allow ${needed(maxTasks, holding)}, or fewer tasks`)];
}

function checkPeak({ maxInstances, minHealthyPercent, maxHealthyPercent }: PoolLoadFacts, holding: Holding, maxTasks: number): Finding[] {
  if (maxInstances === undefined || minHealthyPercent === undefined || maxHealthyPercent === undefined) return [];
  const { peakTasks } = RolloutPlan.of({ desiredCount: maxTasks, minHealthyPercent, maxHealthyPercent });
  if (maxInstances * holding.tasksPerInstance >= peakTasks) return [];
  return [advise('InstanceDemand.PeakAbovePool', '',
    `runs up to ${count(peakTasks, 'task')} in an update of ${maxTasks}, old and new, and ${room(maxInstances, holding)}, so that the update waits for room; allow ${needed(peakTasks, holding)}, or lower maxHealthyPercent and minHealthyPercent`)];
}

/** The type of the pool that holds most of the tasks; `undefined` when a type is not known or a task does not fit. */
function most({ task, pool }: PoolLoadFacts): Holding | undefined {
  const { known, complete } = typesOf(pool);
  if (!complete) return undefined;
  const fits = known.map((type) => ({ type, fit: tightest(likelyRoom(type, pool), task) }));
  const holdings = fits.flatMap(({ type, fit }) => (fit ? [{ type: type.name, tasksPerInstance: fit.tasks, limit: fit.limit }] : []));
  if (holdings.length < known.length) return undefined;
  const best = holdings.reduce((better, next) => (next.tasksPerInstance > better.tasksPerInstance ? next : better));
  return best.tasksPerInstance > 0 ? best : undefined;
}

function room(instances: number, holding: Holding): string {
  const { type, tasksPerInstance, limit } = holding;
  return `${instances} ${type} hold ${instances * tasksPerInstance} at most (${tasksPerInstance} each ${LIMITS[limit]})`;
}

function fixed(instances: number | undefined, holding: Holding): string {
  return instances === undefined ? 'which stays as large as it is' : `of which ${room(instances, holding)}`;
}

function needed(tasks: number, { tasksPerInstance }: Holding): string {
  return count(Math.ceil(tasks / tasksPerInstance), 'instance');
}

function count(amount: number, thing: string): string {
  return `${amount} ${thing}${amount === 1 ? '' : 's'}`;
}
