import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** A target group of either kind of load balancer. */
export type AnyTargetGroup = elbv2.IApplicationTargetGroup | elbv2.INetworkTargetGroup;

/**
 * Whether a target group can name its load balancer, as its metrics have to.
 *
 * One that was imported without `loadBalancerArns` never can, one of this app only once it is behind a listener.
 */
export function knowsItsBalancer(targetGroup: AnyTargetGroup): boolean {
  try {
    return targetGroup.metrics !== undefined;
  } catch {
    return false;
  }
}
