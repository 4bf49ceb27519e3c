import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tokenization } from 'aws-cdk-lib/core';

/** An availability zone, and subnets in it. */
export interface Zone {
  /** May be a token, which is never part of an id. */
  readonly name: string;
  readonly subnets: ec2.ISubnet[];
}

/** The availability zones of subnets, in the order in which they come up; a VPC has the same token for the same zone. */
export function zonesOf(subnets: ec2.ISubnet[]): Zone[] {
  const zones = new Map<string, ec2.ISubnet[]>();
  for (const subnet of subnets) {
    const { availabilityZone } = subnet;
    zones.set(availabilityZone, [...zones.get(availabilityZone) ?? [], subnet]);
  }
  return [...zones].map(([name, inZone]) => ({ name, subnets: inZone }));
}

/** False when a zone or a subnet is one token for a whole list, of which only the deployment knows how long it is. */
export function areCountable(zones: Zone[]): boolean {
  const names = zones.flatMap(({ name, subnets }) => [name, ...subnets.map(({ subnetId }) => subnetId)]);
  return names.every((name) => Tokenization.reverseList([name]) === undefined);
}
