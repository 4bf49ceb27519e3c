import { groupPool, InstanceGroup, instanceGroupsIn } from './instance-groups';
import { taskUsesIn, Workload, workloadsIn } from './workload';
import { Zones, zonesOf, zonesOfSubnets } from './zones';
import { TaskNeeds } from '../capacity/instance-room';
import { InstancePoolFacts } from '../capacity/pool-facts';
import { taskNeeds } from '../capacity/task-needs';
import { readGroupProvider, readManagedInstances } from '../capacity/written-provider';
import { TaskDefinitionFacts } from '../task/task';
import { modeOnInstances } from '../task/written-mode';
import { grouped } from '../template/grouped';
import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, knownList, listIn, numberIn, propertiesIn } from '../template-value';

/** Instances that a capacity provider stands for, and the services on them. */
export interface Pool {
  readonly provider: Resource;
  /** Absent for Managed Instances, and where the group is not in the set. */
  readonly group?: InstanceGroup;
  /** Without its daemons. */
  readonly facts: InstancePoolFacts;
  /** The services that have a task on each of the instances. */
  readonly daemons: readonly Workload[];
  readonly zones?: Zones;
  /** The clusters that list the provider. */
  readonly clusters: readonly Resource[];
  /** The services whose tasks may run here. */
  readonly workloads: readonly Workload[];
}

/** Every capacity provider of the set, with its instances. */
export const poolsIn: (set: TemplateSet) => ReadonlyMap<Resource, Pool> = onceForSet((set) => {
  const byProvider = workloadsByProvider(set);
  const daemons = daemonsByCluster(set);
  const groups = new Map(instanceGroupsIn(set).flatMap((group) => group.providers.map((provider): [Resource, InstanceGroup] => [provider, group])));
  return new Map(set.resources('AWS::ECS::CapacityProvider').map((provider): [Resource, Pool] => {
    const workloads = byProvider.get(provider) ?? [];
    const clusters = clustersOf(set, provider);
    const group = groups.get(provider);
    const zones = group === undefined ? managedZones(set, provider) : zonesOfGroup(set, group.resource);
    return [provider, {
      provider,
      group,
      clusters,
      workloads,
      zones,
      facts: { ...factsOf(provider, group), zones: zones?.zones },
      daemons: [...workloads.filter(({ isDaemon }) => isDaemon), ...clusters.flatMap((cluster) => daemons.get(cluster) ?? [])],
    }];
  }));
});

/** The pools that a service's tasks may run on; absent where not all of them are known, empty on Fargate. */
export function poolsOf(set: TemplateSet, { shares }: Workload): readonly Pool[] | undefined {
  const used = shares?.filter(({ base, weight }) => base !== 0 || weight !== 0).filter(({ platform }) => platform !== 'fargate');
  const pools = used?.map(({ resource }) => (resource === undefined ? undefined : poolsIn(set).get(resource)));
  return pools?.every((pool) => pool !== undefined) ? [...new Set(pools)] : undefined;
}

/** What is known of a pool, or for one of its services: its daemons, or the others, take their part of each instance. */
export function poolFor(set: TemplateSet, { daemons, facts }: Pool, workload?: Workload): InstancePoolFacts {
  return { ...facts, daemons: daemons.filter((daemon) => daemon !== workload).flatMap((daemon) => needsOf(set, daemon) ?? []) };
}

/** What is known of the task of a service on instances; absent where its task definition is not in the set. */
export function taskFactsOf(set: TemplateSet, { task }: Workload): TaskDefinitionFacts | undefined {
  return task === undefined ? undefined : factsByTask(set).get(task);
}

const factsByTask = onceForSet((set) => new Map(taskUsesIn(set).map(({ facts, task }): [Resource, TaskDefinitionFacts] => {
  return [task, { ...facts, networkMode: modeOnInstances(task.properties), namesCpu: facts.cpu === undefined && mayHaveCpu(task) }];
})));

/** Some CPU units are asked for, and not known. */
function mayHaveCpu({ properties }: Resource): boolean {
  const containers = listIn(properties.ContainerDefinitions).map((container) => propertiesIn(container).Cpu);
  return isWritten(properties.Cpu) !== false || containers.some((cpu) => isWritten(cpu) !== false && numberIn(cpu) === undefined);
}

function needsOf(set: TemplateSet, daemon: Workload): TaskNeeds | undefined {
  const facts = taskFactsOf(set, daemon);
  return facts === undefined ? undefined : taskNeeds(facts);
}

function workloadsByProvider(set: TemplateSet): ReadonlyMap<Resource, readonly Workload[]> {
  return grouped(workloadsIn(set).flatMap((workload) => (
    [...new Set(workload.shares?.flatMap(({ resource }) => resource ?? []))].map((provider): [Resource, Workload] => [provider, workload]))));
}

/** The daemons that run on every instance of a cluster, whichever capacity provider it is of. */
function daemonsByCluster(set: TemplateSet): ReadonlyMap<Resource, readonly Workload[]> {
  return grouped(workloadsIn(set).filter(isOnAll).flatMap((workload): [Resource, Workload][] => (
    workload.cluster === undefined ? [] : [[workload.cluster, workload]])));
}

function isOnAll({ isDaemon, platform, service, shares }: Workload): boolean {
  return isDaemon === true && platform === 'ec2' && shares?.length === 0 && isWritten(service.properties.PlacementConstraints) === false;
}

function clustersOf(set: TemplateSet, provider: Resource): readonly Resource[] {
  const own = set.target(provider, provider.properties.ClusterName) ?? set.named('AWS::ECS::Cluster', 'ClusterName', provider.properties.ClusterName);
  const listing = set.referrers(provider, 'AWS::ECS::Cluster', 'AWS::ECS::ClusterCapacityProviderAssociations')
    .map((owner) => (owner.type === 'AWS::ECS::Cluster' ? owner : set.target(owner, owner.properties.Cluster)));
  return [...new Set([own, ...listing])].flatMap((cluster) => (cluster?.type === 'AWS::ECS::Cluster' ? cluster : []));
}

function factsOf(provider: Resource, group: InstanceGroup | undefined): InstancePoolFacts {
  const managed = readManagedInstances(provider.properties);
  if (managed !== undefined) {
    const { allowedTypes, capacityOption } = managed;
    const isSpot = capacityOption === undefined ? undefined : capacityOption === 'SPOT';
    // ECS Developer Guide, "Amazon ECS Managed Instances": with trunking. A name with an asterisk stands for many types.
    return {
      managedScaling: true,
      trunking: true,
      spot: isSpot,
      spotOnly: isSpot,
      instanceTypes: allowedTypes?.some((name) => name.includes('*')) ? undefined : allowedTypes,
    };
  }
  const { managedScaling, targetCapacityPercent } = readGroupProvider(provider.properties) ?? {};
  return {
    ...group && groupPool(group),
    managedScaling,
    // CloudFormation reference, AWS::ECS::CapacityProvider ManagedScaling.
    targetCapacityPercent: managedScaling ? targetCapacityPercent : undefined,
  };
}

function zonesOfGroup(set: TemplateSet, group: Resource): Zones | undefined {
  const { AvailabilityZones: zones, VPCZoneIdentifier: subnets } = group.properties;
  return isWritten(subnets) === false ? zonesOf(knownList(zones)) : zonesOfSubnets(set, group, subnets);
}

function managedZones(set: TemplateSet, provider: Resource): Zones | undefined {
  return zonesOfSubnets(set, provider, entryIn(provider.properties, 'ManagedInstancesProvider.InstanceLaunchTemplate.NetworkConfiguration.Subnets'));
}
