import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { FleetActivation, FleetActivationProps } from '../../src/anywhere/fleet-activation';
import { InlineRole } from '../../src/private/inline-role';
import { recommendedApp, resourcesOf } from '../kit/stacks';

/** A cluster and a role for machines. */
export function placeIn(stack: Stack = new Stack(recommendedApp(), 'Stack'), id: string = 'Edge') {
  const cluster = new ecs.Cluster(stack, `${id}Cluster`, { vpc: ec2.Vpc.fromVpcAttributes(stack, `${id}Vpc`, { vpcId: 'vpc-1', availabilityZones: ['a'] }) });
  const role = new InlineRole(stack, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
  return { stack, cluster, role };
}

export function activated(props: Partial<FleetActivationProps> = {}, place = placeIn(), id: string = 'Activation') {
  const { cluster, role, stack } = place;
  const defaults = { registrationLimit: 10, activationExpiry: Duration.days(30) };
  return { ...place, activation: new FleetActivation(stack, id, { cluster, role, ...defaults, ...props }) };
}

/** Statements of the policies whose ids match, with references as text. */
export function statementsIn(stack: Stack, id: RegExp): any[] {
  return Object.entries(resourcesOf(stack)).filter(([name]) => id.test(name)).flatMap(([, { Properties }]) => [
    ...(Properties.Policies ?? []).map(({ PolicyDocument }: any) => PolicyDocument),
    ...Properties.PolicyDocument ? [Properties.PolicyDocument] : [],
  ]).flatMap(({ Statement }) => Statement.map(flat));
}

/** References as text: `<Role>`, `<Cluster.Arn>`, and pseudo parameters by their last word. */
export function flat(value: any): any {
  if (Array.isArray(value)) return value.map(flat);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join('');
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].map(short).join('.')}>`;
  if (value.Ref) return `<${short(value.Ref)}>`;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, flat(inner)]));
}

function short(id: string): string {
  return id.replace(/^AWS::/, '').replace(/[0-9A-F]{8}$/, '');
}
