import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { joined, statementsOf } from './tasks';
import { FireLensConfig } from '../../src/sidecar/fire-lens-config';
import { Sidecar } from '../../src/sidecar/sidecar';
import { newStack } from '../task/tasks';

/** What the roles of a task on an instance may do with buckets and keys because of a configuration. */
function readersOf(config: FireLensConfig, stack: Stack) {
  const { containers, granted } = joined([Sidecar.fireLens({ config })], { memoryMiB: 128 }, stack, { platforms: ['ec2'] });
  const isReading = ({ Action: action }: any) => /^(s3|kms):/.test([action].flat()[0]);
  return {
    options: containers['log-router'].FirelensConfiguration.Options,
    executionRole: statementsOf(stack, 'ExecutionRole').filter(isReading),
    taskRole: granted.filter(isReading),
  };
}

describe('a file of the image', () => {
  test('is named to ECS, and to what checks the path', () => {
    const config = FireLensConfig.inImage('/extra.conf');

    expect(config._path).toBe('/extra.conf');
    expect(config._options).toEqual({ configFileType: 'file', configFileValue: '/extra.conf' });
  });

  test('needs no leave', () => {
    expect(readersOf(FireLensConfig.inImage('/extra.conf'), newStack())).toEqual({
      options: { 'enable-ecs-log-metadata': 'true', 'config-file-type': 'file', 'config-file-value': '/extra.conf' }, executionRole: [], taskRole: [],
    });
  });
});

describe('an object in a bucket', () => {
  test('is no path', () => {
    expect(FireLensConfig.inBucket(s3.Bucket.fromBucketName(newStack(), 'Bucket', 'settings'), 'router/extra.conf')._path).toBeUndefined();
  });

  test('is read by the execution role, which may read nothing else there, and not by the task role', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::settings');

    expect(readersOf(FireLensConfig.inBucket(bucket, 'router/extra.conf'), stack)).toEqual({
      options: { 'enable-ecs-log-metadata': 'true', 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::settings/router/extra.conf' },
      executionRole: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::settings/router/extra.conf' },
        { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::settings' },
      ],
      taskRole: [],
    });
  });

  test('is decrypted with the key of a bucket of this app', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });
    const { executionRole, taskRole } = readersOf(FireLensConfig.inBucket(bucket, 'extra.conf'), stack);

    expect(executionRole).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: stack.resolve(bucket.arnForObjects('extra.conf')) },
      { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: stack.resolve(bucket.bucketArn) },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(bucket.encryptionKey!.keyArn) },
    ]);
    expect(taskRole).toEqual([]);
  });
});
