import { toldOfTask } from './task-paths';
import { controllerOf } from '../../model/deployment/written-service';
import { checkEndpointNames, EndpointNames } from '../../model/discovery/endpoint-names';
import { Finding, under } from '../../model/finding';
import { checkBridgeContainers } from '../../model/mesh/bridge-containers';
import { checkCallOrder } from '../../model/mesh/client-first';
import { checkAliasCount, checkConnectOptions } from '../../model/mesh/connect-options';
import { checkEndpoint, checkMember, findPort } from '../../model/mesh/service-connect';
import { checkWayIn } from '../../model/mesh/way-in';
import { readTaskDefinition } from '../../model/task/task-definition';
import { TemplateSet } from '../../model/template/template-set';
import { propertiesIn, textIn } from '../../model/template-value';
import { callsIn } from '../../model/workload/calls';
import { ConnectEndpoint, ConnectMember, endpointsOf, membersIn, namespacesIn } from '../../model/workload/connect';
import { TaskPort } from '../../model/workload/reached-task';
import { Registration, registrationsIn } from '../../model/workload/registries';
import { isAdmitted } from '../../model/workload/way-in';
import { Located, told } from '../check';

const NAMES = {
  alias: 'ClientAliases.0.DnsName',
  aliasPort: 'ClientAliases.0.Port',
  idle: 'IdleTimeoutSeconds',
  ingressPort: 'IngressPortOverride',
  perRequest: 'PerRequestTimeoutSeconds',
  timeouts: 'Timeout',
};

/** Services in Service Connect, and their endpoints. */
export function serviceConnect(set: TemplateSet): readonly Located[] {
  // What is outside of the VPC has no Service Connect at all: external-service.ts.
  return membersIn(set).filter(({ workload }) => workload.platform !== 'external').flatMap((member) => told(member.workload.service, [
    ...under('serviceConnectConfiguration', [...checkMember(memberFacts(member)), ...checkConnectOptions({ ...member.config, ...member })]),
    ...endpointsOf(member).flatMap((endpoint) => under(pathOf(endpoint), endpointFindings(endpoint))),
  ], NAMES));
}

/** Containers beside the proxy, in tasks on the bridge of their instance. */
export function bridgeContainers(set: TemplateSet): readonly Located[] {
  return membersIn(set).flatMap(({ task: { mode }, workload: { task } }) => (
    mode !== 'bridge' || task === undefined ? [] : toldOfTask(task, checkBridgeContainers(readTaskDefinition(task.properties).containers))));
}

/** Names that two endpoints of a namespace have. */
export function endpointNames(set: TemplateSet): readonly Located[] {
  const registered = registrationsIn(set);
  return [...namespacesIn(set)].flatMap(([namespace, members]) => {
    const taken = new Map(registered.filter((registration) => registration.namespace?.key === namespace).flatMap(namesInCloudMap));
    // Of two services that are made on some condition, there may be one at a time.
    return members.filter(({ workload }) => workload.service.condition === undefined).flatMap(endpointsOf).flatMap((endpoint) => {
      const names = namesOf(endpoint);
      const keys = [`discovery ${names.discoveryName}`, `alias ${names.alias}:${names.aliasPort}`];
      const others = keys.flatMap((key) => taken.get(key) ?? []);
      keys.filter((key) => !taken.has(key)).forEach((key) => taken.set(key, names));
      return told(endpoint.member.workload.service, under(pathOf(endpoint), checkEndpointNames(names, others)), NAMES);
    });
  });
}

/** Endpoints that nobody is let in to, though others of their namespace could call them. */
export function waysIn(set: TemplateSet): readonly Located[] {
  return [...namespacesIn(set).values()].filter((members) => members.length > 1).flat().flatMap((member) => {
    const { task: { mode }, workload: { service } } = member;
    // In other modes the instance chooses the port.
    return mode !== 'awsvpc' ? [] : endpointsOf(member).flatMap(({ discoveryName, entry, port: { port } = {} }) => {
      const listened = entry.hasIngressPort === false ? port : entry.ingressPort;
      return listened === undefined ? [] : told(service, checkWayIn({
        name: discoveryName === undefined ? 'its endpoint' : `'${discoveryName}'`, port: listened, admitted: isAdmitted(set, service, listened),
      }));
    });
  });
}

/** Clients that may start before what they call. */
export function callOrder(set: TemplateSet): readonly Located[] {
  return callsIn(set).flatMap(({ address, client, server, waits }) => told(client, checkCallOrder({ address, server: server.logicalId, waits })));
}

function memberFacts({ task: { mode: networkMode, windows }, workload: { platform, service, task } }: ConnectMember) {
  return {
    networkMode,
    windows,
    platform,
    platformVersion: textIn(service.properties.PlatformVersion),
    controller: controllerOf(service.properties),
    // ECS API reference, ProxyConfiguration: APPMESH is the only type, and what is taken where none is written.
    proxied: task !== undefined && propertiesIn(task.properties.ProxyConfiguration).ContainerName !== undefined,
  };
}

function endpointFindings(endpoint: ConnectEndpoint): Finding[] {
  const { entry, member, port } = endpoint;
  const [alias] = entry.aliases ?? [];
  return [
    ...checkPortName(entry.portName, member.task.ports),
    ...checkEndpoint({
      ...entry, alias: alias?.name, aliasPort: alias?.port, protocol: port?.speaks, containerPort: port?.port, takenPorts: takenPorts(endpoint),
    }),
    ...checkAliasCount(entry.aliases?.length),
  ];
}

/** A port whose name is not known may be the one. */
function checkPortName(portName: string | undefined, ports: readonly TaskPort[] | undefined): Finding[] {
  if (portName === undefined || ports === undefined) return [];
  const isKnown = ports.some(({ name }) => name === portName) || ports.every(({ name, named }) => name !== undefined || named === false);
  return isKnown ? findPort(ports, portName).findings : [];
}

/** Ports of the address that the tasks have; on the bridge a container has an address of its own. */
function takenPorts({ index, member: { config, task: { mode, ports = [] } } }: ConnectEndpoint): number[] {
  const others = (config.entries ?? []).slice(0, index).map(({ ingressPort }) => ingressPort);
  const own = ports.map(({ hostPort, port }) => (mode === 'awsvpc' ? port : hostPort));
  return [...own, ...others].filter((port): port is number => port !== undefined);
}

function namesOf({ alias, aliasPort, discoveryName, entry, member: { workload: { service } } }: ConnectEndpoint): EndpointNames {
  return { path: service.logicalId, service: `${service.template} ${service.logicalId}`, portName: entry.portName, discoveryName, alias, aliasPort };
}

function namesInCloudMap({ cloudMap }: Registration): [string, EndpointNames][] {
  const name = textIn(cloudMap?.resource.properties.Name);
  if (cloudMap === undefined || name === undefined || cloudMap.resource.condition !== undefined) return [];
  const path = cloudMap.resource.logicalId;
  return [[`discovery ${name}`, { path, service: path, discoveryName: name }]];
}

function pathOf({ index }: ConnectEndpoint): string {
  return `serviceConnectConfiguration.services[${index}]`;
}
