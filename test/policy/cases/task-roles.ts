import { allowed, policyOf, roleOf } from './role-templates';
import { open } from './task-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService, task } from '../templates';

const ARN = { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] };
const SECRET = { Type: 'AWS::SecretsManager::Secret' };
const PARAMETER_ARN = 'arn:aws:ssm:eu-west-1:111111111111:parameter/db';
const withSecret = (valueFrom: Json, patch: Json = {}, resources: Json = {}) => task({
  task: patch, container: { Secrets: [{ Name: 'DB', ValueFrom: valueFrom }] }, resources: { Secret: SECRET, Other: SECRET, ...resources },
});
const withFile = (patch: Json, resources: Json = {}) => task({
  task: patch, container: { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::files/web.env' }] }, resources,
});
const withKey = (statement: Json, key: Json = { Ref: 'Key' }) => withSecret({ Ref: 'Secret' }, {}, {
  Secret: { ...SECRET, Properties: { KmsKeyId: key } }, Key: { Type: 'AWS::KMS::Key' }, ...more(statement),
});
const more = (statement: Json, role: Json = { Ref: 'ExecutionRole' }) => ({ More: policyOf(role, statement) });
const trust = (patch: Json) => task({
  resources: {
    TaskRole: {
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole', ...patch }] },
      },
    },
  },
});
const sourceArn = (arn: Json) => trust({ Condition: { ArnLike: { 'aws:SourceArn': arn } } });
const KEYED = `${'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-abcdef'}:password::`;

/** A role of ECS itself. */
function balancing(policy: string, name?: Json): Json {
  return {
    Balancing: merged(roleOf('ecs.amazonaws.com'), {
      Properties: { RoleName: name, Policies: undefined, ManagedPolicyArns: [`arn:aws:iam::aws:policy/${policy}`] },
    }),
  };
}

