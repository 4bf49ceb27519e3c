import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { IMAGE, newStack, sentences } from './tasks';
import { LogRoute } from '../../src/task/log-route';
import { RoutedLogDriver } from '../../src/task/routed-log-driver';
import { propertiesOf, theOnly } from '../kit/stacks';
import { statementsOf } from '../sidecar/tasks';

const HERE = { Ref: 'AWS::Region' };

/** A container whose logs take the route, and what the roles of its task may do for that. */
function routed(route: LogRoute, stack = newStack()) {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  const { logGroup, ...bound } = route._bind(taskDefinition, 'LogGroup');
  taskDefinition.addContainer('app', { image: IMAGE, logging: new RoutedLogDriver(bound) });
  // Else the L2 adds one, with rights of its own.
  taskDefinition.addFirelensLogRouter('router', { image: IMAGE, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
  const app = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions.find(({ Name }: any) => Name === 'app');
  return {
    logGroup, configuration: app.LogConfiguration, options: app.LogConfiguration.Options, granted: statementsOf(stack, 'TaskTaskRole'), read: statementsOf(stack, 'TaskExecutionRole'),
  };
}

const allow = (actions: string | string[], resource: unknown) => ({ Effect: 'Allow', Action: actions, Resource: resource });

describe('to CloudWatch Logs', () => {
  test('a log group is made, kept for a month, for no other than this route', () => {
    const stack = newStack();
    const { granted, logGroup, options } = routed(LogRoute.cloudWatch(), stack);
    const name = stack.resolve(logGroup!.logGroupName);

    expect(options).toEqual({ Name: 'cloudwatch_logs', region: HERE, log_group_name: name, log_stream_prefix: 'ecs/' });
    expect(granted).toEqual([allow(['logs:CreateLogStream', 'logs:PutLogEvents'], stack.resolve(logGroup!.logGroupArn))]);
    expect(theOnly(stack, 'AWS::Logs::LogGroup')).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('one that is there may be in another Region, and gets messages alone where that is asked for', () => {
    const stack = newStack();
    const logGroup = logs.LogGroup.fromLogGroupArn(stack, 'Far', 'arn:aws:logs:us-east-1:123456789012:log-group:shop:*');
    const { granted, options } = routed(LogRoute.cloudWatch({ logGroup, streamPrefix: 'web', messageOnly: true }), stack);

    expect(options).toEqual({ Name: 'cloudwatch_logs', region: 'us-east-1', log_group_name: 'shop', log_stream_prefix: 'web/', log_key: 'log' });
    expect(granted).toEqual([allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'arn:aws:logs:us-east-1:123456789012:log-group:shop:*')]);
    expect(propertiesOf(stack, 'AWS::Logs::LogGroup')).toEqual([]);
  });

  test('one that is there takes no options of another', () => {
    const logGroup = logs.LogGroup.fromLogGroupName(newStack(), 'Group', 'shop');

    expect(sentences(LogRoute.cloudWatch({ logGroup, retention: logs.RetentionDays.ONE_DAY })._findings())).toEqual([
      'error TaskLogging.OptionOfOwnGroup: `retention` is for the log group that is made, got `logGroup` too; set it on your log group',
    ]);
  });
});

describe('to Firehose', () => {
  test.each([
    ['here', 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/shop', 'eu-west-1'],
    ['in another Region', 'arn:aws:firehose:us-east-1:123456789012:deliverystream/shop', 'us-east-1'],
  ])('a stream %s gets batches and nothing else', (_, arn, region) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
    const { granted, options } = routed(LogRoute.firehose(firehose.DeliveryStream.fromDeliveryStreamArn(stack, 'Stream', arn)), stack);

    expect(options).toEqual({ Name: 'kinesis_firehose', region, delivery_stream: 'shop' });
    expect(granted).toEqual([allow('firehose:PutRecordBatch', arn)]);
  });

  test('a stream of this app is where its stack is', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'logs');
    const stream = new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(bucket, { loggingConfig: new firehose.DisableLogging() }) });

    expect(routed(LogRoute.firehose(stream), stack).options).toEqual({ Name: 'kinesis_firehose', region: HERE, delivery_stream: stack.resolve(stream.deliveryStreamName) });
  });
});

