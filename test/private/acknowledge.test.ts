import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACKNOWLEDGED, acknowledgeUnscopedActions } from '../../src/private/acknowledge';
import { InlineRole } from '../../src/private/inline-role';

const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
const kinds = [['inline', InlineRole], ['plain', iam.Role]] as const;

function grant(actions: string[], resources: string[] = ['*'], effect = iam.Effect.ALLOW): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources, effect });
}

/** Findings of AwsSolutionsChecks about wildcards, with the path of what they are about. */
function wildcards(stack: Stack): string[] {
  const app = stack.node.root as App;
  app.synth();
  return new AwsSolutionsChecks().validateScope(app).violations
    .filter(({ ruleName }) => ruleName.startsWith('AwsSolutions-IAM5'))
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`));
}

test('the list is short, and every entry has its reason', () => {
  expect(ACKNOWLEDGED.map(({ id }) => id)).toEqual([
    'AwsSolutions-IAM5[Resource::*]',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSCodeDeployRoleForECS]',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances]',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice]',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes]',
    'AwsSolutions-EC26',
    'AwsSolutions-SQS3',
    'AwsSolutions-SMG4',
    'EcsPolicy-CapacitySplit.SpotOnly',
    'EcsPolicy-Service.OneTask',
  ]);
  expect(ACKNOWLEDGED.every(({ reason }) => reason.length > 20)).toBe(true);
});

describe.each(kinds)('on an %s role', (_, Role) => {
  function roleWith(...statements: iam.PolicyStatement[]): Stack {
    const stack = new Stack(new App());
    const role = new Role(stack, 'Role', { assumedBy });
    acknowledgeUnscopedActions(role);
    statements.forEach((statement) => role.addToPrincipalPolicy(statement));
    return stack;
  }

  test.each([
    ['an authorization token', grant(['ecr:GetAuthorizationToken'])],
    ['the channels of ECS Exec', grant(['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'])],
    ['the log groups that ECS Exec looks through', grant(['logs:DescribeLogGroups'])],
    ['what Cloud Map finds', grant(['servicediscovery:DiscoverInstances'])],
    ['the lists of streams that a pipe goes through', grant(['dynamodb:ListStreams', 'kinesis:ListStreams'])],
  ])('%s on every resource is acknowledged', (__, statement) => {
    expect(wildcards(roleWith(statement, grant(['sqs:ReceiveMessage'], ['arn:aws:sqs:eu-west-1:123456789012:jobs'])))).toEqual([]);
  });

  test('anything else on every resource stays the user\'s to see', () => {
    expect(wildcards(roleWith(grant(['ecr:GetAuthorizationToken']), grant(['s3:GetObject'])))).toEqual([
      expect.stringMatching(/^Default\/Role\/(DefaultPolicy\/)?Resource AwsSolutions-IAM5\[Resource::\*]$/),
    ]);
  });

  test('an action added to a good one stays so too', () => {
    expect(wildcards(roleWith(grant(['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'])))).toHaveLength(1);
  });

  test('a denial takes nothing away', () => {
    expect(wildcards(roleWith(grant(['ecr:GetAuthorizationToken']), grant(['s3:*'], ['*'], iam.Effect.DENY)))).toEqual([]);
  });

  test('other wildcards are not covered', () => {
    expect(wildcards(roleWith(grant(['ecr:GetAuthorizationToken']), grant(['s3:Get*'], ['arn:aws:s3:::bucket'])))).toEqual([
      expect.stringContaining('AwsSolutions-IAM5[Action::s3:Get*]'),
    ]);
  });

  test('a role without wildcards is left alone', () => {
    const stack = roleWith(grant(['sqs:ReceiveMessage'], ['arn:aws:sqs:eu-west-1:123456789012:jobs']));

    expect(wildcards(stack)).toEqual([]);
    expect(stack.node.findAll().flatMap((node) => node.node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules'))).toEqual([]);
  });
});

test('the spilled policy of an inline role is acknowledged, not the role', () => {
  const stack = new Stack(new App());
  const role = new InlineRole(stack, 'Role', { assumedBy });
  acknowledgeUnscopedActions(role);
  role.addToPrincipalPolicy(grant(['ecr:GetAuthorizationToken']));
  new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') }).grantRead(role);

  expect(wildcards(stack)).toEqual([]);
  expect(stack.node.findAll().filter((node) => node.node.metadata.some(({ type }) => type === 'aws:cdk:acknowledged-rules')).map(({ node }) => node.path))
    .toEqual(['Default/Role/DefaultPolicy']);
});

test('policies that the user attaches are not covered by those of the library', () => {
  const stack = new Stack(new App());
  const role = new InlineRole(stack, 'Role', { assumedBy });
  acknowledgeUnscopedActions(role);
  role.addToPrincipalPolicy(grant(['ecr:GetAuthorizationToken']));
  role.attachInlinePolicy(new iam.Policy(stack, 'Own', { statements: [grant(['s3:GetObject'])] }));

  expect(wildcards(stack)).toEqual([expect.stringMatching(/^Default\/Own\/Resource /)]);
});

test('an imported role is acknowledged for what the library grants to it', () => {
  const stack = new Stack(new App());
  const role = iam.Role.fromRoleName(stack, 'Role', 'made-elsewhere');
  acknowledgeUnscopedActions(role);
  role.addToPrincipalPolicy(grant(['ssmmessages:OpenDataChannel']));

  expect(wildcards(stack)).toEqual([]);
});
