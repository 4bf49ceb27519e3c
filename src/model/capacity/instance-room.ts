import { InstanceTypeFacts, mayTrunk } from './instance-type';

// ECS Developer Guide, "Amazon ECS task definition parameters": an instance has 1024 CPU units for each vCPU.
const CPU_UNITS_A_VCPU = 1024;
// ECS Developer Guide, "Reserving Amazon ECS Linux container instance memory": an m4.large registers 7985 of 8192 MiB, so 2.5 % less.
// Small and newer types lose more. AWS Batch User Guide, "Reserve system memory", tells to leave 5 %; the rest is for the smallest types.
const LOST_MEMORY_PERCENT = 5;
const LOST_MEMORY_MIB = 64;

/** What keeps more copies of a task off an instance. */
export enum InstanceLimit {
  /** CPU units. */
  CPU = 'cpu',
  /** Memory that the instance registers. */
  MEMORY = 'memory',
  /** Network interfaces, of which each task in awsvpc mode takes one. */
  NETWORK_INTERFACES = 'networkInterfaces',
  /** A host port that only one task of an instance can have. */
  HOST_PORT = 'hostPort',
  /** GPUs. */
  GPUS = 'gpus',
  /** AWS Inferentia or Trainium devices. */
  NEURON_DEVICES = 'neuronDevices',
}

/** What one task takes of an instance; `undefined` is not known, and counts as nothing. */
export interface TaskNeeds {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
  readonly neuronDevices?: number;
  /** The task has a network interface of its own: awsvpc. */
  readonly ownNetworkInterface?: boolean;
  /** Only one copy fits on an instance: see `isOneCopyAnInstance`. */
  readonly oneCopyAnInstance?: boolean;
}

/** What is known of an instance that its tasks do not get. */
export interface KeptFacts {
  /** `ECS_RESERVED_MEMORY` */
  readonly reservedMemoryMiB?: number;
  /** The daemons that every instance runs. */
  readonly daemons?: readonly TaskNeeds[];
  readonly windows?: boolean;
  /** The instances start with ENI trunking; false when they certainly do not. */
  readonly trunking?: boolean;
  /** Tasks in awsvpc mode that an instance takes with trunking, by AWS's list. */
  readonly tasksWithTrunking?: number;
}

/** What an instance has for tasks. */
export interface Room {
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Absent when not known. */
  readonly networkInterfaces?: number;
  readonly gpus: number;
  readonly neuronDevices: number;
}

/**
 * Memory that an instance is expected to register, in MiB: an estimate on the careful side.
 *
 * The kernel and the platform take some of the installed memory before the ECS agent counts it. AWS publishes examples, no table.
 */
export function registeredMemory(installedMiB: number): number {
  return Math.max(0, Math.floor(installedMiB * (100 - LOST_MEMORY_PERCENT) / 100) - LOST_MEMORY_MIB);
}

/** What an instance of the type is expected to have for tasks. Its memory is an estimate. */
export function likelyRoom(type: InstanceTypeFacts, kept: KeptFacts = {}): Room {
  return roomFor(type, kept, registeredMemory(type.memoryMiB), type.networkInterfaces - 1);
}

/** What an instance of the type has for tasks at the very most: who finds no place here, finds none on any such instance. */
export function mostRoom(type: InstanceTypeFacts, kept: KeptFacts = {}): Room {
  // Even Windows registers less than is installed: 8191 of 8192 MiB in AWS's example.
  return roomFor(type, kept, type.memoryMiB - 1, undefined);
}

/** One thing that a task needs of an instance, and the copies of the task for which it is enough. */
export interface Fit {
  readonly limit: InstanceLimit;
  readonly has: number;
  readonly needs: number;
  readonly tasks: number;
}

/** Each thing that the task needs and that is known of the room. */
export function fitsOf(room: Room, task: TaskNeeds): Fit[] {
  return [
    { limit: InstanceLimit.CPU, has: room.cpu, needs: task.cpu },
    { limit: InstanceLimit.MEMORY, has: room.memoryMiB, needs: task.memoryMiB },
    { limit: InstanceLimit.NETWORK_INTERFACES, has: room.networkInterfaces, needs: Number(task.ownNetworkInterface ?? false) },
    { limit: InstanceLimit.HOST_PORT, has: 1, needs: Number(task.oneCopyAnInstance ?? false) },
    { limit: InstanceLimit.GPUS, has: room.gpus, needs: task.gpus },
    { limit: InstanceLimit.NEURON_DEVICES, has: room.neuronDevices, needs: task.neuronDevices },
  ].flatMap(({ limit, has, needs = 0 }) => (has !== undefined && needs > 0 ? [{ limit, has, needs, tasks: Math.floor(has / needs) }] : []));
}

/** The thing that runs out first; `undefined` when nothing is known to run out. */
export function tightest(room: Room, task: TaskNeeds): Fit | undefined {
  return fitsOf(room, task).reduce<Fit | undefined>((least, next) => (least && least.tasks <= next.tasks ? least : next), undefined);
}

/** True unless the task needs something that the room does not have. */
export function holds(room: Room, task: TaskNeeds): boolean {
  return fitsOf(room, task).every(({ tasks }) => tasks > 0);
}

function roomFor(type: InstanceTypeFacts, kept: KeptFacts, memoryMiB: number, untrunked: number | undefined): Room {
  const daemons = kept.daemons ?? [];
  const taken = (need: (task: TaskNeeds) => number | undefined) => daemons.reduce((sum, daemon) => sum + amount(need(daemon)), 0);
  const interfaces = interfacesOf(type, kept, untrunked);
  return {
    cpu: Math.max(0, type.vCpus * CPU_UNITS_A_VCPU - taken(({ cpu }) => cpu)),
    memoryMiB: Math.max(0, memoryMiB - amount(kept.reservedMemoryMiB) - taken((daemon) => daemon.memoryMiB)),
    networkInterfaces: interfaces === undefined ? undefined
      : Math.max(0, interfaces - taken(({ ownNetworkInterface }) => Number(ownNetworkInterface ?? false))),
    gpus: Math.max(0, type.gpus - taken(({ gpus }) => gpus)),
    neuronDevices: Math.max(0, type.neuronDevices - taken(({ neuronDevices }) => neuronDevices)),
  };
}

/** Interfaces for tasks, where `untrunked` is the answer as long as nobody knows whether there is a trunk. */
function interfacesOf(type: InstanceTypeFacts, kept: KeptFacts, untrunked: number | undefined): number | undefined {
  // ECS Developer Guide, "Increasing Amazon ECS Linux container instance network interfaces": the first one is the instance's own.
  if (kept.trunking === false || kept.windows || !mayTrunk(type)) return type.networkInterfaces - 1;
  return kept.trunking ? kept.tasksWithTrunking : untrunked;
}

/** A number that can be counted with: one that stands for something unknown, such as a token's, is 0. */
function amount(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? Math.max(0, value) : 0;
}
