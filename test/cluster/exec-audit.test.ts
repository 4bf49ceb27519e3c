import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { importedVpc } from './services';
import { ExecAudit } from '../../src/cluster/exec-audit';
import { sentence } from '../../src/model/finding';

function clusterWith(audit: ExecAudit, stack: Stack = new Stack(new App(), 'Stack')): Template {
  const { configuration } = audit._bind(stack);
  new ecs.Cluster(stack, 'Cluster', { vpc: importedVpc(stack), executeCommandConfiguration: configuration });
  return Template.fromStack(stack);
}

describe('in CloudWatch Logs', () => {
  test('keeps the records of sessions for three months in a log group that survives its stack', () => {
    const template = clusterWith(ExecAudit.cloudWatch());
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 90, KmsKeyId: Match.absent() }, DeletionPolicy: 'Retain' });
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::ECS::Cluster', {
      Configuration: {
        ExecuteCommandConfiguration: {
          Logging: 'OVERRIDE',
          KmsKeyId: Match.absent(),
          LogConfiguration: { CloudWatchLogGroupName: { Ref: logGroup }, CloudWatchEncryptionEnabled: Match.absent() },
        },
      },
    });
  });

  test('takes another retention', () => {
    clusterWith(ExecAudit.cloudWatch({ retention: logs.RetentionDays.ONE_YEAR })).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test('encrypts sessions and records with a key that CloudWatch Logs may use for groups of the stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const encryptionKey = new kms.Key(stack, 'Key');
    const template = clusterWith(ExecAudit.cloudWatch({ encryptionKey }), stack);
    const keyArn = stack.resolve(encryptionKey.keyArn);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: keyArn });
    template.hasResourceProperties('AWS::ECS::Cluster', {
      Configuration: { ExecuteCommandConfiguration: { KmsKeyId: keyArn, LogConfiguration: { CloudWatchEncryptionEnabled: true } } },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([{
          Effect: 'Allow',
          Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
          Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Resource: '*',
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:Stack-*']],
              },
            },
          },
        }]),
      },
    });
  });

  test('does not tie the stack of the key to the stack of the log group', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys');
    const stack = new Stack(app, 'Stack');
    clusterWith(ExecAudit.cloudWatch({ encryptionKey: new kms.Key(keys, 'Key') }), stack);
    expect(keys.dependencies).toEqual([]);
    Template.fromStack(keys).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': Match.anyValue() } } })]) },
    });
  });

  test('takes an imported key as it is', () => {
    const stack = new Stack(new App(), 'Stack');
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234');
    const template = clusterWith(ExecAudit.cloudWatch({ encryptionKey }), stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1234' });
  });

  test('records in a log group of the user and claims nothing about its encryption', () => {
    const stack = new Stack(new App(), 'Stack');
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', 'audit');
    const template = clusterWith(ExecAudit.cloudWatch({ logGroup, encryptionKey: new kms.Key(stack, 'Key') }), stack);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.hasResourceProperties('AWS::ECS::Cluster', {
      Configuration: {
        ExecuteCommandConfiguration: {
          KmsKeyId: Match.anyValue(),
          LogConfiguration: { CloudWatchLogGroupName: 'audit', CloudWatchEncryptionEnabled: Match.absent() },
        },
      },
    });
  });

  test('refuses a retention for a log group of the user', () => {
    const logGroup = logs.LogGroup.fromLogGroupName(new Stack(new App(), 'Stack'), 'Logs', 'audit');
    expect(ExecAudit.cloudWatch({ logGroup, retention: logs.RetentionDays.ONE_DAY })._findings().map(sentence)).toEqual([
      '`retention` is for the log group that is made, got `logGroup` too; set it on your log group',
    ]);
    expect(ExecAudit.cloudWatch({ logGroup })._findings()).toEqual([]);
    expect(ExecAudit.cloudWatch({ retention: logs.RetentionDays.ONE_DAY })._findings()).toEqual([]);
  });
});

test('records in a bucket', () => {
  const stack = new Stack(new App(), 'Stack');
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'audit');
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234');
  clusterWith(ExecAudit.bucket(bucket, { prefix: 'sessions', encryptionKey }), stack).hasResourceProperties('AWS::ECS::Cluster', {
    Configuration: {
      ExecuteCommandConfiguration: {
        Logging: 'OVERRIDE',
        KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1234',
        LogConfiguration: { S3BucketName: 'audit', S3KeyPrefix: 'sessions', S3EncryptionEnabled: true },
      },
    },
  });
});

test('records nothing when asked to', () => {
  const template = clusterWith(ExecAudit.none());
  template.resourceCountIs('AWS::Logs::LogGroup', 0);
  template.hasResourceProperties('AWS::ECS::Cluster', { Configuration: { ExecuteCommandConfiguration: { Logging: 'NONE', LogConfiguration: Match.absent() } } });
});
