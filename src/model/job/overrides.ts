import { Finding, refuse } from '../finding';
import { checkVariableName } from '../name';

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

/** Variables of a container that have a value already. */
export interface TakenVariables {
  /** Names of those that every run sets. */
  readonly fixed: readonly string[];
  /** Names of those that the task definition fills from secrets; absent when not known. */
  readonly secrets: readonly (string | undefined)[];
}

/** Refuses a variable for the time of a run that has no name, or gets its value from elsewhere. */
export function checkTimeVariable(name: string | undefined, { fixed, secrets }: TakenVariables): Finding[] {
  const taken = fixed.includes(name ?? '') ? 'in the overrides of `run`' : secrets.includes(name) && 'to a secret of the task definition';
  return [
    ...checkVariableName('ScheduledTask.TimeVariable', '', name, 'SCHEDULED_TIME'),
    ...(name !== undefined && taken ? [refuse('ScheduledTask.TimeVariable', '', `is a variable of its own, got ${name}, which is set ${taken}; choose another name`)] : []),
  ];
}
