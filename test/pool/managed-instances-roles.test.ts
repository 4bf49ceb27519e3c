import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Dependable, IDependable } from 'constructs';
import { letManagedAgentJoin, letPass, newInfrastructureRole } from '../../src/pool/managed-instances-roles';
import { newStack, plainCluster } from '../cluster/services';
import { propertiesOf, theOnly } from '../kit/stacks';

function instanceRoleIn(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Instance', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}

/** The statements that roles of a stack were granted. */
function statementsOf(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument: { Statement } }) => Statement);
}

/** The paths of what is waited for. */
function rootsOf(dependables: IDependable[]): Set<string> {
  return new Set(dependables.flatMap((dependable) => Dependable.of(dependable).dependencyRoots).map(({ node }) => node.path));
}

test('the infrastructure role is for ECS in this account, with the managed policy of ECS', () => {
  const stack = newStack();
  newInfrastructureRole(stack);
  expect(theOnly(stack, 'AWS::IAM::Role').Properties).toEqual({
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ecs.amazonaws.com' },
        Condition: {
          StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLikeIfExists: { 'aws:SourceArn': stack.resolve(stack.formatArn({ service: 'ecs', resource: '*' })) },
        },
      }],
    },
    ManagedPolicyArns: [{
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances']],
    }],
  });
});

test('AwsSolutionsChecks takes the managed policy for what it is', () => {
  const stack = newStack();
  newInfrastructureRole(stack);
  expect(new AwsSolutionsChecks().validateScope(stack).violations).toEqual([]);
});

test('it may give instances one role, and only to EC2', () => {
  const stack = newStack();
  const infrastructureRole = new iam.Role(stack, 'Infrastructure', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com') });
  const instanceRole = instanceRoleIn(stack);
  const dependables = letPass(infrastructureRole, instanceRole);
  expect(statementsOf(stack)).toEqual([{
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: stack.resolve(instanceRole.roleArn),
    Condition: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
  }]);
  expect(rootsOf(dependables)).toEqual(new Set(['Stack/Infrastructure/DefaultPolicy']));
});

test('an instance may join one cluster, and send the log of its system there', () => {
  const stack = newStack();
  const cluster = plainCluster(stack);
  const role = instanceRoleIn(stack);
  const dependables = letManagedAgentJoin(role, cluster);
  const itsInstances = stack.resolve(stack.formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` }));
  expect(statementsOf(stack).map(({ Action, Resource }) => [Action, Resource])).toEqual([
    ['ecs:DiscoverPollEndpoint', '*'],
    [
      ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
      stack.resolve(cluster.clusterArn),
    ],
    [['ecs:Poll', 'ecs:PutSystemLogEvents', 'ecs:StartTelemetrySession'], itsInstances],
  ]);
  expect(rootsOf(dependables)).toEqual(new Set(['Stack/Instance/DefaultPolicy']));
});

test('a role that cannot be changed gets nothing, and there is nothing to wait for', () => {
  const stack = newStack();
  const role = iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/instances', { mutable: false });
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'other', vpc: plainCluster(newStack()).vpc });
  expect(rootsOf([...letManagedAgentJoin(role, cluster), ...letPass(role, role)])).toEqual(new Set());
  expect(statementsOf(stack)).toEqual([]);
});
