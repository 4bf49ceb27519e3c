import { advise, Finding, refuse } from '../finding';
import { oneOf } from '../range';

// ECS Developer Guide, "Amazon ECS Anywhere IAM role".
const SYSTEMS_MANAGER = 'ssm.amazonaws.com';

/** What is known of the role of machines outside AWS; `undefined` is unknown. */
export interface MachineRoleFacts {
  /** The services that may assume it. */
  readonly trusts?: readonly string[];
  /** It may do what the agent of Systems Manager does: that of the managed policy AmazonSSMManagedInstanceCore. */
  readonly hasCore?: boolean;
  /** It may do what the agent of ECS does: that of the managed policy AmazonEC2ContainerServiceforEC2Role. */
  readonly hasAgent?: boolean;
}

/**
 * Refuses a role with which no machine outside AWS comes to its cluster: Systems Manager gives machines their credentials.
 *
 * Which role is for machines is told by what it has. One that Systems Manager does not get may be for something else, of which no more is known.
 */
export function checkMachineRole({ hasAgent, hasCore, trusts }: MachineRoleFacts): Finding[] {
  if (trusts !== undefined && !trusts.includes(SYSTEMS_MANAGER)) {
    return [advise('AnywhereRole.NotTrusted', 'assumeRolePolicyDocument',
      `must let ${SYSTEMS_MANAGER} assume the role of machines outside AWS, got ${trusts.length === 0 ? 'no service' : oneOf(trusts)}; add it to the principals`)];
  }
  return [
    ...(hasCore === false ? [refuse('AnywhereRole.NoCore', 'managedPolicyArns',
      'must let machines outside AWS report to Systems Manager, got neither AmazonSSMManagedInstanceCore nor its actions; add that policy')] : []),
    ...(hasAgent === false ? [advise('AnywhereRole.NoAgent', 'managedPolicyArns',
      'must let the agent of ECS join a cluster from machines outside AWS, got neither AmazonEC2ContainerServiceforEC2Role nor its actions; add that policy')] : []),
  ];
}
