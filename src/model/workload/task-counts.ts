import { onceForSet } from './once';
import { scalableTargetsOf, Workload, workloadsIn } from './workload';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, knownProperties, numberIn, Properties, textIn } from '../template-value';

/** The fewest and the most tasks of a service outside of deployments; absent is what is not known. */
export interface TaskCounts {
  readonly min?: number;
  readonly max?: number;
}

// CloudFormation reference, AWS::ECS::Service DesiredCount: where neither it nor a scalable target says so.
const DEFAULT_TASKS = 1;

/** How many tasks a service has: what it asks for, or what its scalable targets and their schedules leave open; a daemon's instances decide. */
export function taskCounts(set: TemplateSet, { isDaemon, service }: Workload): TaskCounts {
  if (isDaemon !== false) return {};
  const targets = scalableTargetsOf(set, service);
  if (targets.length > 0) return { min: extreme(targets, 'MinCapacity', Math.min), max: extreme(targets, 'MaxCapacity', Math.max) };
  if (hasUnknownTargets(set)) return {};
  const { DesiredCount: desired } = service.properties;
  // Another stack may scale a service that this one offers.
  const absent = set.isOffered(service) ? undefined : DEFAULT_TASKS;
  const tasks = isWritten(desired) === false ? absent : numberIn(desired);
  return { min: tasks, max: tasks };
}

function extreme(targets: readonly Resource[], bound: Bound, choose: (...counts: number[]) => number): number | undefined {
  const counts = targets.flatMap((target) => countsOf(target, bound));
  return counts.includes(undefined) ? undefined : choose(...counts as number[]);
}

type Bound = 'MinCapacity' | 'MaxCapacity';

/** What a target and its schedules say of a bound; a schedule that says nothing leaves it as it is. */
function countsOf({ properties }: Resource, bound: Bound): (number | undefined)[] {
  const actions = knownList(properties.ScheduledActions)?.map(scheduled);
  if (actions === undefined || actions.includes(undefined)) return [undefined];
  return [properties[bound], ...actions.map((action) => action?.[bound]).filter((count) => isWritten(count) !== false)].map(numberIn);
}

function scheduled(action: unknown): Properties | undefined {
  const properties = knownProperties(action);
  return properties && knownProperties(properties.ScalableTargetAction);
}

/** Some scalable target of ECS may be that of any service. */
const hasUnknownTargets = onceForSet((set) => {
  const owned = new Set(workloadsIn(set).flatMap(({ service }) => scalableTargetsOf(set, service)));
  return set.resources('AWS::ApplicationAutoScaling::ScalableTarget').some((target) => {
    const { ResourceId: id, ServiceNamespace: namespace } = target.properties;
    return !owned.has(target) && textIn(id) === undefined && (textIn(namespace) ?? 'ecs') === 'ecs';
  });
});
