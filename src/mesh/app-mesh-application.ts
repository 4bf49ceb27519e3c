import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { IMeshServer } from './mesh-endpoint';
import { ServiceConnectMesh } from './service-connect-mesh';
import { MeshServerOptions } from './service-connect-options';
import { factsNow } from '../deployment/existing-service';
import { portsOf, reach, reachedFacts } from '../discovery/reached-service';
import { under } from '../model/finding';
import { AppMeshPlan } from '../model/mesh/app-mesh/app-mesh-plan';
import { checkApplication, checkProxy, checkShift, idBeside, NamedNode, namesToGive } from '../model/mesh/app-mesh/application';
import { AppMeshEndpoint } from '../model/mesh/app-mesh/plan-parts';
import { ContainerPortFacts } from '../model/task/container-facts';
import { ownEntry } from '../model/template/odd-text';
import { guardCall } from '../private/guard';

/** Which services take the places of virtual nodes. */
export interface AppMeshServices {
  /** Services of this app, by the names of the virtual nodes that they replace; one service may replace several. */
  readonly services: { [virtualNode: string]: ecsRefs.IServiceRef };
}

/** What was made of virtual services. */
export interface MigratedEndpoints {
  /** Endpoints of the mesh, by the names of the virtual services that they replace; of several ports the first. */
  readonly endpoints: { [virtualService: string]: IMeshServer };
}

/** Adds the servers and clients of a plan to a mesh, and connects them. */
export function applyPlan(plan: AppMeshPlan, mesh: ServiceConnectMesh, { services }: AppMeshServices): MigratedEndpoints {
  const placed = Object.fromEntries(Object.entries(services).map(([node, service]) => [node, service.node.path]));
  guardCall(mesh, [
    ...checkApplication(plan, placed),
    ...Object.entries(services).flatMap(([node, service]) => under(`services.${node}`, [
      ...checkProxy(isProxied(service)), ...checkShift(plan, placed, node, unledStrategy(service)),
    ])),
  ]);

  const ids = new Set(mesh.node.children.map((child) => child.node.id));
  const servers = namesToGive(plan, placed, ids).map((name) => (
    { name, server: mesh.addServer(name.id, serverOptions(name, services[name.virtualNode])) }));
  const members = new Set(servers.map(({ name }) => placed[name.virtualNode]));
  for (const { client, virtualService } of plan.connections) {
    const service = ownEntry(services, client);
    if (service === undefined) continue;
    if (!members.has(placed[client])) mesh.addClient(idBeside(ids, client, 'Client'), { service });
    members.add(placed[client]);
    servers.filter(({ name }) => name.alias === virtualService).forEach(({ server }) => mesh.connect(service, server));
  }
  return { endpoints: Object.fromEntries(servers.reverse().map(({ name, server }) => [name.alias, server])) };
}

function serverOptions({ alias, aliasPort, discoveryName, endpoint }: NamedNode, service: ecsRefs.IServiceRef): MeshServerOptions {
  const port = portOf(service, endpoint);
  const timeouts = endpoint?.perRequestSeconds === undefined && endpoint?.idleSeconds === undefined ? undefined : {
    perRequest: durationOf(endpoint.perRequestSeconds),
    idle: durationOf(endpoint.idleSeconds),
  };
  return {
    service,
    alias,
    aliasPort,
    discoveryName,
    timeouts,
    portName: port?.name,
    appProtocol: port !== undefined && port.appProtocol === undefined ? appProtocolOf(endpoint) : undefined,
  };
}

/** How the deployments of a service move traffic that nothing leads to it yet; undefined where something does. */
function unledStrategy(service: ecsRefs.IServiceRef): string | undefined {
  const { reached } = reach('AppMeshMigration', 'services', service);
  if (reached === undefined) return undefined;
  const { loadBalancers, serviceConnectConfiguration, vpcLatticeConfigurations } = Stack.of(reached.resource).resolve({
    loadBalancers: reached.resource.loadBalancers,
    serviceConnectConfiguration: reached.resource.serviceConnectConfiguration,
    vpcLatticeConfigurations: reached.resource.vpcLatticeConfigurations,
  });
  const isLed = serviceConnectConfiguration !== undefined
    || [loadBalancers, vpcLatticeConfigurations].some((all) => all !== undefined && all.length !== 0);
  return isLed ? undefined : factsNow(reached.resource).strategy;
}

/** The task definition sends all traffic through a proxy of its own. */
function isProxied(service: ecsRefs.IServiceRef): boolean {
  const { reached } = reach('AppMeshMigration', 'services', service);
  return reached !== undefined && reachedFacts(reached).proxied;
}

/** The named port of the service that listens where the virtual node did; without one the mesh takes the only port with a name. */
function portOf(service: ecsRefs.IServiceRef, endpoint: AppMeshEndpoint | undefined): ContainerPortFacts | undefined {
  const { reached } = reach('AppMeshMigration', 'services', service);
  const named = reached === undefined ? [] : portsOf(reachedFacts(reached).task).filter(({ name }) => name !== undefined);
  return named.length === 1 ? named[0] : named.find(({ port }) => port === endpoint?.port);
}

function appProtocolOf(endpoint: AppMeshEndpoint | undefined): ecs.AppProtocol | undefined {
  switch (endpoint?.appProtocol) {
    case 'http': return ecs.AppProtocol.http;
    case 'http2': return ecs.AppProtocol.http2;
    case 'grpc': return ecs.AppProtocol.grpc;
    default: return undefined;
  }
}

function durationOf(seconds: number | undefined): Duration | undefined {
  return seconds === undefined ? undefined : Duration.seconds(seconds);
}