describe('to OpenSearch', () => {
  const SIGNED = { Name: 'opensearch', Port: '443', tls: 'On', AWS_Auth: 'On', Index: 'web', Suppress_Type_Name: 'On' };

  test('a domain gets documents in bulk, signed for its Region', () => {
    const stack = newStack();
    const domainArn = 'arn:aws:es:us-east-1:123456789012:domain/shop';
    const domain = opensearch.Domain.fromDomainAttributes(stack, 'Domain', { domainArn, domainEndpoint: 'search.us-east-1.es.amazonaws.com' });
    const { granted, options } = routed(LogRoute.openSearch(domain, 'web'), stack);

    expect(options).toEqual({ ...SIGNED, Host: 'search.us-east-1.es.amazonaws.com', AWS_Region: 'us-east-1' });
    expect(granted).toEqual([allow('es:ESHttpPost', `${domainArn}/_bulk`)]);
  });

  test('a collection is called by its host, and signed for as Serverless', () => {
    const stack = newStack();
    const collectionArn = 'arn:aws:aoss:eu-west-1:123456789012:collection/a1b2';
    const { granted, options } = routed(LogRoute.openSearchServerless({ collectionArn, collectionEndpoint: 'https://a1b2.eu-west-1.aoss.amazonaws.com', index: 'web' }), stack);

    expect(options).toEqual({ ...SIGNED, Host: 'a1b2.eu-west-1.aoss.amazonaws.com', AWS_Region: HERE, AWS_Service_Name: 'aoss' });
    expect(granted).toEqual([allow('aoss:APIAccessAll', collectionArn)]);
  });

  test('the host of a collection that is made is taken from its endpoint', () => {
    const stack = newStack();
    const collectionEndpoint = new CfnParameter(stack, 'Endpoint').valueAsString;

    expect(routed(LogRoute.openSearchServerless({ collectionArn: 'arn', collectionEndpoint, index: 'web' }), stack).options.Host)
      .toEqual({ 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'Endpoint' }] }] });
  });
});

describe('to a bucket', () => {
  test('objects are put under a prefix, logs by default, and nothing is read', () => {
    const stack = newStack();
    const { granted, options } = routed(LogRoute.s3(s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::shop')), stack);

    expect(options).toEqual({
      Name: 's3',
      region: HERE,
      bucket: 'shop',
      s3_key_format: '/logs/%Y/%m/%d/%H/$TAG-$UUID.gz',
      compression: 'gzip',
      total_file_size: '10M',
      upload_timeout: '5m',
      use_put_object: 'On',
    });
    expect(granted).toEqual([allow('s3:PutObject', 'arn:aws:s3:::shop/logs/*')]);
  });

  test('they are encrypted with its key, and cannot be decrypted', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey });

    expect(routed(LogRoute.s3(bucket, 'shop/web'), stack).granted).toEqual([
      allow('s3:PutObject', stack.resolve(bucket.arnForObjects('shop/web/*'))),
      allow('kms:GenerateDataKey', stack.resolve(encryptionKey.keyArn)),
    ]);
  });
});

describe('to an output of one\'s own', () => {
  test('without options ECS writes no output at all', () => {
    expect(routed(LogRoute.custom())).toMatchObject({ configuration: { LogDriver: 'awsfirelens' }, options: undefined, granted: [] });
  });

  test('the output comes first, however its options are sorted', () => {
    expect(Object.entries(routed(LogRoute.custom({ options: { Host: 'logs.example.com', Name: 'http' } })).options)).toEqual([['Name', 'http'], ['Host', 'logs.example.com']]);
  });

  test('its calls are the task\'s, its secrets ECS reads, and the task does not', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf');
    const { configuration, granted, read } = routed(LogRoute.custom({
      options: { Name: 'datadog' },
      secretOptions: { apikey: ecs.Secret.fromSecretsManager(secret) },
      statements: [new iam.PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })],
    }), stack);

    expect(configuration).toEqual({ LogDriver: 'awsfirelens', Options: { Name: 'datadog' }, SecretOptions: [{ Name: 'apikey', ValueFrom: secret.secretArn }] });
    expect(granted).toEqual([allow('sts:GetCallerIdentity', '*')]);
    expect(read).toEqual([allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], secret.secretArn)]);
  });

  test('a secret may be under a key of an earlier stack', () => {
    const app = new App();
    const [secrets, stack] = [new Stack(app, 'Secrets'), new Stack(app, 'Stack')];
    const secret = new secretsmanager.Secret(secrets, 'Secret', { encryptionKey: new kms.Key(secrets, 'Key') });
    routed(LogRoute.custom({ options: { Name: 'datadog' }, secretOptions: { apikey: ecs.Secret.fromSecretsManager(secret) } }), stack);

    app.synth();
    expect(stack.dependencies).toEqual([secrets]);
  });
});

test('what checks need is known of a route before anything is made', () => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'logs');
  const routes = [LogRoute.cloudWatch(), LogRoute.s3(bucket), LogRoute.custom(), LogRoute.custom({ options: { Name: new CfnParameter(stack, 'Name').valueAsString } })];

  expect(routes.map(({ _output: output, _buffersOnDisk: onDisk, _hasLogGroup: hasGroup }) => [output, onDisk, hasGroup])).toEqual([
    ['cloudwatch_logs', false, true], ['s3', true, false], [undefined, false, false], [undefined, false, false],
  ]);
  expect(routed(routes[3], stack).options).toEqual({ Name: { Ref: 'Name' } });
});
