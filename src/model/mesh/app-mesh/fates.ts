import { MeshGraph } from './mesh-graph';
import { entriesAt, MeshResource, spoken, unreadPartOf } from './mesh-resource';
import { AppMeshFate } from './plan-parts';
import { rolloutOf } from './routes';
import { spokenMethod } from './verdicts';
import { InterconnectMethod } from '../interconnect-options';

const OPEN = 'not known: a route of its router could not be read';

/** What becomes of a resource: of every one, something is said. */
export function fateOf(resource: MeshResource, graph: MeshGraph): AppMeshFate {
  const part = resource.specUnread ? 'spec' : unreadPartOf(resource);
  return { resource: spoken(resource), becomes: part === undefined ? becomes(resource, graph) : `not known: its ${part} could not be read` };
}

function becomes(resource: MeshResource, graph: MeshGraph): string {
  switch (resource.kind) {
    case 'mesh': return 'a Cloud Map namespace';
    case 'virtualNode': return nodeBecomes(resource, graph);
    case 'virtualRouter': return routerBecomes(resource, graph);
    case 'route': return routeBecomes(resource, graph);
    case 'virtualService': return serviceBecomes(resource, graph);
    case 'virtualGateway': return 'a load balancer or an HTTP API';
    case 'gatewayRoute': return 'a rule of that load balancer';
  }
}

function nodeBecomes(node: MeshResource, graph: MeshGraph): string {
  const listens = entriesAt(node.spec, 'listeners').length > 0;
  if (listens && graph.isCalled(node.name)) return graph.methodsTo(node.name).map((method) => (isMesh(method) ? 'an endpoint' : `a target of ${spokenMethod(method)}`)).join(' and ');
  if (graph.backendsOf(node).length > 0) return 'a client';
  return listens ? 'a service outside of the mesh: nothing that was read calls it' : 'nothing: it neither listens nor calls';
}

function routerBecomes({ name }: MeshResource, graph: MeshGraph): string {
  if (graph.isOpen(name)) return OPEN;
  const method = graph.methodOf(name);
  if (!isMesh(method)) return `rules of ${spokenMethod(method)}`;
  return graph.routesOf(name).some((route) => rolloutOf(route, method)?.rollout !== undefined) ? 'a rollout' : 'nothing: the endpoint balances by itself';
}

function routeBecomes(resource: MeshResource, graph: MeshGraph): string {
  if (graph.isOpen(resource.owner)) return OPEN;
  const method = graph.methodOf(resource.owner);
  if (!isMesh(method)) return `a rule of ${spokenMethod(method)}`;
  const route = graph.routes.find((each) => each.resource === resource);
  if (route === undefined || route.shares.length === 0) return 'nothing: it leads nowhere';
  return rolloutOf(route, method)?.rollout === undefined ? 'nothing: the name leads to the endpoint' : 'a rollout';
}

function serviceBecomes(service: MeshResource, graph: MeshGraph): string {
  const lead = graph.leads.find((each) => each.service === service);
  if (lead === undefined || lead.nodes.length === 0) return 'nothing: what answers to it is not known';
  return isMesh(lead.method) ? 'an alias' : `a name of ${spokenMethod(lead.method)}`;
}

function isMesh(method: InterconnectMethod): boolean {
  return method === InterconnectMethod.SERVICE_CONNECT;
}
