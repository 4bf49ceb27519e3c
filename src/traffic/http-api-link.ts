import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { numbered } from '../private/numbered';
import { admitBalancer } from '../private/service-security-group';
import { writeOnce } from '../private/shared-rule';

const TO_TASKS = 'API Gateway to tasks';

/** A way from API Gateway into a VPC. */
export interface HttpApiLink {
  readonly vpcLink: apigwv2.IVpcLink;
  /** Empty where they are not known. */
  readonly securityGroups: ec2.ISecurityGroup[];
}

/** A new link, whose security group lets out what it is told to, and nothing else. */
export function newLink(scope: Construct, vpc: ec2.IVpc, subnets: ec2.SubnetSelection = {}): HttpApiLink {
  const securityGroup = new ec2.SecurityGroup(scope, 'VpcLinkSecurityGroup', { vpc, description: 'API Gateway', allowAllOutbound: false });
  return { vpcLink: new apigwv2.VpcLink(scope, 'VpcLink', { vpc, subnets, securityGroups: [securityGroup] }), securityGroups: [securityGroup] };
}

/** The security groups of a link of this app, which its L2 keeps to itself. */
export function groupsOfLink(vpcLink: apigwv2.IVpcLink): ec2.ISecurityGroup[] {
  const { securityGroups = [] } = vpcLink as { securityGroups?: ec2.ISecurityGroupRef[] };
  return securityGroups.filter((group): group is ec2.ISecurityGroup => 'connections' in group);
}

/** Lets a link reach one port of a service, and the tasks admit it. */
export function admitLink(scope: Construct, service: ecs.BaseService, tasks: ec2.ISecurityGroup[], link: HttpApiLink, port: ec2.Port): void {
  for (const [index, group] of link.securityGroups.entries()) {
    admitBalancer(service, tasks, group, port, TO_TASKS);
    if (!Resource.isOwnedResource(group) || group.allowAllOutbound) continue;
    const rules = new Construct(scope, numbered('VpcLinkEgress', index));
    for (const [place, task] of tasks.entries()) openTo(rules, numbered('Rule', place), { from: group, to: task, port });
  }
}

interface Way { readonly from: ec2.ISecurityGroup; readonly to: ec2.ISecurityGroup; readonly port: ec2.Port }

/** In the stack of the service: beside the link's own group, the rule would make the stack of the API wait for that of the service, and both for each other. */
function openTo(scope: Construct, id: string, { from, port, to }: Way): void {
  const rule = { groupId: from.securityGroupId, ...to.toEgressRuleConfig(), ...port.toRuleJson() };
  writeOnce(Stack.of(scope), { egress: rule }, () => {
    new ec2.CfnSecurityGroupEgress(scope, id, { ...rule, description: TO_TASKS });
  });
}
