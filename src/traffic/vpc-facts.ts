import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import { BalancerPlaceFacts } from '../model/load-balancer';
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

/** How many zones the chosen subnets are in, at the most. */
function zonesOf(vpc: ec2.IVpc, chosen: ec2.SubnetSelection): number | undefined {
  const subnets = selected(vpc, chosen);
  // The ids of an imported VPC may come in a list that only the deployment can count.
  if (subnets === undefined || subnets.some(({ subnetId }) => Token.isUnresolved([subnetId]))) return undefined;
  return new Set(subnets.map((subnet) => zoneOf(subnet) ?? subnet)).size;
}

/** Of subnets that the VPC does not have the L2 tells its user best. */
function selected(vpc: ec2.IVpc, chosen: ec2.SubnetSelection): ec2.ISubnet[] | undefined {
  try {
    const { isPendingLookup, subnets } = vpc.selectSubnets(chosen);
    return isPendingLookup ? undefined : subnets;
  } catch {
    return undefined;
  }
}

/** A subnet that was imported by its id alone throws when it is asked for its zone. */
function zoneOf(subnet: ec2.ISubnet): string | undefined {
  try {
    return subnet.availabilityZone;
  } catch {
    return undefined;
  }
}
