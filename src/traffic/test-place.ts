import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { takenPriorities } from './balancer-usage';
import { loadBalancerOf } from './listener-facts';
import { RuleClaim } from './traffic-strategy';
import { RolledTraffic } from '../deployment/rollout-kind';
import { TestTraffic } from '../deployment/test-traffic';
import { Finding, refuse } from '../model/finding';
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
    return { listener, priority: given ?? priority - 1, conditions: [...conditions, elbv2.ListenerCondition.httpHeader(header.name, [header.value])] };
  }
  return { listener: other ?? testListener!, priority: given ?? priority, conditions };
}

/** Refuses test traffic that has no way in. */
export function checkTestPlace(test: TestTraffic, shape: RolledTraffic, claims: RuleClaim[]): Finding[] {
  const { _header: header, _listener: listener, _port: port } = test;
  if (shape.targets > 1) {
    return [refuse('TestTraffic.SeveralTargets', '', `is for a service with one target group, got ${shape.targets}; leave it out, or make the service reachable in one way`)];
  }
  if (port !== undefined && !shape.ownBalancer) {
    return [refuse('TestTraffic.Port', 'port', 'is a port of a load balancer that is made with the service, got a service without one; take TestTraffic.listener() or TestTraffic.header()')];
  }
  if ((header ?? listener) && shape.networkListeners > 0) {
    return [refuse('TestTraffic.Network', '', `knows no headers and no rules behind a network load balancer, got a ${header ? 'header' : 'listener'}; take TestTraffic.port()`)];
  }
  return claims.flatMap((claim) => checkClaim(test, claim));
}

function checkClaim(test: TestTraffic, production: RuleClaim): Finding[] {
  const { _header: header, _listener: other, _priority: given } = test;
  const listener = other ?? production.listener;
  if (other && loadBalancerOf(other) !== loadBalancerOf(production.listener)) {
    return [refuse('TestTraffic.OtherBalancer', 'listener', 'must be of the load balancer of production, got one of another; ECS shifts traffic within one')];
  }
  const own = known(production.priority);
  if (header && own === undefined && given === undefined) {
    return [refuse('TestTraffic.Priority', 'priority', 'must be given where the priority of production is known to the deployment only, got none')];
  }
  const priority = known(given) ?? (header && own !== undefined ? own - 1 : own);
  if (priority === undefined) return [];
  if (header && own !== undefined && (priority >= own || priority < 1)) {
    return [refuse('TestTraffic.Priority', 'priority', `must be from 1 and below that of production, ${own}, so that the header decides first, got ${priority}; raise that of production, or name a lower one`)];
  }
  const owner = takenPriorities(listener).get(priority);
  return owner === undefined ? [] : [refuse('ListenerRule.PriorityTaken', 'priority', `must be unique on its listener, got ${priority}, which ${owner} has; name another one`)];
}
