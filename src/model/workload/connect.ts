import { NamedNamespace, namespaceNamed } from './namespaces';
import { ReachedTask, reachedTaskOf, TaskPort } from './reached-task';
import { Workload, workloadsIn } from './workload';
import { ConnectEntry, ConnectFacts, readServiceConnect } from '../mesh/written-connect';
import { grouped } from '../template/grouped';
import { onceForSet } from '../template/once';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownProperties } from '../template-value';

/** A service that is in Service Connect. */
export interface ConnectMember {
  readonly workload: Workload;
  readonly config: ConnectFacts;
  readonly task: ReachedTask;
  /** Its cluster has a namespace for services that name none; absent where that is not known. */
  readonly hasClusterDefault?: boolean;
  /** Absent where it is not known. */
  readonly namespace?: NamedNamespace;
}

/** An endpoint of a member, with the names that it has where nothing is written. */
export interface ConnectEndpoint {
  readonly member: ConnectMember;
  /** Place in the list of the service. */
  readonly index: number;
  readonly entry: ConnectEntry;
  readonly port?: TaskPort;
  readonly discoveryName?: string;
  readonly alias?: string;
  readonly aliasPort?: number;
}

/** The services that are known to be in Service Connect. */
export const membersIn: (set: TemplateSet) => readonly ConnectMember[] = onceForSet((set) => workloadsIn(set).flatMap((workload) => {
  const config = readServiceConnect(workload.service.properties.ServiceConnectConfiguration);
  return config?.enabled ? [memberOf(set, workload, config)] : [];
}));

/** The endpoints of a member; none where they are not known. */
export function endpointsOf(member: ConnectMember): readonly ConnectEndpoint[] {
  const { config, namespace, task } = member;
  return (config.entries ?? []).map((entry, index) => {
    const port = entry.portName === undefined ? undefined : task.ports?.find(({ name }) => name === entry.portName);
    const discoveryName = entry.hasDiscoveryName === false ? entry.portName : entry.discoveryName;
    const [first] = entry.aliases ?? [];
    // CloudFormation reference, ServiceConnectClientAlias.
    const fallback = discoveryName === undefined || namespace?.name === undefined ? undefined : `${discoveryName}.${namespace.name}`;
    return { member, index, entry, port, discoveryName, alias: first?.hasName === false ? fallback : first?.name, aliasPort: first?.port };
  });
}

/** Members by their namespaces. */
export const namespacesIn: (set: TemplateSet) => ReadonlyMap<string, readonly ConnectMember[]> = onceForSet((set) => (
  grouped(membersIn(set).flatMap((member): [string, ConnectMember][] => (member.namespace === undefined ? [] : [[member.namespace.key, member]])))));

function memberOf(set: TemplateSet, workload: Workload, config: ConnectFacts): ConnectMember {
  const { cluster, service } = workload;
  const ofCluster = cluster && knownProperties(cluster.properties.ServiceConnectDefaults)?.Namespace;
  const byCluster = cluster && namespaceNamed(set, cluster, ofCluster);
  return {
    workload,
    config,
    task: reachedTaskOf(workload),
    hasClusterDefault: cluster && isWritten(cluster.properties.ServiceConnectDefaults),
    namespace: config.hasNamespace === false ? byCluster : namespaceNamed(set, service, config.namespace),
  };
}
