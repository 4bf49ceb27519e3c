import { entriesAt, MeshResource, propertiesAt, secondsIn } from './mesh-resource';
import { AppMeshRollout, AppMeshRule, AppMeshShare } from './plan-parts';
import { conditionsOf, listenersFor } from './route-match';
import { numberIn, propertiesIn, Properties, textIn } from '../../template-value';

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
    listeners: listenersFor(conditions),
    shares: sharesOf(propertiesIn(route.action)),
    perRequestSeconds: secondsIn(propertiesAt(route, 'timeout').perrequest),
    idleSeconds: secondsIn(propertiesAt(route, 'timeout').idle),
  };
}

/** A route that takes all requests. */
export function takesAll(route: ReadRoute): boolean {
  return route.conditions.length === 0;
}

/** The rollout that a split of all requests stands for; none where one target gets them all. */
export function rolloutOf(route: ReadRoute): AppMeshRollout | undefined {
  const { resource, shares } = route;
  if (!takesAll(route) || shares.length < 2) return undefined;
  const rollout = shares.length === 2 && route.protocol !== 'tcp' ? rolloutFor(shares[1].percent) : undefined;
  return { virtualRouter: resource.owner ?? '', route: resource.name, shares, rollout, advice: adviceFor(route, rollout) };
}

/** The rule that a route with conditions stands for; a route of a gateway is always one. */
export function ruleOf({ conditions, listeners, priority, resource, shares }: ReadRoute): AppMeshRule {
  return { router: resource.owner ?? '', route: resource.name, priority, conditions, shares, listeners };
}

function sharesOf(action: Properties): AppMeshShare[] {
  const weighted = entriesAt(action, 'weightedtargets');
  const total = weighted.reduce((sum, { weight }) => sum + (numberIn(weight) ?? 0), 0);
  const shares = weighted.map(({ virtualnode, weight }) => ({
    target: textIn(virtualnode) ?? '${virtualNode}',
    weight: numberIn(weight) ?? 0,
    percent: total === 0 ? 0 : Math.round((numberIn(weight) ?? 0) / total * 1000) / 10,
  }));
  const service = textIn(propertiesAt(action, 'target', 'virtualservice').virtualservicename);
  return [...shares, ...(service === undefined ? [] : [{ target: service, weight: 1, percent: 100 }])].sort((a, b) => b.percent - a.percent);
}

function rolloutFor(smaller: number): string {
  if (smaller === 0) return 'Rollout.canary()';
  return smaller === 50 ? 'Rollout.linear({ stepPercent: 50 })' : `Rollout.canary({ percent: ${smaller} })`;
}

function adviceFor({ protocol, shares }: ReadRoute, rollout: string | undefined): string {
  const weights = shares.map(({ weight }) => weight).join(' to ');
  const sideBySide = `services that are to stay side by side go behind a rule with the weights ${weights}`;
  if (protocol === 'tcp') {
    // ECS Developer Guide, "Blue/green with Service Connect": http, http2 and grpc.
    return `Service Connect splits no TCP: versions of one application become one service behind a Network Load Balancer with Rollout.canary(); ${sideBySide}, on that balancer`;
  }
  if (rollout === undefined) return `${shares.length} targets are no rollout: ${sideBySide}, of an Application Load Balancer or VPC Lattice`;
  const finished = shares[1].percent === 0 ? 'the shift is over: ' : '';
  return `${finished}versions of one application become one service with ${rollout}; ${sideBySide}, of an Application Load Balancer or VPC Lattice`;
}
