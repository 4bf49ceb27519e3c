import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, IDependable } from 'constructs';
import { acknowledgeContainerInstances, acknowledgeUnscopedActions } from '../private/acknowledge';
import { InlineRole } from '../private/inline-role';

/** A role for instances. */
export function newPoolRole(scope: Construct): iam.IRole {
  return new InlineRole(scope, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}

/**
 * Grants what the ECS agent needs of one cluster, and no more than that.
 *
 * The managed policy AmazonEC2ContainerServiceforEC2Role has every cluster, makes clusters, and pulls and logs for all tasks of the instance,
 * which execution roles do here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export function letAgentJoinCluster(role: iam.IRole, cluster: ecs.ICluster): IDependable[] {
  const itsInstances = Stack.of(cluster).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` });
  acknowledgeUnscopedActions(role);
  acknowledgeContainerInstances(role, itsInstances);
  return [
    ...grant(role, ['ecs:DiscoverPollEndpoint'], '*'),
    ...grant(role, [
      'ecs:RegisterContainerInstance',
      'ecs:SubmitAttachmentStateChanges',
      'ecs:SubmitContainerStateChange',
      'ecs:SubmitTaskStateChange',
    ], cluster.clusterArn),
    ...grant(role, ['ecs:Poll', 'ecs:StartTelemetrySession'], itsInstances),
  ];
}

/** Grants what Session Manager needs. Systems Manager User Guide, "Verify or create an IAM role with Session Manager permissions". */
export function letSessionsOpen(role: iam.IRole): IDependable[] {
  return grant(role, [
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ], '*');
}

function grant(role: iam.IRole, actions: string[], resource: string): IDependable[] {
  const { policyDependable } = role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  return policyDependable ? [policyDependable] : [];
}
