import { scalableTargetsOf, Workload, workloadsIn } from './workload';
import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, knownProperties, numberIn, Properties, textIn } from '../template-value';

/** The fewest and the most tasks of a service outside of deployments; absent is what is not known. */
export interface TaskCounts {
  readonly min?: number;
  readonly max?: number;
  /** What says so, where the service itself does not. */
  readonly minAt?: CountPlace;
  readonly maxAt?: CountPlace;
}

/** A property of a scalable target. */
export interface CountPlace {
  readonly resource: Resource;
  readonly path: string;
}

// CloudFormation reference, AWS::ECS::Service DesiredCount: where neither it nor a scalable target says so.
const DEFAULT_TASKS = 1;

/** How many tasks a service has: what it asks for, or what its scalable targets and their schedules leave open; a daemon's instances decide. */
export function taskCounts(set: TemplateSet, { isDaemon, service }: Workload): TaskCounts {
  if (isDaemon !== false) return {};
  const targets = scalableTargetsOf(set, service);
  if (targets.length > 0) {
    const [least, most] = [extreme(targets, 'MinCapacity', Math.min), extreme(targets, 'MaxCapacity', Math.max)];
    return { min: least?.count, minAt: least, max: most?.count, maxAt: most };
  }
  if (hasUnknownTargets(set)) return {};
  const { DesiredCount: desired } = service.properties;
  // Another stack may scale a service that this one offers.
  const absent = set.isOffered(service) ? undefined : DEFAULT_TASKS;
  const tasks = isWritten(desired) === false ? absent : numberIn(desired);
  return { min: tasks, max: tasks };
}

/** A count, and what says it. */
interface Count extends CountPlace {
  readonly count: number;
}

/** The extreme of the counts; absent where one of them is not known. */
function extreme(targets: readonly Resource[], bound: Bound, choose: (...counts: number[]) => number): Count | undefined {
  const counts = targets.flatMap((target) => countsOf(target, bound));
  const known = counts.flatMap((each) => each ?? []);
  const chosen = choose(...known.map(({ count }) => count));
  return known.length === counts.length ? known.find(({ count }) => count === chosen) : undefined;
}

type Bound = 'MinCapacity' | 'MaxCapacity';

/** What a target and its schedules say of a bound; a schedule that says nothing leaves it as it is. */
function countsOf(resource: Resource, bound: Bound): (Count | undefined)[] {
  const { properties } = resource;
  const actions = knownList(properties.ScheduledActions)?.map(scheduled);
  if (actions === undefined || actions.includes(undefined)) return [undefined];
  return [
    { path: bound, value: properties[bound] },
    ...actions.map((action, index) => ({ path: `scheduledActions[${index}].scalableTargetAction.${bound}`, value: action?.[bound] }))
      .filter(({ value }) => isWritten(value) !== false),
  ].map(({ path, value }) => {
    const count = numberIn(value);
    return count === undefined ? undefined : { resource, path, count };
  });
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
