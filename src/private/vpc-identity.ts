import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Resource } from 'aws-cdk-lib/core';
import { known } from './known';

/** What the core library gives as its id to every VPC that has still to be looked up. */
export const ID_TO_COME = 'vpc-12345';

/** Two VPCs that are known not to be one: both made in this app, or both imported by their ids. */
export function areApart(one: ec2.IVpc | undefined, other: ec2.IVpc | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return false;
  const [id, otherId] = [known(one.vpcId), known(other.vpcId)];
  if (id === undefined || otherId === undefined) return Resource.isOwnedResource(one) && Resource.isOwnedResource(other);
  return id !== otherId && id !== ID_TO_COME && otherId !== ID_TO_COME;
}

/** What a message calls a VPC. */
export function vpcName({ node, vpcId }: ec2.IVpc): string {
  return known(vpcId) ?? node.path;
}
