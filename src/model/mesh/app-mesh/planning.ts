import { AppMeshPlan } from './app-mesh-plan';
import { endpointsOf } from './endpoints';
import { fateOf } from './fates';
import { gatewayGaps, leadGaps, meshGaps, nodeGaps, routeGaps, sharedMeshGaps } from './gaps';
import { Lead, MeshGraph } from './mesh-graph';
import { MeshedTask, MeshInventory, unreadPartOf } from './mesh-resource';
import { AppMeshAlias, AppMeshGap } from './plan-parts';
import { ReadRoute, rolloutOf, ruleOf } from './routes';
import { dropsOf, roleDropsOf, runsAs } from './task-drops';
import { InterconnectMethod } from '../interconnect-options';

/** The plan for all that was read. */
export function planOf(inventory: MeshInventory): AppMeshPlan {
  const graph = new MeshGraph(inventory);
  const nodes = graph.all('virtualNode');
  const tasks = tasksOf(inventory.tasks);
  const ways = graph.gatewayRoutes.filter(({ resource }) => unreadPartOf(resource) === undefined);
  const closed = graph.routes.filter(({ resource }) => !graph.isOpen(resource.owner));
  const ruled = closed.filter(({ resource }) => graph.methodOf(resource.owner) !== InterconnectMethod.SERVICE_CONNECT);
  return AppMeshPlan._of({
    nodes: nodes.map(({ name }) => name),
    endpoints: nodes.flatMap((node) => endpointsOf(node, {
      called: graph.isCalled(node.name), routes: graph.routesTo(node.name), taskDefinition: tasks.get(node.name),
    })),
    aliases: graph.leads.flatMap(aliasesOf),
    connections: nodes.flatMap((node) => graph.backendsOf(node).map((virtualService) => (
      { client: node.name, virtualService, servers: graph.serversOf(virtualService) }))),
    rollouts: closed.flatMap((route) => rolloutOf(route, graph.methodOf(route.resource.owner)) ?? []),
    rules: [...ruled, ...ways].sort(byRouterAndPriority).map((route) => ruleOf(route,
      route.resource.kind === 'gatewayRoute' ? InterconnectMethod.LOAD_BALANCER : graph.methodOf(route.resource.owner))),
    drops: [...inventory.tasks.flatMap(dropsOf), ...inventory.roles.flatMap(roleDropsOf)],
    noEquivalent: gapsOf(inventory, graph, tasks),
    fates: inventory.resources.map((resource) => fateOf(resource, graph)),
    unread: [...new Set([...inventory.unread, ...graph.unreadParts(), ...graph.absent(), ...graph.namesakes()])],
  });
}

function gapsOf(inventory: MeshInventory, graph: MeshGraph, tasks: ReadonlyMap<string, string>): AppMeshGap[] {
  return [
    ...graph.all('mesh').flatMap(meshGaps),
    ...sharedMeshGaps(inventory.resources),
    ...graph.all('virtualNode').flatMap((node) => nodeGaps(node, tasks.has(node.name))),
    ...[...graph.routes, ...graph.gatewayRoutes].filter(({ resource }) => unreadPartOf(resource) === undefined).flatMap(routeGaps),
    ...graph.all('virtualGateway').flatMap(gatewayGaps),
    ...graph.leads.flatMap(leadGaps),
  ];
}

/** Task definitions by the virtual nodes as which they run. */
function tasksOf(tasks: readonly MeshedTask[]): Map<string, string> {
  return new Map(tasks.flatMap((task) => {
    const resource = runsAs(task);
    return resource?.kind === 'virtualNode' ? [[resource.name, task.name]] : [];
  }));
}

function aliasesOf({ method, nodes, ports, service }: Lead): AppMeshAlias[] {
  if (nodes.length === 0) return [];
  return (ports.length === 0 ? [undefined] : ports).map((port) => ({ virtualService: service.name, port, virtualNodes: nodes, method }));
}

// App Mesh API reference, RouteSpec: lower numbers first, and those without one last.
function byRouterAndPriority(a: ReadRoute, b: ReadRoute): number {
  return (a.resource.owner ?? '').localeCompare(b.resource.owner ?? '') || (a.priority ?? Infinity) - (b.priority ?? Infinity) || 0;
}
