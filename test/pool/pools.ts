import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import { Bootstrap } from '../../src/pool/bootstrap';
import { InstancePool, InstancePoolProps } from '../../src/pool/instance-pool';
import { platformIn } from '../cluster/services';
import { theOnly } from '../kit/stacks';

/** What an instance is told that nobody asked anything special of. */
export const PLAIN_BOOTSTRAP: Bootstrap = {
  clusterName: 'orders',
  attributes: { pool: 'one' },
  blockInstanceMetadata: false,
  hostModeTaskRoles: true,
  gpus: false,
  sessionAccess: false,
  variables: {},
};

/** A pool of one type on a cluster of ours. */
export function poolIn(stack: Stack, props: Partial<InstancePoolProps> = {}): InstancePool {
  return new InstancePool(stack, 'Pool', { cluster: platformIn(stack), instanceTypes: typesOf('m7g.large'), ...props });
}

export function typesOf(...names: string[]): ec2.InstanceType[] {
  return names.map((name) => new ec2.InstanceType(name));
}

/** What the stack's launch template says. */
export function launchDataOf(stack: Stack): any {
  return theOnly(stack, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
}

/** The properties of the stack's Auto Scaling group. */
export function groupOf(stack: Stack): any {
  return theOnly(stack, 'AWS::AutoScaling::AutoScalingGroup').Properties;
}

/** What the stack's capacity provider says of its group. */
export function providerOf(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider;
}

/** The user data of the stack's launch template, with references as `<Id>`. */
export function userDataOf(stack: Stack): string {
  return [launchDataOf(stack).UserData['Fn::Base64']].flatMap((text) => (typeof text === 'string' ? [text] : text['Fn::Join'][1]))
    .map((part: any) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
}
