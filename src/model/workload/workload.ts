import { providersOfCluster, sharesIn, WorkloadShare } from './capacity-shares';
import { controllerOf } from '../deployment/written-service';
import { LaunchPlatform } from '../task/network-mode';
import { TaskDefinitionFacts } from '../task/task';
import { readTaskDefinition } from '../task/task-definition';
import { grouped } from '../template/grouped';
import { onceForSet } from '../template/once';
import { joined, referencesIn } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, textIn } from '../template-value';

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
  /** Some of its tasks run on Fargate Spot. */
  readonly isSpot?: boolean;
}

/** A task definition, and the services that run it. */
export interface TaskUse {
  readonly task: Resource;
  readonly facts: TaskDefinitionFacts;
  readonly workloads: readonly Workload[];
}

/** Every service, with what it is made of. */
export const workloadsIn = onceForSet((set): readonly Workload[] => set.resources('AWS::ECS::Service').map((service) => workloadOf(set, service)));

/** Every task definition, with the services that run it. */
export const taskUsesIn = onceForSet((set): readonly TaskUse[] => {
  const byTask = grouped(workloadsIn(set).flatMap((workload): [Resource, Workload][] => (
    workload.task === undefined ? [] : [[workload.task, workload]])));
  return set.resources('AWS::ECS::TaskDefinition')
    .map((task) => ({ task, facts: readTaskDefinition(task.properties), workloads: byTask.get(task) ?? [] }));
});

/** The scalable targets that set a service's number of tasks. */
export function scalableTargetsOf(set: TemplateSet, service: Resource): readonly Resource[] {
  const named = namesOf(service).flatMap((name) => namedTargets(set).get(name) ?? []).filter((target) => mayBeIn(set, target, service));
  return [...new Set([...set.referrers(service, SCALABLE_TARGET), ...named])];
}

const SCALABLE_TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const CLUSTER = 'AWS::ECS::Cluster';

// ECS API reference, CreateService launchType.
const PLATFORMS: ReadonlyMap<string, LaunchPlatform> = new Map([
  ['FARGATE', 'fargate'], ['EC2', 'ec2'], ['EXTERNAL', 'external'], ['MANAGED_INSTANCES', 'managed-instances'],
]);

function workloadOf(set: TemplateSet, service: Resource): Workload {
  const { properties, raw } = service;
  const task = ofType(set.target(service, raw.TaskDefinition), 'AWS::ECS::TaskDefinition');
  const cluster = ofType(set.target(service, raw.Cluster) ?? set.named(CLUSTER, 'ClusterName', properties.Cluster), CLUSTER);
  const shares = sharesOf(set, service, cluster);
  const scheduling = properties.SchedulingStrategy;
  return {
    service,
    task,
    cluster,
    platform: platformOf(service, cluster, shares),
    shares,
    isDaemon: scheduling === undefined || textIn(scheduling) !== undefined ? scheduling === 'DAEMON' : undefined,
    isSpot: shares && someOf(shares.map(isOnSpot)),
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
  if (controllerOf(properties) === 'EXTERNAL') return undefined;
  const launchType = textIn(properties.LaunchType);
  if (launchType !== undefined) return PLATFORMS.get(launchType);
  if (shares === undefined || isWritten(properties.LaunchType) !== false) return undefined;
  // ECS API reference, CreateService: without a strategy and a default of the cluster, tasks run on EC2 instances.
  if (shares.length === 0) return cluster === undefined ? undefined : 'ec2';
  const [first, ...others] = shares.map(({ platform }) => platform);
  return others.every((platform) => platform === first) ? first : undefined;
}

/** It gives tasks to Fargate Spot; undefined where it may. */
function isOnSpot({ base, provider, weight }: WorkloadShare): boolean | undefined {
  if (provider !== undefined && provider !== 'FARGATE_SPOT') return false;
  if (provider === undefined || (base ?? 0) + (weight ?? 0) === 0) return base === 0 && weight === 0 ? false : undefined;
  return true;
}

function someOf(each: readonly (boolean | undefined)[]): boolean | undefined {
  if (each.includes(true)) return true;
  return each.includes(undefined) ? undefined : false;
}

const namedTargets = onceForSet((set) => grouped(set.resources(SCALABLE_TARGET).flatMap((target) => {
  const names = [textIn(target.properties.ResourceId), wordsOf(target, target.raw.ResourceId)].flatMap((id) => nameIn(id) ?? []);
  return [...new Set(names)].map((name): [string, Resource] => [name, target]);
})));

/** Application Auto Scaling API reference, RegisterScalableTarget: service/<cluster>/<service>. */
function nameIn(resourceId: string | undefined): string | undefined {
  const [, , name] = resourceId?.split('/') ?? [];
  return name;
}

/** The name of a service: as it is known, and in the words of its template. */
function namesOf(service: Resource): readonly string[] {
  return [textIn(service.properties.ServiceName), wordsOf(service, service.raw.ServiceName)].flatMap((name) => name ?? []);
}

/** What a value puts together, where what is said twice in one template in the same words is the same. */
function wordsOf({ template }: Resource, value: unknown): string | undefined {
  return joined(value)?.map((part) => (typeof part === 'string' ? part : `<${encodeURIComponent(template)} ${part.logicalId} ${part.attribute ?? 'Ref'}>`)).join('');
}

/** The scalable target names no other cluster than that of the service. */
function mayBeIn(set: TemplateSet, target: Resource, service: Resource): boolean {
  const references = referencesIn(target.raw.ResourceId).map(({ logicalId }) => set.target(target, { Ref: logicalId }));
  const named = references.find((each) => each?.type === CLUSTER);
  const own = set.target(service, service.raw.Cluster);
  return named === undefined || own === undefined || named === own;
}

function ofType(resource: Resource | undefined, type: string): Resource | undefined {
  return resource?.type === type ? resource : undefined;
}
