import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bind, DATA, taskRolePolicy, written } from './tasks';
import { TaskVolume } from '../../src/volume/task-volume';
import { newStack } from '../task/tasks';

describe('S3 Files', () => {
  const ARN = 'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-1';

  test('is mounted with the task role, which may read the objects behind it', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'assets');
    const objects = (...path: string[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, [':s3:::assets', ...path].join('')]] });

    expect(written(stack, { volumes: { tmp: TaskVolume.scratch(), data: TaskVolume.s3Files({ fileSystemArn: ARN, bucket, prefix: 'web/', rootDirectory: '/img' }) } }).volumes[1])
      .toEqual({ Name: 'data', S3FilesVolumeConfiguration: { FileSystemArn: ARN, RootDirectory: '/img' } });
    expect(taskRolePolicy(stack).map(({ Action, Condition, Resource }) => [Action, Resource, Condition])).toEqual([
      [['s3files:ClientMount', 's3files:ClientWrite'], ARN, undefined],
      [['s3:GetObject', 's3:GetObjectVersion'], objects('/web/*'), undefined],
      ['s3:ListBucket', objects(), undefined],
    ]);
  });

  test('is read through an access point, and from a bucket under a customer key', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'assets', encryptionKey });
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    const { dependencies, servers } = bind(stack, {
      volumes: { data: TaskVolume.s3Files({ fileSystemArn: ARN, bucket, accessPointArn: `${ARN}/access-point/fsap-1`, securityGroup, mountTargets: [encryptionKey] }) },
      mounts: [{ ...DATA[0], readOnly: true }],
    });

    expect(taskRolePolicy(stack)[0]).toEqual({
      Effect: 'Allow', Action: 's3files:ClientMount', Resource: ARN, Condition: { StringEquals: { 's3files:AccessPointArn': `${ARN}/access-point/fsap-1` } },
    });
    expect(taskRolePolicy(stack)[3]).toEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) });
    expect(servers.map(({ defaultPort, securityGroups }) => [`${defaultPort}`, securityGroups])).toEqual([['2049', [securityGroup]]]);
    expect(dependencies).toContain(encryptionKey);
  });
});
