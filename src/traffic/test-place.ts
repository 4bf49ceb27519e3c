import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { takenPriorities } from './balancer-usage';
import { listenerKey, loadBalancerOf } from './listener-facts';
import { RuleClaim } from './traffic-strategy';
import { RolledTraffic } from '../deployment/rollout-kind';
import { TestTraffic } from '../deployment/test-traffic';
import { Finding, refuse } from '../model/finding';
import { LAST_PRIORITY, checkValueCount } from '../model/traffic/listener-rule';
import { known } from '../private/known';

/** A rule that test requests meet. */
interface TestPlace extends RuleClaim {
  readonly conditions: elbv2.ListenerCondition[];
}

/** What the rule of production is, and the listener of the test port where there is one. */
interface Production extends TestPlace {
  readonly testListener?: elbv2.IApplicationListener;
}

/** Where test requests for a rule come in; `undefined` where there are none. */
export function testPlace(test: TestTraffic | undefined, { conditions, listener, priority, testListener }: Production): TestPlace | undefined {
  if (test === undefined) return undefined;
  const { _header: header, _listener: other, _priority: given } = test;
  if (header) {
    const withHeader = elbv2.ListenerCondition.httpHeader(header.name, [header.value]);
    return { listener, priority: given ?? priority - 1, conditions: [...conditions, withHeader] };
  }
  return { listener: other ?? testListener!, priority: given ?? priority, conditions };
}

/** Refuses test traffic that has no way in; `ports` are those that a load balancer made with the service listens on. */
export function checkTestPlace(
  test: TestTraffic, shape: RolledTraffic, claims: RuleClaim[], ports: readonly (number | undefined)[] = [],
): Finding[] {
  const { _header: header, _listener: listener, _port: port, _priority: given } = test;
  if (shape.targets > 1) {
    return [refuse('TestTraffic.SeveralTargets', '', `is for a service with one target group, got ${shape.targets}; leave it out, or make the service reachable in one way`)];
  }
  if (port !== undefined && !shape.ownBalancer) {
    return [refuse('TestTraffic.Port', 'port', 'is a port of a load balancer that is made with the service, got a service without one; take TestTraffic.listener() or TestTraffic.header()')];
  }
  if (known(port) !== undefined && ports.includes(port)) {
    return [refuse('TestTraffic.Port', 'port', `must be one that the load balancer does not listen on, got ${port}; name another one`)];
  }
  if ((header ?? listener) && shape.networkListeners > 0) {
    return [refuse('TestTraffic.Network', '', `knows no headers and no rules behind a network load balancer, got a ${header ? 'header' : 'listener'}; take TestTraffic.port()`)];
  }
  if (shape.ownBalancer && shape.rules > 0) {
    return listener
      ? [refuse('TestTraffic.OtherBalancer', 'listener', 'must be of the load balancer of production, which is made with the service, got one of another; take TestTraffic.port() or TestTraffic.header()')]
      : header ? checkBefore(known(given) ?? LAST_PRIORITY - 1, LAST_PRIORITY) : [];
  }
  return claims.flatMap((claim) => checkClaim(test, claim));
}

function checkClaim(test: TestTraffic, production: RuleClaim): Finding[] {
  const { _header: header, _listener: other, _priority: given } = test;
  const listener = other ?? production.listener;
  if (other && loadBalancerOf(other) !== loadBalancerOf(production.listener)) {
    return [refuse('TestTraffic.OtherBalancer', 'listener', 'must be of the load balancer of production, got one of another; ECS shifts traffic within one')];
  }
  if (other && listenerKey(other) === listenerKey(production.listener)) {
    return [refuse('TestTraffic.SameListener', 'listener', 'must be another one than that of production, whose requests it would take, got the same; take TestTraffic.header() on it')];
  }
  const tooMany = header && production.values !== undefined ? checkValueCount(production.values + 1) : [];
  if (tooMany.length > 0) return tooMany;
  const own = known(production.priority);
  if (header && own === undefined && given === undefined) {
    return [refuse('TestTraffic.Priority', 'priority', 'must be given where the priority of production is known to the deployment only, got none')];
  }
  const priority = given === undefined ? header && own !== undefined ? own - 1 : own : known(given);
  if (priority === undefined) return [];
  const misplaced = header && own !== undefined ? checkBefore(priority, own) : [];
  if (misplaced.length > 0) return misplaced;
  const owner = takenPriorities(listener).get(priority);
  return owner === undefined ? [] : [refuse('ListenerRule.PriorityTaken', 'priority', `must be unique on its listener, got ${priority}, which ${owner} has; name another one`)];
}

/** The header is looked at first. */
function checkBefore(priority: number, production: number): Finding[] {
  return priority >= 1 && priority < production ? [] : [refuse('TestTraffic.Priority', 'priority',
    `must be from 1 and below that of production, ${production}, so that the header decides first, got ${priority}; raise that of production, or name a lower one`)];
}
