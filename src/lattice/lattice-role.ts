import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeLatticePolicy, acknowledgeUnscopedActions } from '../private/acknowledge';
import { ecsOf } from '../private/ecs-principal';
import { InlineRole } from '../private/inline-role';

/**
 * The role with which ECS registers the tasks: in one target group and no other.
 *
 * It has what version 1 of the managed policy has that AWS made for it, for every target group of the account.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForVpcLattice.html
 */
export function makeLatticeRole(scope: Construct, targetGroupArn: string): iam.IRole {
  const role = new InlineRole(scope, 'InfrastructureRole', { assumedBy: ecsOf(scope) });
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['RegisterTargets', 'DeregisterTargets', 'GetTargetGroup', 'ListTargets'].map((action) => `vpc-lattice:${action}`),
    resources: [targetGroupArn],
  }));
  // Service Authorization Reference: none of them has a resource type.
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['DescribeSubnets', 'DescribeVpcs', 'DescribeInstances'].map((action) => `ec2:${action}`),
    resources: ['*'],
  }));
  acknowledgeUnscopedActions(role);
  return role;
}

/** The role with which ECS also moves traffic: what it needs for that, AWS says nowhere but in its managed policy. */
export function makeShiftingLatticeRole(scope: Construct): iam.IRole {
  const role = new InlineRole(scope, 'InfrastructureRole', {
    assumedBy: ecsOf(scope),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForVpcLattice')],
  });
  acknowledgeLatticePolicy(role);
  return role;
}
