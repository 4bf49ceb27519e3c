import { advise, Finding, refuse } from '../finding';

// A daemon never runs twice on a machine. CloudFormation reference, AWS::ECS::Service DeploymentConfiguration.
const DAEMON_PERCENT = { min: 0, max: 100 };
const NEW_TASKS_FIRST = { min: 100, max: 200 };
const OLD_TASKS_FIRST = { min: 50, max: 100 };
const ONLY_TASK_FIRST = { min: 0, max: 100 };

/** What is known of how many tasks a service has, and where. */
export interface EdgeTasksFacts {
  /** One task on each machine. */
  readonly everyMachine: boolean;
  /** A machine takes one of the tasks at most. */
  readonly oneCopyAMachine: boolean;
  readonly desiredCount?: number;
}

/** What is known of how they are replaced. */
export interface EdgeRolloutFacts extends EdgeTasksFacts {
  /** As the library names it: `Rollout.rolling`. */
  readonly kind: string;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
}

/** With which percentages a rolling update gets through, however many machines there are: how many is nowhere in a template. */
export function healthyPercentOf({ desiredCount, everyMachine, oneCopyAMachine }: EdgeTasksFacts): { readonly min: number; readonly max: number } {
  if (everyMachine) return DAEMON_PERCENT;
  if (!oneCopyAMachine) return NEW_TASKS_FIRST;
  return desiredCount === undefined || desiredCount < 2 ? ONLY_TASK_FIRST : OLD_TASKS_FIRST;
}

/** Refuses rollouts that there are not on machines outside AWS, and advises against one that waits for a spare machine. */
export function checkEdgeRollout({ kind, ...facts }: EdgeRolloutFacts): Finding[] {
  if (kind !== 'Rollout.rolling') {
    return [refuse('EdgeService.Rollout', '',
      `must be Rollout.rolling() on machines outside AWS, to which no load balancer and no Service Connect could shift traffic, got ${kind}()`)];
  }
  const { everyMachine, maxHealthyPercent = DAEMON_PERCENT.max } = facts;
  if (!everyMachine) return checkSpareMachine(facts);
  return maxHealthyPercent === DAEMON_PERCENT.max ? [] : [refuse('EdgeService.MaxHealthyPercent', 'maxHealthyPercent',
    `is ${DAEMON_PERCENT.max} with \`everyMachine\`, which never runs a task twice on a machine, got ${maxHealthyPercent}; leave \`rollout\` out, or set ${DAEMON_PERCENT.max}`)];
}

/** A count of percent that rounds up to all tasks keeps each of them until a new one runs, which then needs a machine of its own. */
function checkSpareMachine({ desiredCount, minHealthyPercent, oneCopyAMachine }: Omit<EdgeRolloutFacts, 'kind'>): Finding[] {
  if (!oneCopyAMachine || desiredCount === undefined || desiredCount < 1 || minHealthyPercent === undefined) return [];
  if (Math.ceil(desiredCount * minHealthyPercent / 100) < desiredCount) return [];
  const lower = Math.floor(100 * (desiredCount - 1) / desiredCount);
  return [advise('EdgeService.SpareMachine', 'minHealthyPercent',
    `keeps all ${desiredCount} tasks until new ones run, got ${minHealthyPercent} where a machine takes one of them: a deployment then waits for a machine `
    + `without any; set it to at most ${lower}, or acknowledge this where there is always one to spare`)];
}
