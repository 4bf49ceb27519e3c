import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Finding, refuse } from '../model/finding';
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

/** Refuses an internet-facing balancer in a VPC without public subnets. */
export function checkPublicSubnets(vpc: ec2.IVpc | undefined, chosen: ec2.SubnetSelection | undefined, remedy: string): Finding[] {
  return vpc === undefined || chosen !== undefined || vpc.publicSubnets.length > 0 ? [] : [refuse('TrafficSource.NoPublicSubnets', 'vpcSubnets',
    `are public for an internet-facing load balancer, got a VPC that knows of none; ${remedy}, or name subnets`)];
}
