import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { newStack, sentences } from './tasks';
import { ExecAccess, ExecAccessOptions } from '../../src/task/exec-access';
import { propertiesOf } from '../kit/stacks';

const CHANNELS = {
  Effect: 'Allow',
  Action: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
  Resource: '*',
};

interface Given {
  readonly cluster?: ecs.ExecuteCommandConfiguration;
  readonly options?: ExecAccessOptions;
  readonly containerLogs?: logs.ILogGroup[];
}

/** What the task role may do, next to holding a session. */
function granted(given: (stack: Stack) => Given): any[] {
  const stack = newStack();
  const { cluster: executeCommandConfiguration, options, containerLogs } = given(stack);
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }), executeCommandConfiguration });
  const role = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  ExecAccess.enabled(options)._bind(role, cluster, containerLogs);

  const [channels, ...others] = propertiesOf(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument: document }) => document.Statement);
  expect(channels).toEqual(CHANNELS);
  return others;
}

const { OVERRIDE, NONE, DEFAULT } = ecs.ExecuteCommandLogging;
const group = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Audit', 'arn:aws:logs:eu-west-1:123456789012:log-group:audit:*');
const bucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'records');

const WRITES_AUDIT = [
  { Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
  {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    Resource: 'arn:aws:logs:eu-west-1:123456789012:log-group:audit:*',
  },
];

describe('a session needs', () => {
  test('its channels only', () => {
    expect(granted(() => ({}))).toEqual([]);
  });

  test('the log group that the cluster records in', () => {
    expect(granted((stack) => ({ cluster: { logging: OVERRIDE, logConfiguration: { cloudWatchLogGroup: group(stack) } } }))).toEqual(WRITES_AUDIT);
  });

  test('the log group that an imported cluster records in', () => {
    expect(granted((stack) => ({ options: { logGroup: group(stack) } }))).toEqual(WRITES_AUDIT);
  });

  test.each([DEFAULT, undefined])('the containers\' log group where the cluster says no other (%s)', (logging) => {
    expect(granted((stack) => ({ cluster: { logging }, containerLogs: [group(stack)] }))).toEqual(WRITES_AUDIT);
  });

  test('each of the containers\' log groups', () => {
    const other = 'arn:aws:logs:eu-west-1:123456789012:log-group:other:*';
    const statements = granted((stack) => ({ containerLogs: [group(stack), logs.LogGroup.fromLogGroupArn(stack, 'Other', other)] }));

    expect(statements[1].Resource).toEqual(['arn:aws:logs:eu-west-1:123456789012:log-group:audit:*', other]);
  });

  test.each([NONE, OVERRIDE])('no log group otherwise (%s)', (logging) => {
    expect(granted((stack) => ({
      cluster: { logging, logConfiguration: logging === OVERRIDE ? { s3Bucket: undefined } : undefined },
      containerLogs: [group(stack)],
    }))).toEqual([]);
  });

  test.each([
    [undefined, 'records/*'],
    ['', 'records/*'],
    ['exec', 'records/exec/*'],
    ['exec/prod/', 'records/exec/prod/*'],
  ])('the bucket that the cluster records in, under the prefix %s', (s3KeyPrefix, objects) => {
    const arn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${name}`]] });

    expect(granted((stack) => ({ cluster: { logging: OVERRIDE, logConfiguration: { s3Bucket: bucket(stack), s3KeyPrefix } } }))).toEqual([
      { Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'], Resource: arn('records') },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: arn(objects) },
    ]);
  });

  test('the bucket that an imported cluster records in', () => {
    expect(granted((stack) => ({ options: { bucket: bucket(stack), bucketPrefix: 'exec' } })).map(({ Action: action }) => action))
      .toEqual([['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'], 's3:PutObject']);
  });

  test('the key of that bucket', () => {
    const statements = granted((stack) => ({ options: { bucket: new s3.Bucket(stack, 'Encrypted', { encryption: s3.BucketEncryption.KMS }) } }));

    expect(statements[2]).toEqual({
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^EncryptedKey/), 'Arn'] },
    });
  });

  test.each([
    ['the cluster\'s', (kmsKey: kms.IKey): Given => ({ cluster: { kmsKey, logging: NONE } })],
    ['an imported cluster\'s', (encryptionKey: kms.IKey): Given => ({ options: { encryptionKey } })],
  ])('%s key, to decrypt with only', (_, given) => {
    expect(granted((stack) => given(new kms.Key(stack, 'Key')))).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
    ]);
  });
});

test('a cluster that records nothing is taken at its word', () => {
  const stack = newStack();
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'c',
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }),
    executeCommandConfiguration: { logging: NONE, logConfiguration: { cloudWatchLogGroup: group(stack) } },
  });
  ExecAccess.enabled()._bind(new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }), cluster);

  expect(propertiesOf(stack, 'AWS::IAM::Policy')[0].PolicyDocument.Statement).toEqual([CHANNELS]);
});

test('what cannot be narrowed down is acknowledged', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'TaskRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  ExecAccess.enabled({ logGroup: new logs.LogGroup(stack, 'Audit') })._bind(role, ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c'));
  const app = stack.node.root as App;
  app.synth();

  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});

test('IPv6-only subnets are refused', () => {
  expect(ExecAccess.enabled()._findings({ ipv6Only: false })).toEqual([]);
  expect(sentences(ExecAccess.enabled()._findings({ ipv6Only: true }))).toEqual([
    expect.stringContaining('error ExecAccess.Ipv6Only: `` needs IPv4'),
  ]);
});
