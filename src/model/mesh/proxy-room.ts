import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';
import { checkFargateSize, FargateSize } from '../task/fargate-size';
import { TaskDefinitionFacts } from '../task/task';

// ECS Developer Guide, "Amazon ECS Service Connect components": what its proxy needs, and the loads past which it needs more.
const CPU = { usual: 256, busy: 512, busyFromRequestsPerSecond: 500 };
const MEMORY_MIB = { usual: 64, large: 128, largeFromServices: 100, largeFromTasks: 2000 };
const COUNT: Range = { min: 0 };

/** What is known of the load on a proxy. */
export interface ProxyLoadFacts {
  /** Of one task at its peak. */
  readonly requestsPerSecond?: number;
  /** In the namespace. */
  readonly services?: number;
  /** In the namespace, of all services. */
  readonly tasks?: number;
}

/** What the proxy takes of its task. */
export interface ProxyNeeds {
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** What the proxy runs beside; `undefined` is unknown or absent. */
export type ProxiedTask = Pick<TaskDefinitionFacts, 'cpu' | 'memoryMiB' | 'namesMemory' | 'containers'>;

/** CPU and memory of a task; absent where it has none, or where it is not known. */
export interface TaskSize {
  readonly cpu?: number;
  readonly memoryMiB?: number;
}

/** Refuses numbers that count nothing. */
export function checkProxyLoad({ requestsPerSecond, services, tasks }: ProxyLoadFacts): Finding[] {
  return [
    ...checkRange('ProxyRoom.Load', 'requestsPerSecond', requestsPerSecond, { ...COUNT, unit: 'requests' }),
    ...checkRange('ProxyRoom.Load', 'services', services, { ...COUNT, unit: 'services' }),
    ...checkRange('ProxyRoom.Load', 'tasks', tasks, { ...COUNT, unit: 'tasks' }),
  ];
}

/** What the proxy needs under a load; what is not known counts as little. */
export function proxyNeeds({ requestsPerSecond = 0, services = 0, tasks = 0 }: ProxyLoadFacts): ProxyNeeds {
  return {
    cpu: requestsPerSecond > CPU.busyFromRequestsPerSecond ? CPU.busy : CPU.usual,
    memoryMiB: services > MEMORY_MIB.largeFromServices || tasks > MEMORY_MIB.largeFromTasks ? MEMORY_MIB.large : MEMORY_MIB.usual,
  };
}

/** Refuses a task in which the proxy finds no room beside the containers. */
export function checkProxyRoom(task: ProxiedTask, needs: ProxyNeeds, fargate: boolean): Finding[] {
  const remedy = remedyFor(task, needs, fargate);
  return [
    ...(isWithoutMemory(task) ? [noTaskMemory(needs)] : []),
    ...checkShare('ProxyRoom.Cpu', 'cpu', 'CPU units', cpuOf(task), needs.cpu, remedy),
    ...checkShare('ProxyRoom.Memory', 'memoryMiB', 'MiB', memoryOf(task), needs.memoryMiB, remedy),
  ];
}

/** Refuses a task that cannot grow by what the proxy needs. */
export function checkGrowth(task: ProxiedTask, needs: ProxyNeeds, fargate: boolean): Finding[] {
  const { cpu, memoryMiB } = grownSize(task, needs, fargate);
  if (isWithoutMemory(task) && memoryMiB === undefined) return [noTaskMemory(needs)];
  if (!fargate || !checkFargateSize({ cpu, memoryMiB }).some(({ id }) => id === 'FargateSize.TooLarge')) return [];
  return [refuse('ProxyRoom.TooLarge', '',
    `grows by what the Service Connect proxy needs to a size that Fargate has, got ${cpu} CPU units and ${memoryMiB} MiB; ask for less or run it on instances`)];
}

/**
 * The size with which a task has room for the proxy beside what its containers had: what they name, or the whole task where one of them
 * names nothing.
 *
 * Never a smaller one, and the same one where there is room already. On instances without a memory of its own, a task gets one only where
 * every container has a hard limit.
 */
export function grownSize(task: ProxiedTask, needs: ProxyNeeds, fargate: boolean): TaskSize {
  const memory = memoryOf(task);
  const exact = { cpu: grown(cpuOf(task), needs.cpu), memoryMiB: grown(memory, needs.memoryMiB) };
  if (isWithoutMemory(task)) {
    const limited = task.containers.length > 0 && task.containers.every(({ memoryMiB }) => memoryMiB !== undefined);
    return limited ? { ...exact, memoryMiB: memory.taken + needs.memoryMiB } : exact;
  }
  if (!fargate) return exact;
  if (exact.cpu === undefined || exact.memoryMiB === undefined) return {};
  const isUnchanged = exact.cpu === task.cpu && exact.memoryMiB === task.memoryMiB;
  return isUnchanged ? exact : sizeOf(FargateSize.smallestFor(exact.cpu, exact.memoryMiB));
}

/** How one resource of a task is shared out. */
interface Share {
  readonly whole?: number;
  /** Sum of what the containers name. */
  readonly taken: number;
  /** Some containers name nothing, and live on what is left. */
  readonly shared: boolean;
}

function cpuOf({ cpu, containers }: ProxiedTask): Share {
  return shareOf(cpu, containers.map((container) => container.cpu));
}

function memoryOf({ memoryMiB, containers }: ProxiedTask): Share {
  return shareOf(memoryMiB, containers.map((container) => container.memoryMiB ?? container.memoryReservationMiB));
}

function shareOf(whole: number | undefined, parts: readonly (number | undefined)[]): Share {
  return { whole, taken: parts.reduce<number>((sum, part) => sum + (part ?? 0), 0), shared: parts.some((part) => !part) };
}

function grown({ whole, taken, shared }: Share, needed: number): number | undefined {
  return whole === undefined ? undefined : Math.max(whole, (shared ? Math.max(whole, taken) : taken) + needed);
}

/** Unknown counts as enough. */
function hasRoom({ whole = Infinity, taken, shared }: Share, needed: number): boolean {
  const left = whole - taken - needed;
  return left > 0 || (left === 0 && !shared);
}

function checkShare(id: string, path: string, unit: string, { whole, taken, shared }: Share, needed: number, remedy: string): Finding[] {
  if (whole === undefined || hasRoom({ whole, taken, shared }, needed)) return [];
  const rest = shared ? ', and leave some to the containers that name none' : '';
  return [refuse(id, path,
    `must hold ${needed} ${unit} for the Service Connect proxy beside the ${taken} that containers take${rest}, got ${whole}; ${remedy}`)];
}

/** On instances a task may have none; on Fargate every task has one. */
function isWithoutMemory({ namesMemory }: ProxiedTask): boolean {
  return namesMemory === false;
}

function noTaskMemory({ memoryMiB }: ProxyNeeds): Finding {
  return refuse('ProxyRoom.NoTaskMemory', 'memoryMiB',
    `must be named in Service Connect: what the containers take, and ${memoryMiB} MiB or more for its proxy, got none; give the task a memory of its own`);
}

/** The smallest size that would not be refused; what has room stays. */
function remedyFor(task: ProxiedTask, needs: ProxyNeeds, fargate: boolean): string {
  const enough = (share: Share, needed: number) => (hasRoom(share, needed) ? share.whole : grown(share, needed));
  const cpu = enough(cpuOf(task), needs.cpu);
  const memoryMiB = enough(memoryOf(task), needs.memoryMiB);
  if (fargate && cpu !== undefined && memoryMiB !== undefined) {
    const size = FargateSize.smallestFor(cpu, memoryMiB);
    return checkFargateSize(size).length > 0 ? 'ask for less, or run it on instances'
      : `take FargateSize.of(${size.cpu}, ${size.memoryMiB}), or ProxyRoom.grown()`;
  }
  const numbers = [...(cpu === undefined ? [] : [`cpu ${cpu}`]), ...(memoryMiB === undefined ? [] : [`memoryMiB ${memoryMiB}`])];
  return `take ${numbers.join(' and ')}, or ProxyRoom.grown()`;
}

function sizeOf({ cpu, memoryMiB }: FargateSize): TaskSize {
  return { cpu, memoryMiB };
}
