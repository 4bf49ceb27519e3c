import { Finding, refuse } from '../finding';
import { fits, Range } from '../range';

// ECS API reference, AwsVpcConfiguration.
const SUBNETS: Range = { min: 1, max: 16 };
const SECURITY_GROUPS: Range = { min: 1, max: 5 };

/** How many subnets and security groups the network interfaces of a service's tasks are given. */
export interface AwsvpcFacts {
  readonly subnets?: number;
  readonly securityGroups?: number;
}

/** Refuses more subnets or security groups than a service can name, and an empty list. */
export function checkAwsvpc({ subnets, securityGroups }: AwsvpcFacts): Finding[] {
  return [
    ...checkCount('Awsvpc.Subnets', 'vpcSubnets.subnets', subnets, SUBNETS),
    ...checkCount('Awsvpc.SecurityGroups', 'securityGroups', securityGroups, SECURITY_GROUPS),
  ];
}

function checkCount(id: string, path: string, count: number | undefined, range: Range): Finding[] {
  return count === undefined || fits(count, range) ? [] : [refuse(id, path, `must be ${range.min} to ${range.max}, got ${count}`)];
}
