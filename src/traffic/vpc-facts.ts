import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import { BalancerPlaceFacts } from '../model/traffic/load-balancer';
import { known } from '../private/known';

/** The VPC's primary IPv4 range; any address where an imported VPC does not know it. */
export function vpcRange(vpc: ec2.IVpc): ec2.IPeer {
  const resource = vpc.node.defaultChild;
  // A VPC of this app says its range as a token, which no policy tool can read, where the resource often has it in the clear.
  const range = resource instanceof ec2.CfnVPC ? known(resource.cidrBlock) : undefined;
  try {
    return ec2.Peer.ipv4(range ?? vpc.vpcCidrBlock);
  } catch {
    return ec2.Peer.anyIpv4();
  }
}

/** What is known of where a balancer is that has these subnets. */
export function placeFacts(vpc: ec2.IVpc | undefined, chosen: ec2.SubnetSelection | undefined, internetFacing: boolean): BalancerPlaceFacts {
  const subnetType = chosen?.subnetType;
  return {
    internetFacing,
    publicSubnets: subnetType === undefined ? undefined : subnetType === ec2.SubnetType.PUBLIC,
    publicSubnetsOfVpc: chosen === undefined ? vpc?.publicSubnets.length : undefined,
    zones: vpc && zonesOf(vpc, chosen ?? (internetFacing ? { subnetType: ec2.SubnetType.PUBLIC } : {})),
  };
}

/** The region of a VPC, and so of everything in it. */
export function regionOf(vpc: ec2.IVpc | undefined): string | undefined {
  return known(vpc?.env.region);
}

/** In how many availability zones the subnets are that the VPC itself knows; those that were picked one by one may be on an Outpost. */
function zonesOf(vpc: ec2.IVpc, chosen: ec2.SubnetSelection): number | undefined {
  const subnets = chosen.subnets === undefined ? selected(vpc, chosen) : [];
  const zones = new Set(subnets.map(({ availabilityZone }) => availabilityZone));
  // The ids of an imported VPC may come in a list that only the deployment can count.
  const isCounted = subnets.every(({ subnetId }) => !Token.isUnresolved([subnetId])) && [...zones].every((zone) => isRegionalZone(known(zone)));
  return zones.size > 0 && isCounted ? zones.size : undefined;
}

/** Of subnets that the VPC does not have the L2 tells its user best. */
function selected(vpc: ec2.IVpc, chosen: ec2.SubnetSelection): ec2.ISubnet[] {
  try {
    return vpc.selectSubnets(chosen).subnets;
  } catch {
    return [];
  }
}

/** A Local Zone such as `us-west-2-lax-1a` is enough by itself. Amazon EC2 User Guide, "Local Zones". */
function isRegionalZone(zone: string | undefined): boolean {
  return zone === undefined || /^[a-z]+(-[a-z]+)+-\d+[a-z]$/.test(zone);
}
