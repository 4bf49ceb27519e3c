import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { listenerKey, loadBalancerOf } from './listener-facts';
import { RuleClaim } from './traffic-strategy';
import { Finding, under } from '../model/finding';
import { checkRouteCount } from '../model/traffic/load-balancer';
import { checkSharedGroup } from '../model/traffic/shared-group';
import { known } from '../private/known';

interface Route {
  readonly listener: string;
  readonly priority?: number;
  readonly rule: IConstruct;
}

/** Routes of this library by balancer, for each construct tree: a walk over a tree of hundreds of services would cost too much. */
const routesByTree = new WeakMap<IConstruct, Map<string, Route[]>>();

/** Users of the target groups that others made, for each construct tree. */
const usersByTree = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Which rule has which priority on a listener, as far as this app knows. */
export function takenPriorities(listener: elbv2.IApplicationListener): ReadonlyMap<number, string> {
  const taken = new Map<number, string>();
  const key = listenerKey(listener);
  for (const { listener: owner, priority, rule } of routesOf(listener)) {
    if (owner === key && priority !== undefined && isInTree(rule)) taken.set(priority, rule.node.path);
  }
  // Rules that the L2 listener made for its user are its children.
  for (const child of listener.node.children) {
    const rule = child.node.defaultChild;
    const priority = rule instanceof elbv2.CfnListenerRule ? known(rule.priority) : undefined;
    if (priority !== undefined) taken.set(priority, child.node.path);
  }
  return taken;
}

/** Remembers a rule; the finding says when its balancer has more than AWS gives. */
export function recordRoute({ listener, priority }: RuleClaim, rule: IConstruct): Finding[] {
  const routes = routesOf(listener);
  routes.push({ listener: listenerKey(listener), priority: known(priority), rule });
  return under('traffic', checkRouteCount(routes.filter((route) => isInTree(route.rule)).length));
}

/** Advises against a target group that another service has already. */
export function recordTargetGroup(targetGroup: elbv2.ITargetGroup, user: IConstruct): Finding[] {
  const tree = targetGroup.node.root;
  const users = usersByTree.get(tree) ?? new Map<string, IConstruct>();
  usersByTree.set(tree, users);
  const key = known(targetGroup.targetGroupArn) ?? targetGroup.node.path;
  const other = users.get(key);
  users.set(key, user);
  return checkSharedGroup('traffic', other === undefined || !isInTree(other) ? undefined : other.node.path);
}

function routesOf(listener: elbv2.IApplicationListener): Route[] {
  const tree = listener.node.root;
  const byBalancer = routesByTree.get(tree) ?? new Map<string, Route[]>();
  routesByTree.set(tree, byBalancer);
  const key = balancerKey(listener);
  const routes = byBalancer.get(key) ?? [];
  byBalancer.set(key, routes);
  return routes;
}

/** The ARN of a listener is that of its balancer and an id. */
function balancerKey(listener: elbv2.IApplicationListener): string {
  return known(listener.listenerArn)?.replace(/\/[^/]*$/, '') ?? loadBalancerOf(listener)?.node.path ?? listener.node.path;
}

/** A construct whose making failed has left its scope. */
function isInTree(construct: IConstruct): boolean {
  return construct.node.scopes.every((node, depth, path) => depth === 0 || path[depth - 1].node.tryFindChild(node.node.id) === node);
}
