import { advise, Finding } from '../finding';
import { all } from '../range';

/** One capacity provider's part of the tasks that are started together; absent where it is not known. */
export interface RunShare {
  readonly provider?: string;
  readonly base?: number;
  readonly weight?: number;
}

/** What is known of the runs of a task. */
export interface RunFacts {
  /** Tasks that one call of `RunTask` starts; absent when not known. */
  readonly tasks?: number;
  /** A task that is interrupted, or finds no room, is started again. */
  readonly retried: boolean;
  /** What starts the task has no way to have it started again. */
  readonly onlyOnce?: boolean;
}

/**
 * Advises against capacity that keeps a service alive, and does something else to tasks that are run and end.
 *
 * ECS Developer Guide, "Amazon ECS clusters for Fargate": the base is filled first, with each call of `RunTask` anew.
 *
 * @param spotOnly nothing runs on demand
 */
export function checkRunCapacity(shares: readonly RunShare[], spotOnly: boolean, { onlyOnce, retried, tasks }: RunFacts): Finding[] {
  return [...checkBase(shares, tasks), ...(spotOnly && !retried ? [advise('StandaloneTask.SpotOnly', '',
    'runs on Spot only, where a task may be stopped at two minutes\' notice or find no room, and nothing starts it again: its run is lost; '
    + `take capacity on demand, ${onlyOnce ? '' : 'have runs retried by TaskRun.supervised(), '}or acknowledge this where one may be lost`)] : [])];
}

function checkBase(shares: readonly RunShare[], tasks: number | undefined): Finding[] {
  const taking = shares.find(({ base = 0 }) => tasks !== undefined && base > 0 && base >= tasks);
  const idle = shares.filter((share) => share !== taking && (share.weight ?? 0) > 0);
  if (taking === undefined || idle.length === 0) return [];
  const names = idle.map(({ provider }) => provider ?? 'another provider');
  return [advise('StandaloneTask.BaseTakesAll', '',
    `has ${taking.provider ?? 'one provider'} take all tasks of a run, got a base of ${taking.base} for runs that start ${tasks} at a time, so that `
    + `${all(names)} never gets one; set the base to 0, which fargateSpot() calls \`onDemandBase\`, and its weight too where all are to run on the other`)];
}
