import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Resource } from 'aws-cdk-lib/core';
import { known } from '../private/known';

/** The load balancer of a listener that was made in this app. */
export function loadBalancerOf(listener: elbv2.IApplicationListener): elbv2.IApplicationLoadBalancer | undefined {
  return listener instanceof elbv2.ApplicationListener ? listener.loadBalancer : undefined;
}

/** `HTTP` or `HTTPS`, if that is known. */
export function listenerProtocol(listener: elbv2.IApplicationListener): string | undefined {
  const resource = listener.node.defaultChild;
  return resource instanceof elbv2.CfnListener ? known(resource.protocol) : undefined;
}

/** A balancer's own security group to admit, before one that was imported: the rules of all of them add up, and only that one can be opened. */
export function balancerGroupOf(listener: elbv2.IApplicationListener): ec2.ISecurityGroup | undefined {
  const { securityGroups } = (loadBalancerOf(listener) ?? listener).connections;
  return securityGroups.find((group) => Resource.isOwnedResource(group)) ?? securityGroups[0];
}

/** What tells one listener of a construct tree from the others. */
export function listenerKey(listener: elbv2.IApplicationListener): string {
  return known(listener.listenerArn) ?? listener.node.path;
}
