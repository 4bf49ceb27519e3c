import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { known } from '../private/known';

/** The load balancer of a listener that was made in this app. */
export function loadBalancerOf(listener: elbv2.IApplicationListener): elbv2.IApplicationLoadBalancer | undefined {
  return listener instanceof elbv2.ApplicationListener ? listener.loadBalancer : undefined;
}

/** Whether a listener takes HTTPS, if that is known. */
export function isHttps(listener: elbv2.IApplicationListener): boolean | undefined {
  const resource = listener.node.defaultChild;
  const protocol = resource instanceof elbv2.CfnListener ? known(resource.protocol) : undefined;
  return protocol === undefined ? undefined : protocol === elbv2.ApplicationProtocol.HTTPS;
}

/** Whether clients reach a listener over IPv4 alone, as far as that is known. */
export function isIpv4Only(listener: elbv2.IApplicationListener): boolean {
  return loadBalancerOf(listener)?.ipAddressType === elbv2.IpAddressType.IPV4;
}

/** One of a balancer's security groups is enough to admit: the rules of all of them add up. */
export function balancerGroupOf(listener: elbv2.IApplicationListener): ec2.ISecurityGroup | undefined {
  return (loadBalancerOf(listener) ?? listener).connections.securityGroups[0];
}

/** What tells one listener of a construct tree from the others. */
export function listenerKey(listener: elbv2.IApplicationListener): string {
  return known(listener.listenerArn) ?? listener.node.path;
}
