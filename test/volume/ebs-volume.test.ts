import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnParameter, Size } from 'aws-cdk-lib/core';
import { bind, DATA, written } from './tasks';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskVolume } from '../../src/volume/task-volume';
import { propertiesOf } from '../kit/stacks';
import { IMAGE, newStack, ON_FARGATE, saidOf } from '../task/tasks';

describe('a disk on EBS', () => {
  test('waits in the task definition for what the service says', () => {
    const stack = newStack();
    const volumes = { data: TaskVolume.ebs({ size: Size.gibibytes(100) }) };

    expect(written(stack, { volumes }).volumes).toEqual([{ Name: 'data', ConfiguredAtLaunch: true }]);
    expect(TaskBlueprint.container({ image: IMAGE, volumes })._facts(ON_FARGATE).volumes?.[0]).toEqual(expect.objectContaining({ name: 'data', kind: 'ebs' }));
  });

  test('is encrypted, of the newest general type, and tagged as the service is', () => {
    const stack = newStack();
    const { volumeConfigurations } = bind(stack, { volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(100) }) }, mounts: DATA });

    expect(stack.resolve(volumeConfigurations)).toEqual([{
      name: 'data',
      managedEbsVolume: {
        roleArn: { 'Fn::GetAtt': [expect.stringMatching(/^dataInfrastructureRole/), 'Arn'] },
        encrypted: true,
        volumeType: 'gp3',
        sizeInGiB: 100,
        tagSpecifications: [{ resourceType: 'volume', propagateTags: 'SERVICE' }],
      },
    }]);
  });

  test('is managed with a role that ECS alone can take, for this account', () => {
    const stack = newStack();
    bind(stack, { volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(100) }) }, mounts: DATA });
    const [role] = propertiesOf(stack, 'AWS::IAM::Role').filter(({ ManagedPolicyArns: policies }) => policies);

    expect(role.ManagedPolicyArns).toEqual([{
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes']],
    }]);
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([expect.objectContaining({
      Principal: { Service: 'ecs.amazonaws.com' }, Condition: expect.objectContaining({ StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
    })]);
    expect(role.Policies).toBeUndefined();
  });

  test('uses a key of its own for disks alone, and by way of EC2', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const data = TaskVolume.ebs({ size: Size.gibibytes(1), encryptionKey });
    const { volumeConfigurations: [{ managedEbsVolume }] } = bind(stack, { volumes: { data }, mounts: DATA });
    const [{ Policies: [{ PolicyDocument: { Statement: statements } }] }] = propertiesOf(stack, 'AWS::IAM::Role')
      .filter(({ ManagedPolicyArns: policies }) => policies);
    const conditions = {
      'StringEquals': { 'kms:CallerAccount': { Ref: 'AWS::AccountId' }, 'kms:ViaService': { 'Fn::Join': ['', ['ec2.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
      'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
    };

    expect((managedEbsVolume as any).kmsKeyId).toBe(encryptionKey.keyArn);
    expect(statements.map(({ Resource: resource }: any) => resource)).toEqual(Array(5).fill(stack.resolve(encryptionKey.keyArn)));
    expect(statements.map(({ Action: action, Condition: condition }: any) => [action, condition])).toEqual([
      ['kms:DescribeKey', undefined],
      ['kms:GenerateDataKeyWithoutPlaintext', conditions],
      ['kms:ReEncryptFrom', conditions],
      ['kms:ReEncryptTo', conditions],
      ['kms:CreateGrant', { ...conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
    ]);
  });

  test('is as it is told to be, tokens included', () => {
    const stack = newStack();
    const size = Size.gibibytes(new CfnParameter(stack, 'Size', { type: 'Number' }).valueAsNumber);
    const { volumeConfigurations: [{ managedEbsVolume }] } = bind(stack, {
      volumes: {
        data: TaskVolume.ebs({
          size, snapshotId: 'snap-01', volumeType: ec2.EbsDeviceVolumeType.IO2, iops: 5000, fileSystemType: ecs.FileSystemType.EXT4, volumeInitializationRate: Size.mebibytes(200),
        }),
      },
      mounts: DATA,
    });

    expect(stack.resolve(managedEbsVolume)).toEqual(expect.objectContaining({
      sizeInGiB: { Ref: 'Size' }, snapshotId: 'snap-01', volumeType: 'io2', iops: 5000, filesystemType: 'ext4', volumeInitializationRate: 200,
    }));
  });

  test('takes a token for a size, and is refused one out of range where it was written', () => {
    const token = Size.gibibytes(new CfnParameter(newStack(), 'Size', { type: 'Number' }).valueAsNumber);
    const said = (size: Size) => saidOf({ volumes: { data: TaskVolume.ebs({ size }) }, mounts: DATA });

    expect(said(token)).toEqual([]);
    expect(said(Size.tebibytes(17))).toEqual([
      'error EbsVolume.Size: `volumes.data.size` takes whole GiB from 1 to 16384, got 17408; the nearest is 16384',
    ]);
    expect(said(Size.mebibytes(1536))).toEqual(['error EbsVolume.Size: `volumes.data.size` takes whole GiB from 1 to 16384, got 1.5; the nearest is 2']);
  });
});
