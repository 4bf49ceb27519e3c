import { TaskNeeds } from './instance-room';
import { isOneCopyAnInstance } from '../task/network-mode';
import { TaskDefinitionFacts } from '../task/task';

/** What one task takes of an instance: its own size, or what its containers reserve. */
export function taskNeeds(task: TaskDefinitionFacts): TaskNeeds {
  const { containers, cpu, namesCpu, networkMode } = task;
  return {
    cpu: cpu ?? (namesCpu ? undefined : sum(containers.map((container) => container.cpu))),
    memoryMiB: memoryOf(task),
    gpus: sum(containers.map(({ gpus }) => gpus)),
    neuronDevices: sum(containers.map(({ neuronDevices }) => neuronDevices)),
    ownNetworkInterface: networkMode === 'awsvpc',
    oneCopyAnInstance: networkMode !== undefined
      && containers.some(({ ports = [] }) => ports.some(({ hostPort }) => isOneCopyAnInstance(networkMode, hostPort))),
  };
}

/** Absent when it is named, and its number is not known. */
function memoryOf({ containers, memoryMiB, namesMemory }: TaskDefinitionFacts): number | undefined {
  if (memoryMiB !== undefined || namesMemory) return memoryMiB;
  // CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition MemoryReservation: where it is named, it is what counts.
  const parts = containers.map((container) => container.memoryReservationMiB ?? container.memoryMiB);
  return containers.some((container, index) => container.namesMemory && parts[index] === undefined) ? undefined : sum(parts);
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
