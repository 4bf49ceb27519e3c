import { at, ContainerFacts, pathOf } from './container-facts';
import { advise, Finding } from '../finding';

/** What is known of the memory of a task. */
export interface TaskMemoryFacts {
  /** The task has a memory of its own; absent when not known. */
  readonly namesMemory?: boolean;
}

/** Advises against containers that may take all the memory of their instance: neither they nor their task have a limit. */
export function checkHardLimit(
  containers: readonly Pick<ContainerFacts, 'namesHardLimit' | 'path'>[], { namesMemory }: TaskMemoryFacts,
): Finding[] {
  if (namesMemory !== false) return [];
  return containers.flatMap((container, index) => (container.namesHardLimit === false ? [advise('Containers.NoHardLimit', at(pathOf(container, index), 'memoryMiB'),
    'limits what the container takes of its instance, got none, so that one leak stops the tasks beside it; set it, or a memory for the task')] : []));
}
