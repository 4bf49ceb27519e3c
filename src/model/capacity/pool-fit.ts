import { advise, Finding, refuse } from '../finding';
import { Fit, fitsOf, holds, InstanceLimit, KeptFacts, likelyRoom, mostRoom, TaskNeeds, tightest } from './instance-room';
import { instanceType, InstanceTypeFacts, mayTrunk } from './instance-type';
import { all } from '../range';

/** What is known of the instances of a pool. */
export interface PoolFacts extends KeptFacts {
  /** The instance types that the pool may start; one that is not known is listed as `undefined`. Absent when the list is not known. */
  readonly instanceTypes?: readonly (string | undefined)[];
}

// CPU and memory of an instance stay empty by more than half when its network interfaces run out.
const DENSITY_FACTOR = 2;

/** A way out that is none for tasks that run on Fargate too. */
export const OR_BRIDGE = ', or use bridge mode';

// One, and any other number of them.
const UNITS: Record<InstanceLimit, readonly [string, string]> = {
  [InstanceLimit.CPU]: ['CPU unit', 'CPU units'],
  [InstanceLimit.MEMORY]: ['MiB', 'MiB'],
  [InstanceLimit.NETWORK_INTERFACES]: ['network interface', 'network interfaces'],
  [InstanceLimit.HOST_PORT]: ['fixed host port', 'fixed host ports'],
  [InstanceLimit.GPUS]: ['GPU', 'GPUs'],
  [InstanceLimit.NEURON_DEVICES]: ['Neuron device', 'Neuron devices'],
};

/** The types of a pool that the library has facts of, and whether these are all of them. */
export function typesOf({ instanceTypes }: PoolFacts): { readonly known: InstanceTypeFacts[]; readonly complete: boolean } {
  const known = (instanceTypes ?? []).flatMap((name) => instanceType(name) ?? []);
  return { known, complete: known.length > 0 && known.length === instanceTypes?.length };
}

/** Refuses a task that no instance of its pool can hold, and advises against one that not every instance can. */
export function checkTaskFits(task: TaskNeeds, pool: PoolFacts): Finding[] {
  const { known, complete } = typesOf(pool);
  const fitting = known.filter((type) => holds(likelyRoom(type, pool), task));
  if (known.length === fitting.length) return [];
  if (complete && !known.some((type) => holds(mostRoom(type, pool), task))) return [tooLarge(known, task, pool)];
  if (complete && fitting.length === 0) return [tight(known, task, pool)];
  return [aboveSmallest(known, fitting, complete)];
}

/** Advises against tasks whose network interfaces run out long before CPU and memory do. */
export function checkInterfaceDensity(task: TaskNeeds, pool: PoolFacts): Finding[] {
  if (!task.ownNetworkInterface || task.cpu === undefined || task.memoryMiB === undefined) return [];
  for (const type of typesOf(pool).known.filter((candidate) => !(pool.trunking && mayTrunk(candidate)))) {
    const room = likelyRoom(type, pool);
    const others = tightest({ ...room, networkInterfaces: undefined }, task);
    const interfaces = room.networkInterfaces;
    if (interfaces !== undefined && others && interfaces * DENSITY_FACTOR < others.tasks) return [sparse(type, interfaces, others.tasks, pool)];
  }
  return [];
}

function tooLarge(known: InstanceTypeFacts[], task: TaskNeeds, pool: PoolFacts): Finding {
  const type = largest(known);
  const short = fitsOf(mostRoom(type, pool), task).filter(({ tasks }) => tasks === 0);
  const remedy = short.some(({ limit }) => limit === InstanceLimit.GPUS) ? 'take a type of the g or p families with enough GPUs'
    : short.some(({ limit }) => limit === InstanceLimit.NEURON_DEVICES) ? 'take a type of the inf or trn families with enough Neuron devices'
      : 'take a larger type or split the task';
  return refuse('InstanceDemand.TaskTooLarge', '', `fits on no instance of its pool: ${shortage(type, known, short)}; ${remedy}`);
}

function tight(known: InstanceTypeFacts[], task: TaskNeeds, pool: PoolFacts): Finding {
  const type = largest(known);
  const short = fitsOf(likelyRoom(type, pool), task).filter(({ tasks }) => tasks === 0);
  return advise('InstanceDemand.TaskTight', '', `may fit on no instance of its pool: ${shortage(type, known, short, 'an estimated ')}; take a larger type or a smaller task`);
}

function aboveSmallest(known: InstanceTypeFacts[], fitting: InstanceTypeFacts[], complete: boolean): Finding {
  const small = known.filter((type) => !fitting.includes(type));
  const where = complete ? `it fits on ${names(fitting)}, but not` : 'it does not fit';
  // ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto scaling".
  return advise('InstanceDemand.TaskAboveSmallestType', '',
    `may wait in PROVISIONING: ${where} on ${names(small)}, which its pool may start; leave ${small.length === 1 ? 'that type' : 'those types'} out`);
}

function sparse(type: InstanceTypeFacts, interfaces: number, others: number, { windows }: PoolFacts): Finding {
  // Windows has neither trunks nor bridge mode.
  const remedy = windows ? 'take a type with more network interfaces'
    : `${mayTrunk(type)
      ? 'turn on ENI trunking (account setting awsvpcTrunking) before the instances start, and name `agent.tasksWithTrunking` of the pool'
      : 'take a type that ENI trunking supports'}${OR_BRIDGE}`;
  return advise('InstanceDemand.InterfaceDensity', '',
    `takes a network interface for each task, so that ${type.name} holds ${interfaces} where its CPU and memory hold ${others}; ${remedy}`);
}

/** What the type has and what the task takes, of the things that run short. */
function shortage({ name }: InstanceTypeFacts, known: InstanceTypeFacts[], short: Fit[], about: string = ''): string {
  const has = all(short.map(({ limit, has: amount }) => count(amount, limit)));
  const needs = all(short.map(({ limit, needs: amount }) => count(amount, limit)));
  return `${name}${known.length > 1 ? ', the largest type,' : ''} has ${about}${has} for it, got ${needs}`;
}

function count(amount: number, limit: InstanceLimit): string {
  return `${amount} ${UNITS[limit][amount === 1 ? 0 : 1]}`;
}

function largest(known: InstanceTypeFacts[]): InstanceTypeFacts {
  return known.reduce((most, next) => ((next.vCpus - most.vCpus || next.memoryMiB - most.memoryMiB) > 0 ? next : most));
}

function names(types: InstanceTypeFacts[]): string {
  return all(types.map(({ name }) => name));
}
