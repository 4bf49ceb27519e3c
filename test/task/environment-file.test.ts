import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { containerOf, newStack, saidOf } from './tasks';
import { propertiesOf } from '../kit/stacks';

const folder = mkdtempSync(join(tmpdir(), 'environment-'));
const inBucket = (stack: Stack, key: string) => ecs.EnvironmentFile.fromBucket(s3.Bucket.fromBucketName(stack, `Bucket${stack.node.children.length}`, 'settings'), key);

function statements(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies: policies }) => policies ?? [])
    .flatMap(({ PolicyDocument: document }) => document.Statement)
    .filter(({ Action: action }) => String(action).startsWith('s3:'));
}

test('the execution role may read exactly the file', () => {
  const stack = newStack();
  containerOf({ environmentFiles: [inBucket(stack, 'web/prod.env')] }, {}, stack);
  const arn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${name}`]] });

  expect(statements(stack)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn('settings/web/prod.env') },
    { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: arn('settings') },
  ]);
});

test('a file of the app is uploaded and may be read', () => {
  const stack = newStack();
  const path = join(folder, 'prod.env');
  writeFileSync(path, 'LEVEL=info\n');
  const container = containerOf({ environmentFiles: [ecs.EnvironmentFile.fromAsset(path)] }, {}, stack);

  expect(saidOf({ environmentFiles: [ecs.EnvironmentFile.fromAsset(path)] })).toEqual([]);
  expect(statements(stack)[0].Resource).toEqual(container.EnvironmentFiles[0].Value);
});

describe('a bucket under a customer key', () => {
  const decrypts = (stack: Stack) => propertiesOf(stack, 'AWS::IAM::Role').flatMap(({ Policies: policies }) => policies ?? [])
    .flatMap(({ PolicyDocument: document }) => document.Statement)
    .filter(({ Action: action }) => String(action).startsWith('kms:'));

  test('lets the execution role decrypt with it', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    containerOf({ environmentFiles: [ecs.EnvironmentFile.fromBucket(new s3.Bucket(stack, 'Bucket', { encryptionKey }), 'prod.env')] }, {}, stack);

    expect(decrypts(stack)).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) }]);
  });

  test('of another stack does too', () => {
    const app = new App();
    const [data, stack] = [new Stack(app, 'Data'), new Stack(app, 'Stack')];
    const bucket = new s3.Bucket(data, 'Bucket', { encryptionKey: new kms.Key(data, 'Key') });
    containerOf({ environmentFiles: [ecs.EnvironmentFile.fromBucket(bucket, 'prod.env')] }, {}, stack);

    expect(decrypts(stack)).toHaveLength(1);
  });

  test('is what it takes: any other bucket asks for nothing more', () => {
    const stack = newStack();
    containerOf({ environmentFiles: [ecs.EnvironmentFile.fromBucket(new s3.Bucket(stack, 'Bucket'), 'prod.env')] }, {}, stack);

    expect(decrypts(stack)).toEqual([]);
  });
});

test('nothing is granted where there is no file', () => {
  const stack = newStack();
  containerOf({}, {}, stack);

  expect(statements(stack)).toEqual([]);
});

describe('a service', () => {
  test('refuses a key that ECS does not take', () => {
    expect(saidOf({ environmentFiles: [inBucket(newStack(), 'prod.txt')] })).toEqual([
      expect.stringMatching(/^error EnvironmentFiles\.Name: `environmentFiles\[0]` .* got 'prod\.txt'/),
    ]);
  });

  test('refuses a file that loses its name with its upload', () => {
    expect(saidOf({ environmentFiles: [ecs.EnvironmentFile.fromAsset('.env')] })).toEqual([
      expect.stringMatching(/^error EnvironmentFiles\.Name: `environmentFiles\[0]` .* got '\.env, which is uploaded without an extension'/),
    ]);
  });

  test('takes a key that only the deployment knows', () => {
    const stack = newStack();

    expect(saidOf({ environmentFiles: [inBucket(stack, new CfnParameter(stack, 'Key').valueAsString)] })).toEqual([]);
  });
});
