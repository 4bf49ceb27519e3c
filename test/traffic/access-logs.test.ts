import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { read } from './setting';
import { checkBalancerLogs, writeAccessLogs } from '../../src/traffic/access-logs';
import { recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const ACCOUNT = { Ref: 'AWS::AccountId' };

function setting(bucketOf: (stack: Stack) => s3.IBucket = (stack) => new s3.Bucket(stack, 'Logs')) {
  const stack = new Stack(recommendedApp(), 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 });
  const bucket = bucketOf(stack);
  const application = () => new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
  const network = () => new elbv2.NetworkLoadBalancer(stack, 'Balancer', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
  const statements = () => theOnly(stack, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
  const objects = (prefix: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Logs/), 'Arn'] }, `/${prefix}AWSLogs/`, ACCOUNT, '/*']] });
  const balancer = () => theOnly(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  return { stack, bucket, application, network, statements, objects, balancer };
}

test('an application balancer in a stack for any region writes to the bucket', () => {
  const { bucket, application, statements, objects, balancer } = setting();
  writeAccessLogs(application(), { bucket, prefix: 'web' });
  expect(statements()).toEqual([{
    Action: 's3:PutObject',
    Effect: 'Allow',
    Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    Resource: objects('web/'),
  }]);
  expect(balancer().Properties.LoadBalancerAttributes).toEqual(expect.arrayContaining([
    { Key: 'access_logs.s3.enabled', Value: 'true' },
    { Key: 'access_logs.s3.bucket', Value: { Ref: expect.stringMatching(/^Logs/) } },
    { Key: 'access_logs.s3.prefix', Value: 'web' },
  ]));
});

test.each([undefined, ''])('prefix %j is none', (prefix) => {
  const { bucket, application, statements, objects, balancer } = setting();
  writeAccessLogs(application(), { bucket, prefix });
  expect(statements()[0].Resource).toEqual(objects(''));
  expect(balancer().Properties.LoadBalancerAttributes.map(({ Key }: any) => Key)).not.toContain('access_logs.s3.prefix');
});

test('the balancer waits for the policy', () => {
  const { stack, bucket, application, balancer } = setting();
  writeAccessLogs(application(), { bucket });
  expect(balancer().DependsOn).toEqual(expect.arrayContaining(Object.keys(resourcesOf(stack, 'AWS::S3::BucketPolicy'))));
});

test('the policy of an imported bucket is its owner\'s', () => {
  const { stack, bucket, application, balancer } = setting((scope) => s3.Bucket.fromBucketName(scope, 'Logs', 'central-logs'));
  writeAccessLogs(application(), { bucket });
  expect(resourcesOf(stack, 'AWS::S3::BucketPolicy')).toEqual({});
  expect(balancer().Properties.LoadBalancerAttributes).toContainEqual({ Key: 'access_logs.s3.bucket', Value: 'central-logs' });
});

test('a network balancer writes as the delivery service, for this account alone', () => {
  const { bucket, network, statements, objects } = setting();
  writeAccessLogs(network(), { bucket });
  expect(statements()).toEqual([
    expect.objectContaining({ Action: 's3:GetBucketAcl', Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
    {
      Action: 's3:PutObject',
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': ACCOUNT } },
      Resource: objects(''),
    },
  ]);
});

test('a network balancer may use the key of the bucket, for this account alone', () => {
  const { stack, bucket, network } = setting((scope) => new s3.Bucket(scope, 'Logs', { encryption: s3.BucketEncryption.KMS }));
  writeAccessLogs(network(), { bucket });
  const { Statement } = theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy;
  expect(Statement).toContainEqual(expect.objectContaining({
    Principal: { Service: 'delivery.logs.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  }));
});

describe('findings', () => {
  const stack = new Stack(undefined, 'Stack', { env: { region: 'eu-west-1' } });
  const plain = new s3.Bucket(stack, 'Plain');
  const check = (bucket: s3.IBucket, kind: 'application' | 'network', prefix?: string, region?: string) => read(checkBalancerLogs({ bucket, prefix }, kind, region));

  test('an application balancer cannot use a key, a network balancer only one of one\'s own', () => {
    const own = new s3.Bucket(stack, 'Own', { encryption: s3.BucketEncryption.KMS });
    const imported = s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketName: 'logs', encryptionKey: own.encryptionKey });
    for (const bucket of [own, imported]) {
      expect(check(bucket, 'application')).toEqual([expect.stringContaining('error BalancerAccessLogs.CustomerKey: `bucket`')]);
      expect(check(bucket, 'network')).toEqual([]);
    }
    for (const encryption of [s3.BucketEncryption.KMS_MANAGED, s3.BucketEncryption.DSSE_MANAGED]) {
      const aws = new s3.Bucket(stack, `Aws${encryption}`, { encryption });
      expect(check(aws, 'application')).toEqual([expect.stringContaining('error BalancerAccessLogs.AwsKey: `bucket`')]);
      expect(check(aws, 'network')).toHaveLength(1);
    }
    expect(check(new s3.Bucket(stack, 'Managed', { encryption: s3.BucketEncryption.S3_MANAGED }), 'application')).toEqual([]);
    expect(check(plain, 'application')).toEqual([]);
  });

  test('the bucket is in the region of the balancer', () => {
    expect(check(plain, 'network', undefined, 'us-east-1')).toEqual([expect.stringContaining('error BalancerAccessLogs.Region: `bucket`')]);
    expect(check(plain, 'network', undefined, 'eu-west-1')).toEqual([]);
    expect(check(new s3.Bucket(new Stack(), 'Anywhere'), 'network', undefined, 'eu-west-1')).toEqual([]);
  });

  test('the prefix leaves out what the balancer adds', () => {
    expect(check(plain, 'network', 'web/AWSLogs')).toEqual([expect.stringContaining('error BalancerAccessLogs.Prefix: `prefix`')]);
    expect(check(plain, 'network', 'web')).toEqual([]);
    expect(check(plain, 'network', new CfnParameter(stack, 'Prefix').valueAsString)).toEqual([]);
  });
});
