import { ContainerFacts, sharedPath } from './container-facts';
import { Finding, refuse } from '../finding';

// ECS Developer Guide, "Amazon ECS service quotas": fixed, sidecars count too.
const MOST_CONTAINERS = 10;

/** Refuses a task without containers, or with more than a task can hold. */
export function checkContainerCount(containers: readonly ContainerFacts[]): Finding[] {
  const count = containers.filter(({ mayBeAbsent }) => !mayBeAbsent).length;
  if (containers.length === 0) {
    return [refuse('Containers.None', 'containers', 'must list at least one container, got none')];
  }
  if (count <= MOST_CONTAINERS) return [];
  return [refuse('Containers.TooMany', 'containers', `must be at most ${MOST_CONTAINERS}, got ${count}; move some to a task of their own`)];
}

/** Refuses a task in which no container is essential. */
export function checkEssential(containers: readonly ContainerFacts[]): Finding[] {
  if (containers.length === 0 || containers.some(({ essential }) => essential !== false)) return [];
  return [refuse('Containers.NoneEssential', sharedPath(containers, 'essential'),
    'must leave at least one container of the task essential, got false for all; leave `essential` out of the main one')];
}
