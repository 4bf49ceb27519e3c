import { advise, Finding, refuse } from '../finding';
import { all, fits, Range } from '../range';

// ECS API reference, AwsVpcConfiguration. ECS takes an empty list of security groups for the default group of the VPC, and the L2 for one of its own:
// whoever writes one has to say which.
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

/** Advises against the default security group of the VPC, which whatever else names no group has too. */
export function checkOwnGroup(named: boolean | undefined): Finding[] {
  return named !== false ? [] : [advise('Awsvpc.DefaultSecurityGroup', 'securityGroups',
    'should name a group of the service\'s own, got none, with which tasks are in the default group of the VPC; make one')];
}

/** Refuses subnets of several VPCs, given those that are known to differ. ECS API reference, AwsVpcConfiguration. */
export function checkOneVpc(vpcs: readonly string[]): Finding[] {
  return vpcs.length < 2 ? [] : [refuse('Awsvpc.TwoVpcs', 'vpcSubnets', `must be of one VPC, got subnets of ${all(vpcs)}; name those of one`)];
}

function checkCount(id: string, path: string, count: number | undefined, range: Range): Finding[] {
  return count === undefined || fits(count, range) ? [] : [refuse(id, path, `must be ${range.min} to ${range.max}, got ${count}`)];
}
