import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { listenerKey, loadBalancerOf } from './listener-facts';
import { RuleClaim } from './traffic-strategy';
import { Finding, advise, refuse } from '../model/finding';
import { known } from '../private/known';

/** Rules and target groups of an Application Load Balancer, without the default rules. Elastic Load Balancing, "Quotas" (adjustable). */
const ROUTES_A_BALANCER = 100;

interface Route {
  readonly listener: string;
  readonly priority?: number;
  readonly rule: IConstruct;
}

/** Routes of this library by balancer, for each construct tree: a walk over a tree of hundreds of services would cost too much. */
const routesByTree = new WeakMap<IConstruct, Map<string, Route[]>>();

/** Users of the target groups that others made, for each construct tree. */
const usersByTree = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Refuses a priority that another rule of the listener has already. */
export function checkPriority({ listener, priority }: RuleClaim): Finding[] {
  const wanted = known(priority);
  if (wanted === undefined) return [];
  const taken = takenPriorities(listener);
  const owner = taken.get(wanted);
  if (owner === undefined) return [];
  return [refuse('TrafficSource.PriorityTaken', 'priority',
    `is unique on a listener, got ${wanted}, which ${owner} has; ${nextFree(wanted, taken)} is free`)];
}

/** Remembers a rule; the finding says when its balancer has more than AWS gives by default. */
export function recordRoute({ listener, priority }: RuleClaim, rule: IConstruct): Finding[] {
  const routes = routesOf(listener);
  routes.push({ listener: listenerKey(listener), priority: known(priority), rule });
  const count = routes.filter((route) => isInTree(route.rule)).length;
  return count === ROUTES_A_BALANCER + 1 ? [advise('TrafficSource.RulesQuota', 'traffic',
    `gives its load balancer rule and target group number ${count}, of which AWS allows ${ROUTES_A_BALANCER} unless the account's quota was raised;` +
    ' raise it, or put some services behind a second load balancer')] : [];
}

/** Advises against a target group that another service has already. ECS Developer Guide, "Use an Application Load Balancer". */
export function recordTargetGroup(targetGroup: elbv2.ITargetGroup, user: IConstruct): Finding[] {
  const tree = targetGroup.node.root;
  const users = usersByTree.get(tree) ?? new Map<string, IConstruct>();
  usersByTree.set(tree, users);
  const key = known(targetGroup.targetGroupArn) ?? targetGroup.node.path;
  const other = users.get(key);
  users.set(key, user);
  return other === undefined || !isInTree(other) ? [] : [advise('TrafficSource.SharedTargetGroup', 'traffic',
    `shares its target group with ${other.node.path}; deployments of one disturb the other, so give each a target group of its own`)];
}

function takenPriorities(listener: elbv2.IApplicationListener): Map<number, string> {
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

function nextFree(wanted: number, taken: Map<number, string>): number {
  let free = wanted;
  while (taken.has(free)) free++;
  return free;
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
