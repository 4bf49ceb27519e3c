import { controllerOf } from '../../model/deployment/written-service';
import { checkRegisteredName } from '../../model/discovery/endpoint-names';
import { checkClassicBalancer, checkHealthConfig } from '../../model/discovery/health-config';
import { checkRegistryPort } from '../../model/discovery/registry-port';
import { checkRegistration, checkService } from '../../model/discovery/service-discovery';
import { under } from '../../model/finding';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { textIn } from '../../model/template-value';
import { knownPorts } from '../../model/workload/reached-task';
import { Registration, registrationsIn } from '../../model/workload/registries';
import { serviceTargets } from '../../model/workload/service-targets';
import { taskCounts } from '../../model/workload/task-counts';
import { Located, told } from '../check';

/** Services that Cloud Map has names for, and those names. */
export function cloudMapRegistrations(set: TemplateSet): readonly Located[] {
  // What is outside of the VPC has no registry at all: external-service.ts.
  const registrations = registrationsIn(set).filter(({ workload }) => workload.platform !== 'external');
  return [...registrations.flatMap((registration) => [...ofService(set, registration), ...ofCloudMap(registration)]), ...sameNames(registrations)];
}

function ofService(set: TemplateSet, { cloudMap, index, mode, ports, registry, workload }: Registration): readonly Located[] {
  const { service } = workload;
  return [
    ...told(service, [
      ...checkService({ mode, controller: controllerOf(service.properties), tasks: taskCounts(set, workload).max, registries: index }),
      ...checkClassicBalancer(serviceTargets(set, service)?.some(({ classic }) => classic)),
    ], { service: 'ServiceRegistries' }),
    ...told(service, under(`serviceRegistries[${index}]`, checkRegistryPort(registry, { mode, records: cloudMap?.facts.records, ports: knownPorts(ports) })),
      { portName: 'ContainerPort', service: '' }),
  ];
}

function ofCloudMap({ cloudMap, isShared, mode, namespace }: Registration): readonly Located[] {
  if (cloudMap === undefined) return [];
  const { facts, resource } = cloudMap;
  const { records, ttl } = facts;
  return told(resource, [
    ...checkRegistration({
      namespace: namespace?.kind,
      shared: isShared,
      name: textIn(resource.properties.Name),
      records,
      ttlSeconds: ttl?.seconds,
      // That a task has no network is told of its service.
      service: { mode: mode === 'none' ? undefined : mode },
    }),
    ...checkHealthConfig({ ...facts, namespace: namespace?.kind }),
  ], { namespace: 'NamespaceId', records: 'DnsConfig.DnsRecords', ttl: `DnsConfig.DnsRecords.${ttl?.record}.TTL` });
}

/** Names of Cloud Map that another one of the namespace has. */
function sameNames(registrations: readonly Registration[]): readonly Located[] {
  const taken = new Map<string, Resource>();
  return registrations.flatMap(({ cloudMap, namespace }) => {
    const name = textIn(cloudMap?.resource.properties.Name);
    // Of two that are made on some condition, there may be one at a time.
    if (cloudMap === undefined || namespace === undefined || name === undefined || cloudMap.resource.condition !== undefined) return [];
    const { resource } = cloudMap;
    const key = `${namespace.key} ${name}`;
    const other = taken.get(key);
    taken.set(key, other ?? resource);
    return other === undefined || other === resource ? [] : told(resource, checkRegisteredName(name, [{ path: other.logicalId, service: '', discoveryName: name }]));
  });
}
