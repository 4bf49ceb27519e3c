import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { freeId, writeOnce } from './shared-rule';

const FROM_BALANCER = 'Load balancer to target';

/**
 * The security group of a service's own.
 *
 * The rule that admits a balancer is written inside the group instead of as a resource beside it, and a rule from a security group
 * that is already there is not written again, for EC2 refuses the second one.
 */
export class ServiceSecurityGroup extends ec2.SecurityGroup {
  private readonly admitted = new Set<string>();

  /** Lets a balancer reach one port of the tasks. */
  public admit(balancer: ec2.ISecurityGroup, port: ec2.Port, description: string = FROM_BALANCER): void {
    this.addIngressRule(inlinePeer(balancer), port, description);
  }

  public override addIngressRule(peer: ec2.IPeer, connection: ec2.Port, description?: string, remoteRule?: boolean): void {
    const rule = { ...peer.toIngressRuleConfig(), ...connection.toRuleJson() };
    // The ids of two references to one resource are the same token, so that text is enough to compare.
    const text = JSON.stringify(rule);
    if (rule.sourceSecurityGroupId !== undefined && this.admitted.has(text)) return;
    this.admitted.add(text);
    super.addIngressRule(peer, connection, description, remoteRule);
  }

  /** Where everything may leave, `allowTo` is there to open the other side; the L2 would warn that this side is open. */
  public override addEgressRule(peer: ec2.IPeer, connection: ec2.Port, description?: string, remoteRule?: boolean): void {
    const open = 'cidrIpv6' in peer.toEgressRuleConfig() ? this.allowAllIpv6Outbound : this.allowAllOutbound;
    if (!open) super.addEgressRule(peer, connection, description, remoteRule);
  }
}

/** Lets a balancer reach one port of a service, whoever made the security groups in front of its tasks. */
export function admitBalancer(
  service: ecs.BaseService, groups: ec2.ISecurityGroup[], balancer: ec2.ISecurityGroup, port: ec2.Port, description: string = FROM_BALANCER,
): void {
  for (const group of groups) {
    if (group instanceof ServiceSecurityGroup) {
      group.admit(balancer, port, description);
    } else if (Resource.isOwnedResource(group) && Stack.of(group) !== Stack.of(service)) {
      admitFromOwnStack(service, group, { balancer, port, description });
    } else {
      group.addIngressRule(balancer, port, description);
    }
  }
}

/** Who may reach which port. */
interface Admission {
  readonly balancer: ec2.ISecurityGroup;
  readonly port: ec2.Port;
  readonly description: string;
}

/** A rule beside the group would make the group's stack depend on the balancer's, which may depend on it in turn. */
function admitFromOwnStack(service: ecs.BaseService, group: ec2.ISecurityGroup, { balancer, description, port }: Admission): void {
  // Of the stack, since services share the group, as those on one pool of instances do.
  const stack = Stack.of(service);
  const rule = { groupId: group.securityGroupId, ...balancer.toIngressRuleConfig(), ...port.toRuleJson() };
  writeOnce(stack, { ingress: rule }, () => {
    new ec2.CfnSecurityGroupIngress(stack, freeId(stack, `from ${balancer.uniqueId} to ${group.uniqueId}:${port}`), { ...rule, description });
  });
}

/** The same peer as the group, but one that the L2 writes inline. */
function inlinePeer(group: ec2.ISecurityGroup): ec2.IPeer {
  return {
    canInlineRule: true,
    uniqueId: group.uniqueId,
    connections: group.connections,
    toIngressRuleConfig: () => group.toIngressRuleConfig(),
    toEgressRuleConfig: () => group.toEgressRuleConfig(),
  };
}
