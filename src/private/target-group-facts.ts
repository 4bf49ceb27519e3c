import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { drainSecondsIn } from '../model/traffic/written-target-group';

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

/** The resource of a target group of this app; `undefined` for an imported one. */
export function resourceOf(targetGroup: AnyTargetGroup): elbv2.CfnTargetGroup | undefined {
  const resource = targetGroup.node.defaultChild;
  return resource instanceof elbv2.CfnTargetGroup ? resource : undefined;
}

/** How long a target group lets requests finish; `undefined` where only the deployment knows. */
export function deregistrationSeconds(resource: elbv2.CfnTargetGroup): number | undefined {
  const attributes: unknown = resource.stack.resolve(resource.targetGroupAttributes) ?? [];
  return drainSecondsIn(Array.isArray(attributes) ? attributes.map(({ key, value }) => ({ Key: key, Value: value })) : attributes);
}
