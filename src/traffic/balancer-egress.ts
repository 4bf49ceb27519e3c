import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Resource } from 'aws-cdk-lib/core';
import { vpcRange } from './vpc-facts';

const TO_TARGETS = 'Load balancer to targets';

/** Where a balancer finds its targets. */
export interface TargetNetwork {
  readonly vpc: ec2.IVpc;
  /** Targets are registered by IPv6 address. */
  readonly ipv6: boolean;
  /** Targets take UDP besides the TCP of their health checks. */
  readonly udp?: boolean;
}

/**
 * Lets a balancer's security group reach every target in its VPC, with one rule however many services there are.
 *
 * See docs/decisions/0002-one-egress-rule-per-balancer.md.
 */
export function openToTargets(balancer: ec2.ISecurityGroup, network: TargetNetwork): void {
  const peer = network.ipv6 ? ec2.Peer.anyIpv6() : vpcRange(network.vpc);
  const family = network.ipv6 ? 'ipv6' : 'ipv4';
  openOnce(balancer, { key: `tcp ${family}`, peer, port: ec2.Port.allTcp(), description: TO_TARGETS, ipv6: network.ipv6 });
  if (network.udp) {
    openOnce(balancer, { key: `udp ${family}`, peer, port: ec2.Port.allUdp(), description: TO_TARGETS, ipv6: network.ipv6 });
  }
}

/** Lets a balancer reach the endpoints of an identity provider, which it does over IPv4 only. */
export function openToIdentityProvider(balancer: ec2.ISecurityGroup): void {
  openOnce(balancer, {
    key: 'identity provider',
    peer: ec2.Peer.anyIpv4(),
    port: ec2.Port.tcp(443),
    description: 'Load balancer to identity provider',
    ipv6: false,
  });
}

interface EgressRule {
  readonly key: string;
  readonly peer: ec2.IPeer;
  readonly port: ec2.Port;
  readonly description: string;
  readonly ipv6: boolean;
}

/** The L2 tells equal rules apart when a CIDR is a token or inline rules are off, so what was opened is remembered here. */
const opened = new WeakMap<ec2.ISecurityGroup, Set<string>>();

function openOnce(group: ec2.ISecurityGroup, rule: EgressRule): void {
  const done = opened.get(group) ?? new Set();
  if (done.has(rule.key) || !Resource.isOwnedResource(group) || isOpen(group, rule.ipv6)) return;
  opened.set(group, done.add(rule.key));
  group.addEgressRule(rule.peer, rule.port, rule.description);
}

function isOpen(group: ec2.ISecurityGroup, ipv6: boolean): boolean {
  return ipv6 ? (group as ec2.SecurityGroup).allowAllIpv6Outbound : group.allowAllOutbound;
}
