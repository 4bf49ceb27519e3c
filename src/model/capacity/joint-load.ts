import { advise, Finding } from '../finding';
import { Fit, fitsOf, InstanceLimit, likelyRoom, Room, TaskNeeds, tightest } from './instance-room';
import { PoolFacts, typesOf } from './pool-fit';
import { RolloutPlan } from '../deployment/rollout-plan';
import { all } from '../range';

/** What is known of a service on pools that others use too. */
export interface SharedLoadFacts {
  /** As its user finds it: the path of the construct. */
  readonly name: string;
  readonly task: TaskNeeds;
  readonly maxTasks?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
}

/** What is known of pools and of all the services on them. */
export interface JointLoadFacts {
  readonly pools: readonly (PoolFacts & { readonly maxInstances?: number })[];
  readonly services: readonly SharedLoadFacts[];
}

/** A number of equal tasks. */
export interface TaskCount {
  readonly name: string;
  readonly needs: TaskNeeds;
  readonly count: number;
}

// A host port is taken by one service, and leaves the instance to the others.
const SHARED_LIMITS = Object.values(InstanceLimit).filter((limit) => limit !== InstanceLimit.HOST_PORT);
const REMEDY = 'take larger types, or lower the maximum of a service';

/**
 * Advises against services that their pools cannot hold together at their maximum, or in an update of all of them.
 *
 * A service that is above the pools alone is left to `checkPoolHolds`.
 */
export function checkJointLoad({ pools, services }: JointLoadFacts): Finding[] {
  const rooms = roomsOf(pools);
  const counts = pools.flatMap(({ maxInstances }) => maxInstances ?? []);
  if (rooms === undefined || counts.length < pools.length) return [];
  const most = sum(counts);
  const maxima = checkSum(services.flatMap(maximumOf), rooms, most, 'PoolLoad.ServicesAbovePool', (needed, tasks) => (
    `are ${most} at most, and the services on them need ${needed} or more: ${tasks}; allow ${needed}, ${REMEDY}`));
  return maxima.length > 0 ? maxima : checkSum(services.flatMap(peakOf), rooms, most, 'PoolLoad.UpdatesAbovePool', (needed, tasks) => (
    `are ${most} at most, and an update of all services at once needs ${needed} or more: ${tasks}, old and new, so that updates wait for room; ` +
    `allow ${needed}, lower maxHealthyPercent and minHealthyPercent, ${REMEDY}`));
}

/**
 * Instances that tasks need at least, however well they are packed; 0 where nothing is known to run out.
 *
 * Of each thing that runs out, two bounds hold: the tasks take no more than the instances have of it, and of tasks of which an instance
 * holds k or fewer, it holds k at most in any mix.
 */
export function instancesForAll(tasks: readonly TaskCount[], rooms: readonly Room[]): number {
  return Math.max(0, ...tasks.map((task) => instancesAlone(task, rooms)), ...SHARED_LIMITS.map((limit) => instancesByLimit(limit, tasks, rooms)));
}

function checkSum(
  counts: readonly TaskCount[], rooms: readonly Room[], most: number, id: string, text: (needed: number, tasks: string) => string,
): Finding[] {
  const counted = counts.filter((task) => instancesAlone(task, rooms) <= most);
  const needed = instancesForAll(counted, rooms);
  if (needed <= most) return [];
  const each = all(counted.map(({ name, count }) => `${name} up to ${count}`));
  return [advise(id, 'instances', text(needed, `${each}, ${sum(counted.map(({ count }) => count))} tasks together`))];
}

function maximumOf({ name, task, maxTasks }: SharedLoadFacts): TaskCount[] {
  return maxTasks !== undefined && maxTasks > 0 ? [{ name, needs: task, count: maxTasks }] : [];
}

function peakOf(service: SharedLoadFacts): TaskCount[] {
  const { minHealthyPercent, maxHealthyPercent } = service;
  if (minHealthyPercent === undefined || maxHealthyPercent === undefined) return maximumOf(service);
  return maximumOf(service).map((task) => ({
    ...task, count: RolloutPlan.of({ desiredCount: task.count, minHealthyPercent, maxHealthyPercent }).peakTasks,
  }));
}

/** What an instance of each type of the pools has for tasks; undefined where a type is not known. */
function roomsOf(pools: readonly PoolFacts[]): Room[] | undefined {
  const types = pools.map((pool) => ({ pool, ...typesOf(pool) }));
  if (types.some(({ complete }) => !complete)) return undefined;
  return types.flatMap(({ pool, known }) => known.map((type) => likelyRoom(type, pool)));
}

/** On the type that holds most of them; 0 where that is not known, and where no type holds any, which is told elsewhere. */
function instancesAlone({ needs, count }: TaskCount, rooms: readonly Room[]): number {
  const fits = rooms.flatMap((room) => tightest(room, needs) ?? []);
  const tasksPerInstance = fits.length < rooms.length ? 0 : Math.max(...fits.map(({ tasks }) => tasks));
  return tasksPerInstance > 0 ? Math.ceil(count / tasksPerInstance) : 0;
}

function instancesByLimit(limit: InstanceLimit, tasks: readonly TaskCount[], rooms: readonly Room[]): number {
  const parts = tasks.flatMap(({ count, needs }) => {
    const fits = rooms.flatMap((room) => fitsOf(room, needs).filter((fit) => fit.limit === limit));
    return fits.length < rooms.length ? [] : [{ count, ...roomiest(fits) }];
  }).filter((part) => part.tasks > 0);
  const taken = sum(parts.map(({ count, needs }) => count * needs));
  const bySlots = parts.map(({ tasks: slots }) => sum(parts.filter((part) => part.tasks <= slots).map(({ count }) => count)) / slots);
  return Math.max(0, Math.ceil(taken / (parts[0]?.has ?? 1)), ...bySlots.map(Math.ceil));
}

function roomiest(fits: readonly Fit[]): Fit {
  return fits.reduce((most, next) => (next.has > most.has ? next : most));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
