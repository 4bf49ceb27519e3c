import { entriesAt, MeshResource, nameIn, propertiesAt, secondsIn } from './mesh-resource';
import { AppMeshRollout, AppMeshRule, AppMeshShare } from './plan-parts';
import { conditionsOf, listenersFor } from './route-match';
import { adviceBehindRules, adviceInMesh } from './verdicts';
import { numberIn, propertiesIn, Properties } from '../../template-value';
import { InterconnectMethod } from '../interconnect-options';

/** A route of a router, or of a gateway, read. */
export interface ReadRoute {
  readonly resource: MeshResource;
  readonly protocol?: string;
  readonly priority?: number;
  readonly conditions: string[];
  readonly shares: AppMeshShare[];
  readonly perRequestSeconds?: number;
  readonly idleSeconds?: number;
  /** What has rules with such conditions; both where there are none. */
  readonly listeners: string[];
}

// App Mesh API reference, RouteSpec and GatewayRouteSpec: exactly one of them.
const PROTOCOLS = ['httproute', 'http2route', 'grpcroute', 'tcproute'];
// VPC Lattice User Guide, "Listeners": it takes no TCP but TLS; App Mesh tells TCP apart by its port alone.
const TCP_LISTENERS = ['Network Load Balancer'];

/** What a route does, and under which conditions. */
export function readRoute(resource: MeshResource): ReadRoute {
  const key = PROTOCOLS.find((protocol) => resource.spec[protocol] !== undefined);
  const route = propertiesIn(key === undefined ? undefined : resource.spec[key]);
  const conditions = conditionsOf(propertiesIn(route.match));
  return {
    resource,
    protocol: key?.replace('route', ''),
    priority: numberIn(resource.spec.priority),
    conditions: conditions.map(({ text }) => text),
    listeners: key === 'tcproute' ? TCP_LISTENERS : listenersFor(conditions),
    shares: sharesOf(propertiesIn(route.action)),
    perRequestSeconds: secondsIn(propertiesAt(route, 'timeout').perrequest),
    idleSeconds: secondsIn(propertiesAt(route, 'timeout').idle),
  };
}

/** A route that takes all requests. */
export function takesAll(route: ReadRoute): boolean {
  return route.conditions.length === 0;
}

/** What becomes of a split of all requests, where the router's name has its one way; none where one target gets them all. */
export function rolloutOf(route: ReadRoute, method: InterconnectMethod): AppMeshRollout | undefined {
  const { protocol, resource, shares } = route;
  if (!takesAll(route) || shares.length < 2) return undefined;
  const isTcp = protocol === 'tcp';
  const isMesh = method === InterconnectMethod.SERVICE_CONNECT;
  const rollout = isMesh && shares.length === 2 && !isTcp ? rolloutFor(shares[1].percent) : undefined;
  const advice = isMesh ? adviceInMesh(shares, rollout, isTcp) : adviceBehindRules(method, shares, isTcp);
  return { virtualRouter: resource.owner ?? '', route: resource.name, shares, rollout, advice };
}

/** The rule that a route with conditions stands for; a route of a gateway is always one. */
export function ruleOf({ conditions, listeners, priority, resource, shares }: ReadRoute, method: InterconnectMethod): AppMeshRule {
  return { router: resource.owner ?? '', route: resource.name, priority, conditions, shares, listeners, method };
}

function sharesOf(action: Properties): AppMeshShare[] {
  const weighted = entriesAt(action, 'weightedtargets');
  const total = weighted.reduce((sum, { weight }) => sum + (numberIn(weight) ?? 0), 0);
  const shares = weighted.map(({ virtualnode, weight }) => ({
    target: nameIn(virtualnode) ?? '${virtualNode}',
    weight: numberIn(weight) ?? 0,
    percent: total === 0 ? 0 : Math.round((numberIn(weight) ?? 0) / total * 1000) / 10,
  }));
  const service = nameIn(propertiesAt(action, 'target', 'virtualservice').virtualservicename);
  return [...shares, ...(service === undefined ? [] : [{ target: service, weight: 1, percent: 100 }])].sort((a, b) => b.percent - a.percent);
}

function rolloutFor(smaller: number): string {
  if (smaller === 0) return 'Rollout.canary()';
  return smaller === 50 ? 'Rollout.linear({ stepPercent: 50 })' : `Rollout.canary({ percent: ${smaller} })`;
}
