import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, IDependable } from 'constructs';
import { letAgentJoinCluster } from './pool-role';
import { acknowledgeManagedInstancesPolicy } from '../private/acknowledge';
import { ecsOf } from '../private/ecs-principal';
import { InlineRole } from '../private/inline-role';

/** The role with which ECS starts, repairs and ends Managed Instances. ECS Developer Guide, "Amazon ECS infrastructure IAM role". */
export function newInfrastructureRole(scope: Construct): iam.IRole {
  const role = new InlineRole(scope, 'InfrastructureRole', {
    assumedBy: ecsOf(scope),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForManagedInstances')],
  });
  acknowledgeManagedInstancesPolicy(role);
  return role;
}

/** Grants what the ECS agent of a Managed Instance needs: what that of any instance needs, and to send AWS the log of the system. */
export function letManagedAgentJoin(role: iam.IRole, cluster: ecs.ICluster): IDependable[] {
  const itsInstances = Stack.of(cluster).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` });
  return [...letAgentJoinCluster(role, cluster), ...grant(role, { actions: ['ecs:PutSystemLogEvents'], resources: [itsInstances] })];
}

/**
 * Lets ECS give the instances their role.
 *
 * The managed policy lets it pass roles named `ecsInstanceRole…` only. A statement for this one role does without a physical name, which
 * would keep it from being replaced and be taken by another stack. ECS Developer Guide, "Amazon ECS Managed Instances instance profile".
 */
export function letPass(infrastructureRole: iam.IRole, instanceRole: iam.IRole): IDependable[] {
  return grant(infrastructureRole, {
    actions: ['iam:PassRole'],
    resources: [instanceRole.roleArn],
    conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
  });
}

/** Grants, and says what to wait for until the grant is there. */
function grant(role: iam.IRole, statement: iam.PolicyStatementProps): IDependable[] {
  const { policyDependable } = role.addToPrincipalPolicy(new iam.PolicyStatement(statement));
  return policyDependable ? [policyDependable] : [];
}
