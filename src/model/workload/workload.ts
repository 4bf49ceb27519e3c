import { providersOfCluster, sharesIn, WorkloadShare } from './capacity-shares';
import { LaunchPlatform } from '../task/network-mode';
import { TaskDefinitionFacts } from '../task/task';
import { readTaskDefinition } from '../task/task-definition';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, propertiesIn, textIn } from '../template-value';

/** A service of a set of templates, with what it is made of; absent is what is not in the set, or not known. */
export interface Workload {
  readonly service: Resource;
  readonly task?: Resource;
  readonly cluster?: Resource;
  /** What its tasks run on. */
  readonly platform?: LaunchPlatform;
  /** How its tasks are split over capacity providers: by itself or by its cluster; empty with a launch type. */
  readonly shares?: readonly WorkloadShare[];
  /** A task on each instance. */
  readonly isDaemon?: boolean;
  /** Some of its tasks may run on Fargate Spot. */
  readonly isSpot?: boolean;
}

/** A task definition, and the services that run it. */
export interface TaskUse {
  readonly task: Resource;
  readonly facts: TaskDefinitionFacts;
  readonly workloads: readonly Workload[];
}

/** Every service, with what it is made of. */
export function workloadsIn(set: TemplateSet): readonly Workload[] {
  return once(WORKLOADS, set, () => set.resources('AWS::ECS::Service').map((service) => workloadOf(set, service)));
}

/** Every task definition, with the services that run it. */
export function taskUsesIn(set: TemplateSet): readonly TaskUse[] {
  return once(TASK_USES, set, () => {
    const byTask = new Map<Resource, Workload[]>();
    workloadsIn(set).forEach((workload) => {
      if (workload.task !== undefined) byTask.set(workload.task, [...byTask.get(workload.task) ?? [], workload]);
    });
    return set.resources('AWS::ECS::TaskDefinition')
      .map((task) => ({ task, facts: readTaskDefinition(task.properties), workloads: byTask.get(task) ?? [] }));
  });
}

/** The scalable targets that set a service's number of tasks. */
export function scalableTargetsOf(set: TemplateSet, service: Resource): readonly Resource[] {
  const name = textIn(service.properties.ServiceName);
  const named = name === undefined ? [] : namedTargets(set).get(name) ?? [];
  return [...new Set([...set.referrers(service, SCALABLE_TARGET), ...named])];
}

const SCALABLE_TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

const WORKLOADS = new WeakMap<TemplateSet, readonly Workload[]>();
const TASK_USES = new WeakMap<TemplateSet, readonly TaskUse[]>();
const NAMED_TARGETS = new WeakMap<TemplateSet, ReadonlyMap<string, readonly Resource[]>>();

// ECS API reference, CreateService launchType.
const PLATFORMS: Readonly<Record<string, LaunchPlatform>> = {
  FARGATE: 'fargate', EC2: 'ec2', EXTERNAL: 'external', MANAGED_INSTANCES: 'managed-instances',
};

function workloadOf(set: TemplateSet, service: Resource): Workload {
  const { properties, raw } = service;
  const task = ofType(set.target(service, raw.TaskDefinition), 'AWS::ECS::TaskDefinition');
  const cluster = ofType(set.target(service, raw.Cluster) ?? set.named('AWS::ECS::Cluster', 'ClusterName', properties.Cluster), 'AWS::ECS::Cluster');
  const shares = sharesOf(set, service, cluster);
  const scheduling = properties.SchedulingStrategy;
  return {
    service,
    task,
    cluster,
    platform: platformOf(service, cluster, shares),
    shares,
    isDaemon: scheduling === undefined || textIn(scheduling) !== undefined ? scheduling === 'DAEMON' : undefined,
    isSpot: shares?.some(({ provider, base, weight }) => provider === 'FARGATE_SPOT' && (base !== 0 || weight !== 0)),
  };
}

function sharesOf(set: TemplateSet, service: Resource, cluster: Resource | undefined): readonly WorkloadShare[] | undefined {
  const { CapacityProviderStrategy: strategy, LaunchType: launchType } = service.properties;
  const own = knownList(strategy);
  if (own === undefined) return undefined;
  if (own.length > 0) return sharesIn(set, service, own);
  const hasLaunchType = isWritten(launchType);
  if (hasLaunchType !== false) return hasLaunchType ? [] : undefined;
  return cluster === undefined ? undefined : providersOfCluster(set, cluster);
}

function platformOf({ properties }: Resource, cluster: Resource | undefined, shares: Workload['shares']): LaunchPlatform | undefined {
  // With the controller EXTERNAL, task sets say where tasks run.
  if (propertiesIn(properties.DeploymentController).Type === 'EXTERNAL') return undefined;
  const launchType = textIn(properties.LaunchType);
  if (launchType !== undefined) return PLATFORMS[launchType];
  if (shares === undefined || isWritten(properties.LaunchType) !== false) return undefined;
  // ECS API reference, CreateService: without a strategy and a default of the cluster, tasks run on EC2 instances.
  if (shares.length === 0) return cluster === undefined ? undefined : 'ec2';
  const [first, ...others] = shares.map(({ platform }) => platform);
  return others.every((platform) => platform === first) ? first : undefined;
}

function namedTargets(set: TemplateSet): ReadonlyMap<string, readonly Resource[]> {
  return once(NAMED_TARGETS, set, () => {
    const targets = new Map<string, Resource[]>();
    set.resources(SCALABLE_TARGET).forEach((target) => {
      // Application Auto Scaling API reference, RegisterScalableTarget: service/<cluster>/<service>.
      const [, , name] = textIn(target.properties.ResourceId)?.split('/') ?? [];
      if (name !== undefined) targets.set(name, [...targets.get(name) ?? [], target]);
    });
    return targets;
  });
}

function ofType(resource: Resource | undefined, type: string): Resource | undefined {
  return resource?.type === type ? resource : undefined;
}

/** What is read of a set is read once, however many rules ask. */
function once<Value>(known: WeakMap<TemplateSet, Value>, set: TemplateSet, read: () => Value): Value {
  const value = known.get(set) ?? read();
  known.set(set, value);
  return value;
}
