import { poolsOf, taskFactsOf } from './pools';
import { Workload } from './workload';
import { mostInstances } from '../capacity/instance-checks';
import { taskNeeds } from '../capacity/task-needs';
import { TemplateSet } from '../template/template-set';

/** Instances for a service of which each takes one task. */
export interface OwnInstances {
  /** A host port of the task is fixed: each instance takes one of them. */
  readonly needsOne: boolean;
  /** The most instances that there can be, where that limits the number of tasks and is known. */
  readonly instances?: number;
}

/** How many instances there are for a service's tasks, where each needs one of its own. A daemon has one on each, however many there are. */
export function instancesFor(set: TemplateSet, workload: Workload): OwnInstances {
  const facts = taskFactsOf(set, workload);
  const { isDaemon, platform } = workload;
  if (facts === undefined || platform === undefined || platform === 'fargate') return { needsOne: false };
  const needsOne = taskNeeds(facts).oneCopyAnInstance ?? false;
  const pools = needsOne && isDaemon === false ? poolsOf(set, workload) : undefined;
  return { needsOne, instances: pools && mostInstances(pools.map(({ facts: pool }) => pool)) };
}
