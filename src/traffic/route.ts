import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { applicationTarget, makeApplicationTargetGroup, TargetOptions } from './application-target';
import { openToIdentityProvider, openToTargets } from './balancer-egress';
import { recordRoute } from './balancer-usage';
import { balancerGroupOf, loadBalancerOf } from './listener-facts';
import { ListenerLogin } from './listener-login';
import { BoundTarget, RuleClaim, TrafficContext, TrafficPartner } from './traffic-strategy';
import { guard } from '../private/guard';

/** A rule of a listener and where it leads. */
export interface Route extends RuleClaim {
  readonly conditions: elbv2.ListenerCondition[];
  readonly login?: ListenerLogin;
  readonly target: TargetOptions;
}

/** Makes the rule and its target groups in the service's own stack, so that the listener's stack knows nothing of the service. */
export function bindRoute(scope: Construct, context: TrafficContext, route: Route): BoundTarget {
  const { listener, login, priority } = route;
  const targetGroup = makeApplicationTargetGroup(scope, 'TargetGroup', route.target, context);
  const partner = context.partner && bindPartner(scope, context, context.partner, route);
  const forward = partner
    ? elbv2.ListenerAction.weightedForward([
      { targetGroup, weight: partner.ownWeight }, { targetGroup: partner.targetGroup, weight: partner.weight },
    ])
    : elbv2.ListenerAction.forward([targetGroup]);
  const rule = new elbv2.ApplicationListenerRule(scope, 'ListenerRule', {
    listener,
    priority,
    conditions: route.conditions,
    action: login?._action(forward) ?? forward,
  });

  const balancer = balancerGroupOf(listener);
  if (balancer) {
    openToTargets(balancer, { vpc: loadBalancerOf(listener)?.vpc ?? context.vpc, ipv6: context.ipFamily === 'ipv6' });
    if (login) openToIdentityProvider(balancer);
  }
  guard(scope, recordRoute(route, rule));
  return { ...applicationTarget(targetGroup, route.target, context, balancer), rule, login, partner: partner?.target };
}

function bindPartner(scope: Construct, context: TrafficContext, partner: TrafficPartner, { listener, target }: Route) {
  const own = { ...context, ...partner };
  const targetGroup = makeApplicationTargetGroup(scope, `${partner.id}TargetGroup`, target, own);
  return { ...partner, targetGroup, target: applicationTarget(targetGroup, target, own, balancerGroupOf(listener)) };
}
