import { Finding, refuse } from '../finding';

/** What is known of an override of one container. */
export interface OverrideFacts {
  /** Absent when not known. */
  readonly container?: string;
}

/**
 * Refuses overrides of containers that the task has not, and two for one container: ECS takes neither.
 *
 * Amazon ECS API Reference, ContainerOverride.
 *
 * @param containers names of the task's containers; absent where one of them is not known
 */
export function checkOverrides(overrides: readonly OverrideFacts[], containers: readonly string[] | undefined): Finding[] {
  const names = overrides.map(({ container }) => container);
  return names.flatMap((name, index) => {
    if (name === undefined) return [];
    const path = `[${index}].container`;
    if (names.indexOf(name) < index) {
      return [refuse('ContainerOverrides.Twice', path, `is changed once for a run, got '${name}' again; put both into one`)];
    }
    return containers === undefined || containers.includes(name) ? [] : [refuse('ContainerOverrides.UnknownContainer', path,
      `names a container of the task, which has ${containers.join(', ')}, got '${name}'`)];
  });
}