export const TASK_ROLE_CASES: readonly RuleCase[] = [
  {
    id: 'TaskRoles.SameRole',
    good: task(),
    bad: task({ task: { TaskRoleArn: ARN } }),
    tokens: task({ task: { TaskRoleArn: open(ARN) } }),
    at: 'Task Properties',
    message: 'the task definition takes a role for the application and another for ECS, got one for both, with which the application could read every secret that ECS may',
  },
  {
    id: 'TaskRoles.NoTaskRole',
    good: task({ task: { TaskRoleArn: 'arn:aws:iam::111111111111:role/web' } }),
    bad: task({ task: { TaskRoleArn: undefined } }),
    tokens: task({ task: { TaskRoleArn: open(ARN) } }),
    at: 'Task Properties.TaskRoleArn',
    message: '`TaskRoleArn` must name a role, or the application has the permissions of the instance, if any, got none',
  },
  {
    id: 'TaskRoles.NoExecutionRole',
    good: ec2Service({ task: { ExecutionRoleArn: undefined } }),
    bad: task({ task: { ExecutionRoleArn: undefined } }),
    tokens: task({ task: { ExecutionRoleArn: PARAMETER } }),
    at: 'Task Properties.ExecutionRoleArn',
    message: '`ExecutionRoleArn` must name the role with which ECS gets logs to CloudWatch, got none',
  },
  {
    id: 'TaskRoles.NotTrusted',
    good: trust({ Principal: { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } }),
    bad: trust({ Principal: { Service: 'ec2.amazonaws.com' } }),
    tokens: trust({ Principal: { Service: PARAMETER } }),
    at: 'TaskRole Properties.AssumeRolePolicyDocument',
    message: '`AssumeRolePolicyDocument` must let ecs-tasks.amazonaws.com assume the role, since tasks have it, got a policy that does not',
  },
  {
    id: 'TaskRoles.OpenTrust',
    good: trust({ Condition: { StringEquals: { 'AWS:SourceAccount': '111111111111' } } }),
    bad: trust({}),
    tokens: trust({ Condition: open({ StringEquals: { 'aws:SourceAccount': '111111111111' } }) }),
    at: 'TaskRole Properties.AssumeRolePolicyDocument',
    message: '`AssumeRolePolicyDocument` must say on whose behalf ECS assumes the role, got neither `aws:SourceAccount` nor `aws:SourceArn`',
  },
  {
    id: 'TaskRoles.ClusterInTrust',
    good: sourceArn('arn:aws:ecs:eu-west-1:111111111111:*'),
    bad: sourceArn('arn:aws:ecs:eu-west-1:111111111111:cluster/web'),
    tokens: sourceArn(PARAMETER),
    at: 'TaskRole Properties.AssumeRolePolicyDocument',
    message: '`AssumeRolePolicyDocument` must name no single cluster with `aws:SourceArn`, which ECS does not support, got the ARN of one',
  },
  {
    id: 'TaskRoles.Administrator',
    good: task({ resources: more(allowed('s3:*', '*'), { Ref: 'TaskRole' }) }),
    bad: task({ resources: { TaskRole: { Properties: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }] } } } }),
    tokens: task({ resources: { TaskRole: { Properties: { ManagedPolicyArns: [PARAMETER] } } } }),
    at: 'TaskRole Properties.ManagedPolicyArns',
    message: '`ManagedPolicyArns` must allow no more than the task needs, got AdministratorAccess',
  },
  {
    id: 'TaskRoles.Administrator',
    good: task({ resources: more(allowed('*', 'arn:aws:s3:::files'), { Ref: 'TaskRole' }) }),
    bad: task({ resources: more(allowed('*', ['*']), { Ref: 'TaskRole' }) }),
    tokens: task({ resources: more(allowed(PARAMETER, '*'), { Ref: 'TaskRole' }) }),
    at: 'TaskRole Properties',
    message: 'the role must allow no more than the task needs, got every action on every resource',
  },
  {
    id: 'Service.AdministratorRole',
    good: fargateService({ service: { Role: { Ref: 'Balancing' } }, resources: balancing('service-role/AmazonEC2ContainerServiceRole') }),
    bad: fargateService({ service: { Role: { Ref: 'Balancing' } }, resources: balancing('AdministratorAccess') }),
    tokens: fargateService({ service: { Role: PARAMETER }, resources: balancing('AdministratorAccess') }),
    at: 'Service Properties.Role',
    message: '`Role` must let ECS register targets and no more, got a role that allows AdministratorAccess',
  },
  {
    id: 'Service.AdminNamedRole',
    good: fargateService({ service: { Role: 'arn:aws:iam::111122223333:role/ecsServiceRole' } }),
    bad: fargateService({ service: { Role: 'arn:aws:iam::111122223333:role/admin' } }),
    tokens: fargateService({ service: { Role: PARAMETER } }),
    at: 'Service Properties.Role',
    message: "`Role` should name no role of administrators, got 'arn:aws:iam::111122223333:role/admin'",
  },
  {
    id: 'Service.AdminNamedRole',
    good: fargateService({ service: { Role: { Ref: 'Balancing' } }, resources: balancing('service-role/AmazonEC2ContainerServiceRole', 'balancing') }),
    bad: fargateService({ service: { Role: { Ref: 'Balancing' } }, resources: balancing('service-role/AmazonEC2ContainerServiceRole', 'Administrator') }),
    tokens: fargateService({ service: { Role: { Ref: 'Balancing' } }, resources: balancing('service-role/AmazonEC2ContainerServiceRole', PARAMETER) }),
    at: 'Service Properties.Role',
    message: "`Role` should name no role of administrators, got 'Administrator'",
  },
  {
    id: 'ExecutionRole.NoSecretAccess',
    good: withSecret({ 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] }, {}, more(allowed('secretsmanager:GetSecretValue', { Ref: 'Secret' }))),
    bad: withSecret({ Ref: 'Secret' }, {}, more(allowed('secretsmanager:GetSecretValue', { Ref: 'Other' }))),
    tokens: withSecret({ Ref: 'Secret' }, {}, more(allowed('secretsmanager:GetSecretValue', PARAMETER))),
    at: 'Task Properties.ContainerDefinitions.0.Secrets.0.ValueFrom',
    message: '`ContainerDefinitions.0.Secrets.0.ValueFrom` must be open to the execution role, got a role that is not allowed secretsmanager:GetSecretValue on it',
  },
  {
    id: 'ExecutionRole.NoSecretAccess',
    good: withSecret(KEYED, {}, more(allowed('secretsmanager:Get*', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-??????'))),
    bad: withSecret(KEYED, {}, more(allowed('secretsmanager:Get*', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:queue-??????'))),
    tokens: withSecret(PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.Secrets.0.ValueFrom',
    message: '`ContainerDefinitions.0.Secrets.0.ValueFrom` must be open to the execution role, got a role that is not allowed secretsmanager:GetSecretValue on it',
  },
  {
    id: 'ExecutionRole.NoSecretAccess',
    good: withSecret('/db', {}, more(allowed('ssm:GetParameters', PARAMETER_ARN))),
    bad: withSecret('/db'),
    tokens: withSecret('/db', { ExecutionRoleArn: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.Secrets.0.ValueFrom',
    message: '`ContainerDefinitions.0.Secrets.0.ValueFrom` must be open to the execution role, got a role that is not allowed ssm:GetParameters on it',
  },
  {
    id: 'ExecutionRole.NoEnvironmentFileAccess',
    good: withFile({}, more(allowed(['s3:GetObject', 's3:GetBucketLocation'], ['arn:aws:s3:::files', 'arn:aws:s3:::files/*']))),
    bad: withFile({}),
    tokens: withFile({ ExecutionRoleArn: { 'Fn::ImportValue': 'role' } }),
    at: 'Task Properties.ContainerDefinitions.0.EnvironmentFiles.0.Value',
    message: '`ContainerDefinitions.0.EnvironmentFiles.0.Value` must be open to the execution role, got a role that is not allowed s3:GetObject on it',
  },
  {
    id: 'ExecutionRole.NoEnvironmentFileAccess',
    good: withFile({}, more(allowed('s3:Get*', '*'))),
    bad: withFile({}, more(allowed('s3:GetObject', 'arn:aws:s3:::files/*'))),
    tokens: withFile({}, more(allowed(['s3:GetObject', 's3:GetBucketLocation'], PARAMETER))),
    at: 'Task Properties.ContainerDefinitions.0.EnvironmentFiles.0.Value',
    message: '`ContainerDefinitions.0.EnvironmentFiles.0.Value` must be open to the execution role, got a role that is not allowed s3:GetBucketLocation on its bucket',
  },
  {
    id: 'ExecutionRole.NoKeyAccess',
    good: withKey(allowed(['secretsmanager:GetSecretValue', 'kms:Decrypt'], '*')),
    bad: withKey(allowed('secretsmanager:GetSecretValue', '*')),
    tokens: withKey(allowed('secretsmanager:GetSecretValue', '*'), PARAMETER),
    at: 'Task Properties.ContainerDefinitions.0.Secrets.0.ValueFrom',
    message: '`ContainerDefinitions.0.Secrets.0.ValueFrom` must be open to the execution role, got a role that is not allowed kms:Decrypt on its key',
  },
  {
    id: 'ExecutionRole.NoSecretAccess',
    good: withSecret({ Ref: 'Secret' }, {}, more(allowed('secretsmanager:GetSecretValue', { Ref: 'Secret' }))),
    bad: withSecret({ Ref: 'Secret' }),
    tokens: { ...withSecret({ Ref: 'Secret' }), Outputs: { Role: { Value: ARN, Export: { Name: 'role' } } } },
    at: 'Task Properties.ContainerDefinitions.0.Secrets.0.ValueFrom',
    message: '`ContainerDefinitions.0.Secrets.0.ValueFrom` must be open to the execution role, got a role that is not allowed secretsmanager:GetSecretValue on it',
  },
];
