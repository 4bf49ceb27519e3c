import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SYSTEMS_MANAGER_CORE } from '../model/anywhere/systems-manager-core';
import { letAgentJoinCluster, letSessionsOpen } from '../pool/pool-role';
import { InlineRole } from '../private/inline-role';

/**
 * The role that Systems Manager gives the agents of machines outside AWS.
 *
 * Systems Manager User Guide, "Create the IAM service role required for Systems Manager in hybrid and multicloud environments": only
 * activations of this account and region come to it.
 */
export function newFleetRole(scope: Construct, cluster: ecs.ICluster): iam.Role {
  const stack = Stack.of(scope);
  const role = new InlineRole(scope, 'InstanceRole', {
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: { 'aws:SourceArn': stack.formatArn({ service: 'ssm', resource: '*' }) },
      },
    }),
  });
  letAgentJoinCluster(role, cluster);
  letSessionsOpen(role);
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [...SYSTEMS_MANAGER_CORE], resources: ['*'] }));
  return role;
}
