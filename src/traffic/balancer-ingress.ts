import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { TrafficContext } from './traffic-strategy';
import { vpcRange } from './vpc-facts';
import { Finding } from '../model/finding';
import { checkSourceCount } from '../model/traffic/load-balancer';

/** The security group of a new load balancer: nothing goes in or out but what is opened. */
export function balancerSecurityGroup(scope: Construct, vpc: ec2.IVpc): ec2.SecurityGroup {
  return new ec2.SecurityGroup(scope, 'LoadBalancerSecurityGroup', { vpc, description: 'Load balancer', allowAllOutbound: false });
}

/** Who may connect to a load balancer. */
export interface Sources {
  readonly allowedSources?: ec2.IPeer[];
  readonly internal: boolean;
  readonly vpc: ec2.IVpc;
  readonly dualStack: boolean;
}

/** Advises against more sources than the security group of a load balancer with this many ports takes. */
export function checkSources(sources: ec2.IPeer[] = [], ports: number): Finding[] {
  const rules = sources.map((source) => source.toIngressRuleConfig());
  return checkSourceCount({
    ipv4: rules.filter((rule) => !('cidrIpv6' in rule)).length,
    ipv6: rules.filter((rule) => !('cidrIp' in rule)).length,
    ports,
  });
}

/** Admits clients to the ports of a load balancer. */
export function admitSources(group: ec2.SecurityGroup, ports: ec2.Port[], sources: Sources): void {
  const peers = sources.allowedSources ?? defaultSources(sources);
  for (const port of ports) {
    peers.forEach((peer) => group.connections.allowFrom(peer, port, 'Clients'));
  }
}

/** Admits testers to the test ports of a load balancer: from inside the VPC, if not told otherwise. */
export function admitTesters(group: ec2.SecurityGroup, ports: ec2.Port[], { shifting, vpc }: TrafficContext): void {
  admitSources(group, ports, { allowedSources: shifting?.testTraffic?._allowedSources, internal: true, vpc, dualStack: false });
}

/** Clients of an internal balancer come by IPv6 only from networks that can reach it, and the range of the VPC is not known. */
function defaultSources({ dualStack, internal, vpc }: Sources): ec2.IPeer[] {
  const ipv4 = internal ? vpcRange(vpc) : ec2.Peer.anyIpv4();
  return dualStack ? [ipv4, ec2.Peer.anyIpv6()] : [ipv4];
}
