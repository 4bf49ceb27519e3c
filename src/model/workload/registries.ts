import { NamedNamespace, namespaceNamed } from './namespaces';
import { reachedTaskOf, TaskPort } from './reached-task';
import { Workload, workloadsIn } from './workload';
import { CloudMapServiceFacts, readCloudMapService, readRegistry, RegistryFacts } from '../discovery/written-registry';
import { NetworkMode } from '../task/network-mode';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isFunction, knownList, textIn } from '../template-value';

/** A registry of an ECS service, with what it leads to; absent is what is not in the set, or not known. */
export interface Registration {
  readonly workload: Workload;
  /** Place in the list of the service. */
  readonly index: number;
  readonly registry: RegistryFacts;
  readonly mode?: NetworkMode;
  readonly ports?: readonly TaskPort[];
  readonly cloudMap?: { readonly resource: Resource; readonly facts: CloudMapServiceFacts };
  readonly namespace?: NamedNamespace;
  /** Another account shares the namespace. */
  readonly isShared?: boolean;
}

/** The services that have registries, and those. */
export function registrationsIn(set: TemplateSet): readonly Registration[] {
  return workloadsIn(set).flatMap((workload) => {
    const registries = knownList(workload.service.properties.ServiceRegistries) ?? [];
    return registries.some(isFunction) ? [] : registries.map((entry, index) => registrationOf(set, workload, readRegistry(entry), index));
  });
}

function registrationOf(set: TemplateSet, workload: Workload, registry: RegistryFacts, index: number): Registration {
  const { mode, ports } = reachedTaskOf(workload);
  const resource = set.target(workload.service, registry.arn);
  if (resource?.type !== 'AWS::ServiceDiscovery::Service') return { workload, index, registry, mode, ports };
  const facts = readCloudMapService(resource.properties);
  return {
    workload,
    index,
    registry,
    mode,
    ports,
    cloudMap: { resource, facts },
    namespace: namespaceNamed(set, resource, facts.namespace),
    isShared: isOfOthers(facts.namespace, workload),
  };
}

/** The account of the stack is that of the cluster, task definition and roles that its service names. */
function isOfOthers(namespace: unknown, { service, task }: Workload): boolean | undefined {
  const { Cluster: cluster, TaskDefinition: taskDefinition } = service.properties;
  const { ExecutionRoleArn: executionRole, TaskRoleArn: taskRole } = task?.properties ?? {};
  const [own] = [cluster, taskDefinition, executionRole, taskRole].flatMap((arn) => accountIn(arn) ?? []);
  const owner = accountIn(namespace);
  return owner === undefined || own === undefined ? undefined : owner !== own;
}

function accountIn(arn: unknown): string | undefined {
  return /^arn:[a-z-]+:[a-z]+:[a-z0-9-]*:(\d{12}):/.exec(textIn(arn) ?? '')?.[1];
}
