import * as kms from 'aws-cdk-lib/aws-kms';
import { App, Stack } from 'aws-cdk-lib/core';
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
