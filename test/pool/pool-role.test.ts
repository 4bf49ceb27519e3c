import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { poolIn } from './pools';
import { newStack } from '../cluster/services';
import { propertiesOf, theOnly } from '../kit/stacks';

const OF_CLUSTER = [
  'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange',
];

function statementsOf(stack: Stack): any[] {
  return theOnly(stack, 'AWS::IAM::Role').Properties.Policies[0].PolicyDocument.Statement;
}

test('the agent gets one cluster, and neither images nor logs', () => {
  const stack = newStack();
  poolIn(stack);
  const cluster = { 'Fn::GetAtt': ['PlatformCluster6842C9C4', 'Arn'] };
  const itsInstances = [
    'arn:', { Ref: 'AWS::Partition' }, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':container-instance/',
    { Ref: 'PlatformCluster6842C9C4' }, '/*',
  ];
  expect(statementsOf(stack)).toEqual([
    { Effect: 'Allow', Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
    { Effect: 'Allow', Action: OF_CLUSTER, Resource: cluster },
    { Effect: 'Allow', Action: ['ecs:Poll', 'ecs:StartTelemetrySession'], Resource: { 'Fn::Join': ['', itsInstances] } },
  ]);
  expect(theOnly(stack, 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
  ]);
  expect(theOnly(stack, 'AWS::IAM::Role').Properties.ManagedPolicyArns).toBeUndefined();
});

test('sessions are opened only where they were asked for', () => {
  const stack = newStack();
  poolIn(stack, { sessionAccess: true });
  // CDK puts together what is granted on the same resource.
  const actions = [
    'ecs:DiscoverPollEndpoint', 'ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
  ];
  expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: actions, Resource: '*' });
});

test('a role of your own gets the same, before the first instance starts', () => {
  const stack = newStack();
  const instanceRole = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  const pool = poolIn(stack, { instanceRole });
  expect(pool.instanceRole).toBe(instanceRole);
  expect(propertiesOf(stack, 'AWS::IAM::Policy')[0].PolicyDocument.Statement).toHaveLength(3);
  expect(theOnly(stack, 'AWS::EC2::LaunchTemplate').DependsOn).toContainEqual(expect.stringMatching('^OwnDefaultPolicy'));
});

test('an imported role gets the same', () => {
  const stack = newStack();
  poolIn(stack, { instanceRole: iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/instances') });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  expect(propertiesOf(stack, 'AWS::IAM::Policy')[0]).toMatchObject({ Roles: ['instances'] });
});

test.each([false, true])('AwsSolutionsChecks finds nothing about the role, sessions %p', (sessionAccess) => {
  const stack = newStack();
  poolIn(stack, { sessionAccess });
  (stack.node.root as App).synth();
  const { violations } = new AwsSolutionsChecks().validateScope(stack.node.root as App);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-AS3']);
});
