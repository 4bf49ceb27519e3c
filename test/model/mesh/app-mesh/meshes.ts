import { AppMeshPlan } from '../../../../src/model/mesh/app-mesh/app-mesh-plan';
import { planOf } from '../../../../src/model/mesh/app-mesh/planning';
import { templateInventory } from '../../../../src/model/mesh/app-mesh/sources';

type Resources = Record<string, unknown>;

/** The plan of the resources of one template. */
export function planFor(resources: Resources, rest: object = {}, parameters?: Record<string, string>): AppMeshPlan {
  return planOf(templateInventory([{ ...rest, Resources: resources }], parameters));
}

export function mesh(spec?: object, rest: object = {}): object {
  return { Type: 'AWS::AppMesh::Mesh', Properties: { MeshName: 'bookshop', Spec: spec, ...rest } };
}

export function node(name: unknown, spec: unknown = {}, rest: object = {}): object {
  return { Type: 'AWS::AppMesh::VirtualNode', Properties: { MeshName: 'bookshop', VirtualNodeName: name, Spec: spec, ...rest } };
}

export function router(name: string, port: unknown = 8080): object {
  return {
    Type: 'AWS::AppMesh::VirtualRouter',
    Properties: { MeshName: 'bookshop', VirtualRouterName: name, Spec: { Listeners: [{ PortMapping: { Port: port, Protocol: 'http' } }] } },
  };
}

/** A route of one kind, `HttpRoute` unless told otherwise. */
export function route(routerName: string, name: string, body: object, { kind = 'HttpRoute', priority }: { kind?: string; priority?: number } = {}): object {
  return {
    Type: 'AWS::AppMesh::Route',
    Properties: { MeshName: 'bookshop', VirtualRouterName: routerName, RouteName: name, Spec: { Priority: priority, [kind]: body } },
  };
}

export function service(name: unknown, provider: object): object {
  return { Type: 'AWS::AppMesh::VirtualService', Properties: { MeshName: 'bookshop', VirtualServiceName: name, Spec: { Provider: provider } } };
}

export function gateway(name: string, spec: object = {}): object {
  return { Type: 'AWS::AppMesh::VirtualGateway', Properties: { MeshName: 'bookshop', VirtualGatewayName: name, Spec: spec } };
}

export function gatewayRoute(gatewayName: string, name: string, serviceName: string, match: object = { Prefix: '/' }, rewrite?: object): object {
  return {
    Type: 'AWS::AppMesh::GatewayRoute',
    Properties: {
      MeshName: 'bookshop',
      VirtualGatewayName: gatewayName,
      GatewayRouteName: name,
      Spec: { HttpRoute: { Match: match, Action: { Target: { VirtualService: { VirtualServiceName: serviceName } }, Rewrite: rewrite } } },
    },
  };
}

export const byNode = (name: unknown) => ({ VirtualNode: { VirtualNodeName: name } });
export const byRouter = (name: unknown) => ({ VirtualRouter: { VirtualRouterName: name } });
export const calls = (...names: unknown[]) => names.map((name) => ({ VirtualService: { VirtualServiceName: name } }));
export const listens = (port: unknown, protocol: string = 'http', rest: object = {}) => ({ PortMapping: { Port: port, Protocol: protocol }, ...rest });
export const to = (...targets: [string, number][]) => ({ WeightedTargets: targets.map(([VirtualNode, Weight]) => ({ VirtualNode, Weight })) });
export const everything = { Prefix: '/' };

/** A route for testers of the second version. */
export const BETA = { Match: { Prefix: '/', Headers: [{ Name: 'x-beta', Match: { Exact: 'yes' } }] }, Action: to(['catalogue-2', 1]) };

/** A shop whose front calls a catalogue of two versions. */
export const SHOP: Resources = {
  Mesh: mesh({ EgressFilter: { Type: 'ALLOW_ALL' } }),
  Front: node('front', { Listeners: [listens(80)], Backends: calls('catalogue.shop.local') }),
  CatalogueOne: node('catalogue-1', { Listeners: [listens(8080)] }),
  CatalogueTwo: node('catalogue-2', { Listeners: [listens(8080)] }),
  Router: router('catalogue'),
  Route: route('catalogue', 'all', { Match: everything, Action: to(['catalogue-1', 90], ['catalogue-2', 10]) }),
  Catalogue: service('catalogue.shop.local', byRouter('catalogue')),
};
