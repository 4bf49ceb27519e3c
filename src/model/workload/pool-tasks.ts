import { InstanceGroup } from './instance-groups';
import { poolsIn, taskFactsOf } from './pools';
import { Workload, workloadsIn } from './workload';
import { NetworkMode } from '../task/network-mode';
import { grouped } from '../template/grouped';
import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { textIn } from '../template-value';

/** The clusters that instances of a group join. */
export function clustersOf(set: TemplateSet, { launch, providers }: InstanceGroup): readonly Resource[] {
  return [...new Set([...providers.flatMap((provider) => poolsIn(set).get(provider)?.clusters ?? []), ...launch?.clusters ?? []])];
}

/** The network modes of the tasks that run on instances of a group. */
export function modesOn(set: TemplateSet, group: InstanceGroup): readonly NetworkMode[] {
  const workloads = [
    ...group.providers.flatMap((provider) => poolsIn(set).get(provider)?.workloads ?? []),
    ...clustersOf(set, group).flatMap((cluster) => onAnyInstance(set).get(cluster) ?? []),
  ];
  return [...new Set(workloads.flatMap((workload) => taskFactsOf(set, workload)?.networkMode ?? []))];
}

/** True where instances join a cluster of that name without being told, false where none of their clusters has it. */
export function joinsDefault(set: TemplateSet, group: InstanceGroup): boolean | undefined {
  const names = clustersOf(set, group).map(({ properties: { ClusterName: name } }) => (name === undefined ? '' : textIn(name)));
  if (names.includes('default')) return true;
  return names.length === 0 || names.includes(undefined) ? undefined : false;
}

/** Services that have no capacity provider: their tasks run on any instance of the cluster. */
const onAnyInstance = onceForSet((set) => grouped(workloadsIn(set).flatMap((workload): [Resource, Workload][] => {
  const { cluster, platform, shares } = workload;
  return cluster !== undefined && platform === 'ec2' && shares?.length === 0 ? [[cluster, workload]] : [];
})));
