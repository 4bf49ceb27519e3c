import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { applicationTarget, makeApplicationTargetGroup, TargetOptions } from './application-target';
import { openToIdentityProvider, openToTargets } from './balancer-egress';
import { recordRoute } from './balancer-usage';
import { balancerGroupOf, loadBalancerOf } from './listener-facts';
import { ListenerLogin } from './listener-login';
import { LiveWeights } from './live-weights';
import { testPlace } from './test-place';
import { BoundTarget, RuleClaim, TrafficContext, TrafficPartner } from './traffic-strategy';
import { ShiftedTarget } from '../deployment/rollout-kind';
import { guard } from '../private/guard';

/** A rule of a listener and where it leads. */
export interface Route extends RuleClaim {
  readonly conditions: elbv2.ListenerCondition[];
  readonly login?: ListenerLogin;
  readonly target: TargetOptions;
  /** Listener of the test port, where there is one. */
  readonly testListener?: elbv2.IApplicationListener;
}

/** Makes the rule and its target groups in the service's own stack, so that the listener's stack knows nothing of the service. */
export function bindRoute(scope: Construct, context: TrafficContext, route: Route): BoundTarget {
  const { listener, login, priority } = route;
  const targetGroup = makeApplicationTargetGroup(scope, 'TargetGroup', route.target, context);
  const balancer = balancerGroupOf(listener);
  if (balancer) {
    openToTargets(balancer, { vpc: loadBalancerOf(listener)?.vpc ?? context.vpc, ipv6: context.ipFamily === 'ipv6' });
    if (login) openToIdentityProvider(balancer);
  }
  if (context.shifting) return bindShifted(scope, context, route, targetGroup);

  const partner = context.partner && bindPartner(scope, context, context.partner, route);
  const rule = makeRule(scope, 'ListenerRule', route, partner
    ? elbv2.ListenerAction.weightedForward([
      { targetGroup, weight: partner.ownWeight }, { targetGroup: partner.targetGroup, weight: partner.weight },
    ])
    : elbv2.ListenerAction.forward([targetGroup]));
  guard(scope, recordRoute({ listener, priority }, rule));
  return { ...applicationTarget(targetGroup, route.target, context, balancer), rule, login, partner: partner?.target };
}

function bindPartner(scope: Construct, context: TrafficContext, partner: TrafficPartner, { listener, target }: Route) {
  const own = { ...context, ...partner };
  const targetGroup = makeApplicationTargetGroup(scope, `${partner.id}TargetGroup`, target, own);
  return { ...partner, targetGroup, target: applicationTarget(targetGroup, target, own, balancerGroupOf(listener)) };
}

/** Two target groups, of which a deployment fills the one that is empty; the ids of the first and of its rule are those without a second. */
function bindShifted(scope: Construct, context: TrafficContext, route: Route, targetGroup: elbv2.ApplicationTargetGroup): BoundTarget {
  const { listener, login, priority } = route;
  const alternate = makeApplicationTargetGroup(scope, 'AlternateTargetGroup', route.target, context);
  const weights = new LiveWeights(scope, 'LiveWeights', { primary: targetGroup, alternate, rule: { listener, priority } });
  const forward = elbv2.ListenerAction.weightedForward([
    { targetGroup, weight: weights.primary }, { targetGroup: alternate, weight: weights.alternate },
  ]);
  const rule = makeRule(scope, 'ListenerRule', route, forward);
  guard(scope, recordRoute({ listener, priority }, rule));
  const test = testPlace(context.shifting?.testTraffic, route);
  const testRule = test && makeRule(scope, 'TestListenerRule', { ...route, ...test }, forward);
  if (test && testRule) guard(scope, recordRoute(test, testRule));
  weights.writtenInto(rule, ...testRule ? [testRule] : []);

  const shifted: ShiftedTarget = {
    targetGroup,
    alternate,
    listenerArn: listener.listenerArn,
    ruleArn: rule.listenerRuleArn,
    testListenerArn: test?.listener.listenerArn,
    testRuleArn: testRule?.listenerRuleArn,
  };
  const target = applicationTarget(targetGroup, route.target, context, balancerGroupOf(listener), shifted);
  return { ...target, rule, login, applicationAlternate: alternate, shifted };
}

function makeRule(
  scope: Construct, id: string, { conditions, listener, login, priority }: Route, forward: elbv2.ListenerAction,
): elbv2.ApplicationListenerRule {
  return new elbv2.ApplicationListenerRule(scope, id, { listener, priority, conditions, action: login?._action(forward) ?? forward });
}
