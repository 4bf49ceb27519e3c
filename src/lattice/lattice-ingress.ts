import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Aws, CustomResource, Duration, Resource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { handlerOfStack } from '../private/handler';
import { ownerOf } from '../private/token-owner';

const FROM_LATTICE = 'VPC Lattice to target';

/** Which addresses VPC Lattice sends requests from. */
export interface LatticeOrigin {
  readonly ipv6: boolean;
  /** The list of these addresses, where its user knows it. */
  readonly prefixList?: ec2.IPrefixList;
}

/**
 * Lets VPC Lattice reach ports of the tasks, for requests and health checks.
 *
 * The rule, and what it needs, are in the stack of the security group: services of several stacks may share it, as those on one pool of
 * instances do, and EC2 refuses a second rule of the same kind.
 */
export function admitLattice(scope: Construct, groups: ec2.ISecurityGroup[], ports: ec2.Port[], { ipv6, prefixList }: LatticeOrigin): void {
  for (const group of groups.map(madeAs)) {
    const stack = Stack.of(Resource.isOwnedResource(group) ? group : scope);
    const id = prefixList?.prefixListId ?? prefixListOfLattice(stack, ipv6);
    ports.forEach((port) => group.addIngressRule(latticePeer(id, ipv6), port, FROM_LATTICE));
  }
}

/** The group as it was made: the L2 of a service on instances imports those of other stacks. */
function madeAs(group: ec2.ISecurityGroup): ec2.ISecurityGroup {
  const owner = ownerOf(group.securityGroupId);
  return owner !== undefined && ec2.SecurityGroup.isSecurityGroup(owner) ? owner : group;
}

/** A peer that the L2 writes into the group itself, once. */
function latticePeer(sourcePrefixListId: string, ipv6: boolean): ec2.IPeer {
  return {
    canInlineRule: true,
    uniqueId: ipv6 ? 'ipv6.vpc-lattice' : 'vpc-lattice',
    connections: new ec2.Connections(),
    toIngressRuleConfig: () => ({ sourcePrefixListId }),
    toEgressRuleConfig: () => ({ destinationPrefixListId: sourcePrefixListId }),
  };
}

/** The list that AWS keeps in each region; CloudFormation cannot look it up. */
function prefixListOfLattice(stack: Stack, ipv6: boolean): string {
  const id = ipv6 ? 'LatticeIpv6PrefixList' : 'LatticePrefixList';
  const found = stack.node.tryFindChild(id) as CustomResource | undefined;
  return (found ?? lookUp(stack, id, ipv6)).getAttString('Id');
}

function lookUp(stack: Stack, id: string, ipv6: boolean): CustomResource {
  const handler = handlerOfStack(stack, 'LatticePrefixListHandler', {
    folder: 'lattice',
    export: 'prefixList',
    description: 'Tells CloudFormation which prefix list has the addresses of VPC Lattice',
    timeout: Duration.minutes(1),
    // Service Authorization Reference: no resource type.
    statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeManagedPrefixLists'], resources: ['*'] })],
  });
  return new CustomResource(stack, id, {
    resourceType: 'Custom::EcsLatticePrefixList',
    serviceToken: handler.function.functionArn,
    serviceTimeout: Duration.minutes(5),
    // VPC Lattice User Guide, "Control traffic in VPC Lattice using security groups".
    properties: { Name: `com.amazonaws.${Aws.REGION}.${ipv6 ? 'ipv6.' : ''}vpc-lattice` },
  });
}
