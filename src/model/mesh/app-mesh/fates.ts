import { MeshGraph } from './mesh-graph';
import { entriesAt, MeshResource, spoken } from './mesh-resource';
import { AppMeshFate } from './plan-parts';

/** What becomes of a resource: of every one, something is said. */
export function fateOf(resource: MeshResource, graph: MeshGraph): AppMeshFate {
  return { resource: spoken(resource), becomes: resource.specUnread ? 'not known: its spec could not be read' : becomes(resource, graph) };
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
  if (listens && graph.isCalled(node.name)) return 'an endpoint';
  if (graph.backendsOf(node).length > 0) return 'a client';
  return listens ? 'a service outside of the mesh: nothing that was read calls it' : 'nothing: it neither listens nor calls';
}

function routerBecomes({ name }: MeshResource, graph: MeshGraph): string {
  if (graph.isRuled(name)) return 'rules of a load balancer or VPC Lattice';
  return graph.routesOf(name).some(({ shares }) => shares.length > 1) ? 'a rollout, or a rule with weights' : 'nothing: the endpoint balances by itself';
}

function routeBecomes(resource: MeshResource, graph: MeshGraph): string {
  if (graph.isRuled(resource.owner)) return 'a rule';
  const { shares = [] } = graph.routes.find((route) => route.resource === resource) ?? {};
  if (shares.length === 0) return 'nothing: it leads nowhere';
  return shares.length > 1 ? 'a rollout, or a rule with weights' : 'nothing: the name leads to the endpoint';
}

function serviceBecomes(service: MeshResource, graph: MeshGraph): string {
  const lead = graph.leads.find((each) => each.service === service);
  if (lead === undefined || lead.nodes.length === 0) return 'nothing: what answers to it is not known';
  return lead.ruledBy === undefined ? 'an alias' : 'a name of a load balancer or VPC Lattice';
}
