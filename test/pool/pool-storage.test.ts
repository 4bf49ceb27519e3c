import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, Lazy, Size } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { launchDataOf, poolIn, typesOf } from './pools';
import { PoolImage } from '../../src/pool/pool-image';
import { newStack } from '../cluster/services';
import { theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const OF_GP3 = { Encrypted: true, VolumeType: 'gp3' };

test.each<[string, PoolImage, object[]]>([
  ['Amazon Linux', PoolImage.amazonLinux2023(), [{ DeviceName: '/dev/xvda', Ebs: { ...OF_GP3, VolumeSize: 30 } }]],
  ['Bottlerocket, which has two', PoolImage.bottlerocket(), [
    { DeviceName: '/dev/xvda', Ebs: OF_GP3 }, { DeviceName: '/dev/xvdb', Ebs: { ...OF_GP3, VolumeSize: 20 } },
  ]],
  ['Windows', PoolImage.windows(), [{ DeviceName: '/dev/sda1', Ebs: { ...OF_GP3, VolumeSize: 50 } }]],
])('is encrypted, and as large as fits %s', (_name, machineImage, mappings) => {
  const stack = newStack();
  poolIn(stack, { machineImage, instanceTypes: typesOf('m7i.large') });
  expect(launchDataOf(stack).BlockDeviceMappings).toEqual(mappings);
});

test('takes every option', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  poolIn(stack, { machineImage: PoolImage.bottlerocket(), storage: { size: Size.gibibytes(100), iops: 6000, throughput: 500, encryptionKey } });
  const encrypted = { ...OF_GP3, KmsKeyId: stack.resolve(encryptionKey.keyArn) };
  expect(launchDataOf(stack).BlockDeviceMappings).toEqual([
    { DeviceName: '/dev/xvda', Ebs: encrypted },
    { DeviceName: '/dev/xvdb', Ebs: { ...encrypted, VolumeSize: 100, Iops: 6000, Throughput: 500 } },
  ]);
});

test('lets Auto Scaling of this account use the key, and nobody else', () => {
  const stack = newStack();
  poolIn(stack, { storage: { encryptionKey: new kms.Key(stack, 'Key') } });
  const role = ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'];
  const StringEquals = { 'kms:CallerAccount': { Ref: 'AWS::AccountId' }, 'aws:PrincipalArn': { 'Fn::Join': ['', role] } };
  const allow = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' };
  expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement.slice(1)).toEqual([
    { ...allow, Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], Condition: { StringEquals } },
    { ...allow, Action: 'kms:CreateGrant', Condition: { StringEquals, Bool: { 'kms:GrantIsForAWSResource': true } } },
  ]);
  expect(findCycle(templateGraph(stack))).toBeUndefined();
});

test.each([[true, []], [false, ['AwsSolutions-EC26']]])('AwsSolutionsChecks sees what a mixed pool does when encryption is %p', (encrypted, findings) => {
  const stack = newStack();
  const pool = poolIn(stack, { instanceTypes: typesOf('m7g.large', 'm6g.large') });
  if (!encrypted) {
    const resource = pool.launchTemplate.node.defaultChild as ec2.CfnLaunchTemplate;
    resource.launchTemplateData = { ...resource.launchTemplateData, blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: {} }] };
  }
  (stack.node.root as App).synth();
  const { violations } = new AwsSolutionsChecks().validateScope(stack.node.root as App);
  expect(violations.map(({ ruleName }) => ruleName).filter((rule) => rule !== 'AwsSolutions-AS3')).toEqual(findings);
});

test('refuses what EC2 does not make', () => {
  expect(() => poolIn(newStack(), { storage: { size: Size.gibibytes(29), iops: 1 } })).toThrow([
    'InstancePool at Stack/Pool has 2 problems:',
    '  PoolStorage.Size: `storage.size` takes whole GiB from 30 to 65536, got 29; the nearest is 30',
    '  PoolStorage.Iops: `storage.iops` takes whole operations a second from 3000 to 80000, got 1; the nearest is 3000',
  ].join('\n'));
  expect(() => poolIn(newStack(), { storage: { size: Size.mebibytes(40000) } })).toThrow(
    'PoolStorage.Size: `storage.size` takes whole GiB from 30 to 65536, got 39.0625; the nearest is 39');
});

test('lets tokens through', () => {
  const stack = newStack();
  const token = Lazy.number({ produce: () => 7 });
  poolIn(stack, { storage: { size: Size.gibibytes(token), iops: token, throughput: token } });
  expect(launchDataOf(stack).BlockDeviceMappings[0].Ebs).toMatchObject({ VolumeSize: 7, Iops: 7, Throughput: 7 });
});
