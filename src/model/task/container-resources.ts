import { at, ContainerFacts, pathOf, sharedPath, TaskFacts } from './container-facts';
import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition Memory: what Docker 20.10 reserves at least.
const MEMORY_MIB: Range = { min: 6, unit: 'MiB' };
// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition Cpu.
const CPU: Range = { min: 0, unit: 'CPU units' };
// ECS Developer Guide, "Amazon ECS task definition parameters": 0.125 to 192 vCPU on EC2, Managed Instances and External.
const INSTANCE_TASK_CPU: Range = { min: 128, max: 196608, unit: 'CPU units' };

/** Refuses memory that Docker cannot give, or a reservation above the limit. */
export function checkContainerMemory({ cpu, memoryMiB, memoryReservationMiB }: ContainerFacts): Finding[] {
  const findings = [
    ...checkRange('Containers.Cpu', 'cpu', cpu, CPU),
    ...checkRange('Containers.Memory', 'memoryMiB', memoryMiB, MEMORY_MIB),
    ...checkRange('Containers.Memory', 'memoryReservationMiB', memoryReservationMiB, MEMORY_MIB),
  ];
  if (findings.length > 0 || memoryMiB === undefined || memoryReservationMiB === undefined || memoryMiB >= memoryReservationMiB) return findings;
  return [refuse('Containers.ReservationAboveLimit', 'memoryReservationMiB',
    `must be at most the hard limit of ${memoryMiB} MiB, got ${memoryReservationMiB}; lower it or raise memoryMiB`)];
}

/** Refuses containers that together ask for more than their task has. */
export function checkResourceSums(containers: readonly ContainerFacts[], task: Pick<TaskFacts, 'cpu' | 'memoryMiB'>): Finding[] {
  const cpus = containers.map(({ cpu }) => cpu);
  const memories = containers.map(({ memoryMiB, memoryReservationMiB }) => memoryMiB ?? memoryReservationMiB);
  return [
    ...checkSum('Containers.CpuSum', sharedPath(containers, 'cpu'), cpus, task.cpu, 'CPU units'),
    ...checkSum('Containers.MemorySum', sharedPath(containers, 'memoryMiB'), memories, task.memoryMiB, 'MiB'),
  ];
}

/** Refuses containers without memory in a task without a size: on instances ECS takes either. */
export function checkInstanceMemory(containers: readonly ContainerFacts[], task: Pick<TaskFacts, 'namesMemory'>): Finding[] {
  if (task.namesMemory !== false) return [];
  // CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition Memory.
  return containers.flatMap((container, index) => (container.namesMemory === false
    ? [refuse('Containers.NoMemory', at(pathOf(container, index), 'memoryMiB'), 'must be set on instances, where nothing else limits it, got none; name it, or a size for the task')] : []));
}

/** Refuses a task size that instances do not offer; Fargate's sizes have a check of their own. */
export function checkInstanceTaskSize({ cpu }: Pick<TaskFacts, 'cpu'>): Finding[] {
  return checkRange('Task.Cpu', 'cpu', cpu, INSTANCE_TASK_CPU);
}

function checkSum(id: string, path: string, parts: (number | undefined)[], whole: number | undefined, unit: string): Finding[] {
  const known = parts.filter((part) => part !== undefined);
  const sum = known.reduce((total, part) => total + part, 0);
  if (whole === undefined || !(sum > whole)) return [];
  const got = known.length > 1 ? `${known.join(' + ')} = ${sum}` : `${sum}`;
  return [refuse(id, path, `must fit into the ${whole} ${unit} of the task, got ${got}; ask for less or take a larger size`)];
}
