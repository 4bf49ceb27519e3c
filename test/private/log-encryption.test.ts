import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { letCloudWatchLogsUse } from '../../src/private/log-encryption';
import { resourcesOf, theOnly } from '../kit/stacks';

test('CloudWatch Logs may use the key for log groups of the stack only', () => {
  const stack = new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-west-1' } });
  const key = new kms.Key(stack, 'Key');
  letCloudWatchLogsUse(key, stack);
  letCloudWatchLogsUse(key, stack);

  const [, ...statements] = theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
  expect(statements).toEqual([{
    Effect: 'Allow',
    Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
    Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    Resource: '*',
    Condition: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:eu-west-1:123456789012:log-group:Shop-*']] },
      },
    },
  }]);
});

test('an imported key is left alone', () => {
  const stack = new Stack(new App(), 'Shop');
  letCloudWatchLogsUse(kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1'), stack);

  expect(resourcesOf(stack)).toEqual({});
});

test('of a nested stack, a key outside of it cannot name the groups', () => {
  const stack = new Stack(new App(), 'Shop');
  const key = new kms.Key(stack, 'Key');
  const nested = new NestedStack(stack, 'Nested');
  new logs.LogGroup(nested, 'LogGroup', { encryptionKey: key });
  letCloudWatchLogsUse(key, nested);

  const [, statement] = theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
  expect(JSON.stringify(statement.Condition)).toContain(':log-group:*');
  expect(JSON.stringify(statement.Condition)).not.toContain('Nested');
});

test('a key inside of it can', () => {
  const nested = new NestedStack(new Stack(new App(), 'Shop'), 'Nested');
  letCloudWatchLogsUse(new kms.Key(nested, 'Key'), nested);

  const [, statement] = theOnly(nested, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
  expect(JSON.stringify(statement.Condition)).toContain('AWS::StackName');
});
