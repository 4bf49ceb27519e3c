import { allowed, policyOf, roleOfTasks } from './role-templates';
import { open } from './task-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((channel) => `ssmmessages:${channel}`);
const MAY = { TaskRole: roleOfTasks(allowed(CHANNELS, '*')) };

/** A service with ECS Exec of which no rule has anything to say. */
const exec = (patch: Json = {}, base = fargateService) => base(merged({
  container: { ReadonlyRootFilesystem: false, LinuxParameters: { InitProcessEnabled: true } },
  service: { EnableExecuteCommand: true },
  resources: MAY,
}, patch));

const audit = (settings: Json, resources: Json = {}) => fargateService({
  cluster: { Configuration: { ExecuteCommandConfiguration: settings } }, resources,
});
const KEY = { Key: { Type: 'AWS::KMS::Key' } };
const OVERRIDE = { Logging: 'OVERRIDE', KmsKeyId: 'key', LogConfiguration: { CloudWatchLogGroupName: { Ref: 'Audit' }, CloudWatchEncryptionEnabled: true } };
const auditGroup = (keyId: Json) => ({ Audit: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30, KmsKeyId: keyId } } });
const subnet = (native: Json) => ({ One: { Type: 'AWS::EC2::Subnet', Properties: { Ipv6Native: native } } });
const inSubnet = (native: Json) => exec({
  service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'One' }] } } }, resources: subnet(native),
});
const onKey = (statements: Json[], keyPolicy: Json = undefined) => exec({
  cluster: { Configuration: { ExecuteCommandConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
  resources: { Key: { ...KEY.Key, Properties: { KeyPolicy: keyPolicy } }, TaskRole: roleOfTasks(allowed(CHANNELS, '*'), ...statements) },
});

const recorded = (statement: Json, log: Json = { CloudWatchLogGroupName: 'audit' }) => exec({
  cluster: { Configuration: { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', LogConfiguration: log } } },
  resources: { TaskRole: roleOfTasks(allowed(CHANNELS, '*'), statement) },
});

export const EXEC_CASES: readonly RuleCase[] = [
  {
    id: 'ExecAccess.ReadonlyRoot',
    good: exec(),
    bad: exec({ container: { ReadonlyRootFilesystem: true } }),
    tokens: exec({ container: { ReadonlyRootFilesystem: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.ReadonlyRootFilesystem',
    message: '`ContainerDefinitions.0.ReadonlyRootFilesystem` must be false for a container that ECS Exec opens, since its agent writes there, got true',
  },
  {
    id: 'ExecAccess.Ipv6Only',
    good: inSubnet(false),
    bad: inSubnet(true),
    tokens: inSubnet(PARAMETER),
    at: 'Service Properties.EnableExecuteCommand',
    message: '`EnableExecuteCommand` needs IPv4, and the subnets have IPv6 only',
  },
  {
    id: 'ExecAccess.NoNetwork',
    good: exec({}, ec2Service),
    bad: exec({ task: { NetworkMode: 'none' }, container: { PortMappings: undefined } }, ec2Service),
    tokens: exec({ task: { NetworkMode: PARAMETER } }, ec2Service),
    at: 'Task Properties.NetworkMode',
    message: '`NetworkMode` must give ECS Exec a way to Systems Manager, got none',
  },
  {
    id: 'ExecAccess.NoInitProcess',
    good: exec({ service: { EnableExecuteCommand: false }, container: { LinuxParameters: undefined } }),
    bad: exec({ container: { LinuxParameters: undefined } }),
    tokens: exec({ container: { LinuxParameters: { InitProcessEnabled: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.LinuxParameters.InitProcessEnabled',
    message: '`ContainerDefinitions.0.LinuxParameters.InitProcessEnabled` must be true where ECS Exec is on, or processes of sessions that have ended stay in the container',
  },
  {
    id: 'ExecAccess.NoTaskRole',
    good: exec(),
    bad: exec({ task: { TaskRoleArn: undefined } }),
    tokens: exec({ task: { TaskRoleArn: PARAMETER } }),
    at: 'Task Properties.TaskRoleArn',
    message: '`TaskRoleArn` must name a role for a service with ECS Exec, whose agent has its permissions, got none',
  },
  {
    id: 'ExecAccess.NoPermission',
    good: exec({ resources: { TaskRole: roleOfTasks(), More: policyOf({ Ref: 'TaskRole' }, allowed('ssmmessages:*', '*')) } }),
    bad: exec({ resources: { TaskRole: roleOfTasks(allowed(CHANNELS.slice(0, 3), '*')) } }),
    tokens: exec({ resources: { TaskRole: roleOfTasks(), More: policyOf(PARAMETER, allowed('ssmmessages:*', '*')) } }),
    at: 'Task Properties.TaskRoleArn',
    message: '`TaskRoleArn` must name a role that allows what sessions of ECS Exec need, got one without ssmmessages:OpenDataChannel',
  },
  {
    id: 'ExecAudit.NoLogging',
    good: audit({ Logging: 'DEFAULT', KmsKeyId: 'key' }),
    bad: audit({ Logging: 'NONE', KmsKeyId: 'key' }),
    tokens: audit({ Logging: PARAMETER, KmsKeyId: 'key' }),
    at: 'Cluster Properties.Configuration.ExecuteCommandConfiguration.Logging',
    message: '`Configuration.ExecuteCommandConfiguration.Logging` must be DEFAULT or OVERRIDE, or nobody knows what was done in a session, got NONE',
  },
  {
    id: 'ExecAudit.NoKey',
    good: audit({ Logging: 'DEFAULT', KmsKeyId: 'key' }),
    bad: audit({ Logging: 'DEFAULT' }),
    tokens: audit({ Logging: 'DEFAULT', KmsKeyId: open('key') }),
    at: 'Cluster Properties.Configuration.ExecuteCommandConfiguration.KmsKeyId',
    message: '`Configuration.ExecuteCommandConfiguration.KmsKeyId` must name a key that only those have who may read sessions, got none',
  },
  {
    id: 'ExecAudit.OverrideWithoutTarget',
    good: audit({ Logging: 'OVERRIDE', KmsKeyId: 'key', LogConfiguration: { S3BucketName: 'audit' } }),
    bad: audit({ Logging: 'OVERRIDE', KmsKeyId: 'key', LogConfiguration: { S3KeyPrefix: 'audit' } }),
    tokens: audit({ Logging: 'OVERRIDE', KmsKeyId: 'key', LogConfiguration: { S3BucketName: PARAMETER } }),
    at: 'Cluster Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration',
    message: '`Configuration.ExecuteCommandConfiguration.LogConfiguration` must name a log group or a bucket where `Logging` is OVERRIDE, got neither',
  },
  {
    id: 'ExecAudit.UnencryptedGroup',
    good: audit(OVERRIDE, auditGroup('key')),
    bad: audit(OVERRIDE, auditGroup(undefined)),
    tokens: audit(OVERRIDE, auditGroup(PARAMETER)),
    at: 'Cluster Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled',
    message: '`Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled` must be false for a log group without a key, '
      + 'since no session starts otherwise, got true',
  },
  {
    id: 'ExecAudit.NoKeyPermission',
    good: onKey([allowed('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] })]),
    bad: onKey([], { Statement: [{ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' }] }),
    tokens: onKey([], { Statement: [{ Effect: 'Allow', Principal: { AWS: PARAMETER }, Action: 'kms:*', Resource: '*' }] }),
    at: 'Task Properties.TaskRoleArn',
    message: '`TaskRoleArn` must name a role that may use the key with which the cluster encrypts sessions, got one without kms:Decrypt',
  },
  {
    id: 'ExecAudit.NoRecordPermission',
    good: recorded(allowed('logs:*', '*')),
    bad: recorded(allowed(['logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:DescribeLogStreams'], '*')),
    tokens: recorded(allowed(PARAMETER, '*')),
    at: 'Task Properties.TaskRoleArn',
    message: '`TaskRoleArn` must name a role that may write where the cluster records sessions, got one without logs:PutLogEvents',
  },
  {
    id: 'ExecAudit.NoRecordPermission',
    good: recorded(allowed('s3:PutObject', '*'), { S3BucketName: 'audit' }),
    bad: recorded(allowed('s3:GetObject', '*'), { S3BucketName: 'audit' }),
    tokens: recorded(allowed('s3:GetObject', '*'), open({ S3BucketName: 'audit' })),
    at: 'Task Properties.TaskRoleArn',
    message: '`TaskRoleArn` must name a role that may write where the cluster records sessions, got one without s3:PutObject',
  },
];
