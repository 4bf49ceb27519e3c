import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { joined, said, statementsOf } from './tasks';
import { FireLensConfig } from '../../src/sidecar/fire-lens-config';
import { Sidecar } from '../../src/sidecar/sidecar';
import { LogRoute } from '../../src/task/log-route';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskLogging } from '../../src/task/task-logging';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { IMAGE, newStack, ON_FARGATE, sentences, taskOf } from '../task/tasks';

const WINDOWS = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };

function optionsOf({ LogConfiguration: { Options } }: any): any {
  return Options;
}

describe('a router', () => {
  test('takes the logs of the task, and has a log group of its own', () => {
    const { containers, stack, task } = joined([Sidecar.fireLens()]);

    expect(containers['log-router']).toEqual({
      Name: 'log-router',
      Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.17',
      Essential: true,
      MemoryReservation: 50,
      ReadonlyRootFilesystem: true,
      User: '1000',
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: false },
      FirelensConfiguration: { Type: 'fluentbit', Options: { 'enable-ecs-log-metadata': 'true' } },
      LogConfiguration: { LogDriver: 'awslogs', Options: expect.objectContaining({ 'awslogs-group': { Ref: expect.stringMatching(/^logrouterLogGroup/) }, 'mode': 'non-blocking' }) },
    });
    expect(containers.app).toMatchObject({
      LogConfiguration: {
        LogDriver: 'awsfirelens',
        Options: { Name: 'cloudwatch_logs', region: { Ref: 'AWS::Region' }, log_group_name: { Ref: expect.stringMatching(/^LogGroup/) }, log_stream_prefix: 'ecs/' },
      },
      DependsOn: [{ ContainerName: 'log-router', Condition: 'START' }],
    });
    expect(propertiesOf(stack, 'AWS::Logs::LogGroup').map(({ RetentionInDays: days }) => days)).toEqual([30, 30]);
    expect(task).toMatchObject({ Cpu: '256', Memory: '1024' });
  });

  test('keeps nothing on disk but what is on its way to S3', () => {
    const bucket = s3.Bucket.fromBucketName(newStack(), 'Bucket', 'logs');
    const { containers } = joined([Sidecar.fireLens({ route: LogRoute.s3(bucket) })]);

    expect(containers['log-router']).toMatchObject({ User: '0', MountPoints: [{ ContainerPath: '/tmp', ReadOnly: false }] });
    expect(containers['log-router'].LinuxParameters).toBeUndefined();
    expect(joined([Sidecar.fireLens()]).containers['log-router'].MountPoints).toBeUndefined();
  });

  test('is as its user says', () => {
    const { containers } = joined([Sidecar.fireLens({
      image: IMAGE,
      name: 'router',
      cpu: 32,
      memoryMiB: 128,
      ecsMetadata: false,
      user: '0:0',
      logging: TaskLogging.cloudWatch({ streamPrefix: 'router' }),
      config: FireLensConfig.inImage('/extra.conf'),
      route: LogRoute.custom(),
    })]);

    expect(containers.router).toMatchObject({
      Image: 'public.ecr.aws/nginx/nginx:1.29',
      Cpu: 32,
      Memory: 128,
      User: '0:0',
      FirelensConfiguration: { Options: { 'enable-ecs-log-metadata': 'false', 'config-file-type': 'file', 'config-file-value': '/extra.conf' } },
      LogConfiguration: { Options: { 'awslogs-stream-prefix': 'router' } },
      MountPoints: [{ ContainerPath: '/tmp' }],
    });
    expect(containers.router.MemoryReservation).toBeUndefined();
    expect(containers.app.LogConfiguration).toEqual({ LogDriver: 'awsfirelens' });
  });

  test('on instances may read its configuration from a bucket', () => {
    const stack = newStack();
    const config = FireLensConfig.inBucket(s3.Bucket.fromBucketName(stack, 'Bucket', 'settings'), 'extra.conf');
    const { containers } = joined([Sidecar.fireLens({ config })], { memoryMiB: 128 }, stack, { platforms: ['ec2'] });

    expect(containers['log-router'].FirelensConfiguration.Options).toMatchObject({ 'config-file-type': 's3' });
    expect(statementsOf(stack, 'ExecutionRole')).toContainEqual(expect.objectContaining({
      Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::settings/extra.conf']] },
    }));
    expect(said([Sidecar.fireLens({ config })])).toEqual([
      'error FireLens.ConfigInBucket: `sidecars[0].config` must be in the image on Fargate, got one in a bucket; use FireLensConfig.inImage()',
    ]);
  });

  test('in several services has a log group in each', () => {
    const blueprint = TaskBlueprint.container({ image: IMAGE, sidecars: [Sidecar.fireLens()] });
    for (const stack of [newStack(), newStack()]) {
      taskOf(blueprint, {}, stack);
      expect(Object.keys(resourcesOf(stack, 'AWS::Logs::LogGroup'))).toHaveLength(2);
    }
  });

  test.each<[string, Parameters<typeof said>, string[]]>([
    ['two', [[Sidecar.fireLens(), Sidecar.fireLens({ name: 'other' })]], [
      'error FireLens.TwoRouters: `sidecars[1]` must route the logs of its task alone, got `sidecars[0]` too; keep one, and give containers a `logging` of their own with TaskLogging.routed()',
      'error Sidecar.TwoLoggings: `sidecars[1]` takes on the logs of containers that name no `logging`, got `sidecars[0]` too; leave one of them out',
    ]],
    ['one that logs through itself', [[Sidecar.fireLens({ logging: TaskLogging.routed(LogRoute.cloudWatch()) })]], [
      'error FireLens.RoutesItself: `sidecars[0].logging` takes another driver than awsfirelens, since the router cannot route its own logs; leave it out for CloudWatch Logs',
    ]],
    ['one with a user by name', [[Sidecar.fireLens({ user: 'fluent' })]], [
      'error FireLens.User: `sidecars[0].user` must be a number, or one with a group after a colon, for a log router, got fluent',
    ]],
    ['one whose configuration is what ECS writes', [[Sidecar.fireLens({ config: FireLensConfig.inImage('/fluent-bit/etc/fluent-bit.conf') })]], [
      'error FireLensConfig.Path: `sidecars[0].config` is an absolute path that ECS does not write to itself, got \'/fluent-bit/etc/fluent-bit.conf\'; take another, such as /extra.conf',
    ]],
    ['one with a route that is none', [[Sidecar.fireLens({ route: LogRoute.s3(s3.Bucket.fromBucketName(newStack(), 'Bucket', 'logs'), '/logs') })]], [
      'error LogRoute.Prefix: `sidecars[0].route.prefix` is not empty and has no slash at its ends, got \'/logs\'',
    ]],
    ['one that nobody uses', [[Sidecar.fireLens()], { logging: TaskLogging.cloudWatch() }], [
      'warning FireLens.Unused: `sidecars[0]` must have containers with the driver awsfirelens whose logs it routes, got none; leave out their `logging`, or the router',
    ]],
  ])('%s is told of', (_, [sidecars, options], sentence) => {
    expect(said(sidecars, options)).toEqual(sentence);
  });

  test('on Windows is refused', () => {
    expect(said([Sidecar.fireLens()], { runtimePlatform: WINDOWS }).filter((line) => line.includes('FireLens'))).toEqual([
      'error FireLens.Windows: `sidecars[0]` needs Linux, got Windows containers; let them log to CloudWatch Logs',
    ]);
    expect(said([Sidecar.fireLens(), Sidecar.openTelemetry()], { runtimePlatform: WINDOWS }).filter((line) => line.includes('capabilities'))).toEqual([]);
  });

  test('of a kind of one\'s own is possible', () => {
    const fluentd = {
      describe: () => ({
        container: { name: 'fluentd', image: IMAGE, logging: TaskLogging.cloudWatch() },
        logging: TaskLogging.routed(LogRoute.custom()),
        logRouter: { type: ecs.FirelensLogRouterType.FLUENTD },
      }),
      bind: () => {},
    };
    expect(said([fluentd])).toEqual([]);
    expect(joined([fluentd]).containers.fluentd.FirelensConfiguration).toEqual({ Type: 'fluentd' });
  });
});

describe('a route', () => {
  test('to CloudWatch Logs is written by the task, and known to what searches logs', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Mine');
    const route = LogRoute.cloudWatch({ logGroup, streamPrefix: 'web', messageOnly: true });
    const blueprint = TaskBlueprint.container({ image: IMAGE, sidecars: [Sidecar.fireLens({ route })] });

    expect(blueprint._hasLogGroup()).toBe(true);
    expect(blueprint._bind(stack, ON_FARGATE).logGroups).toEqual([logGroup]);
    const [app] = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
    expect(optionsOf(app)).toMatchObject({ log_stream_prefix: 'web/', log_key: 'log' });
    expect(statementsOf(stack, 'TaskRole')).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Mine/), 'Arn'] } },
    ]);
  });

  test('to Firehose', () => {
    const stack = newStack();
    const stream = firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'logs');
    const { containers: { app }, granted } = joined([Sidecar.fireLens({ route: LogRoute.firehose(stream) })], {}, stack);

    expect(optionsOf(app)).toEqual({ Name: 'kinesis_firehose', region: { Ref: 'AWS::Region' }, delivery_stream: 'logs' });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource: stack.resolve(stream.deliveryStreamArn) }]);
  });

  test('elsewhere than CloudWatch leaves no log group to search', () => {
    const stack = newStack();
    const stream = firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'logs');
    const blueprint = TaskBlueprint.container({ image: IMAGE, sidecars: [Sidecar.fireLens({ route: LogRoute.firehose(stream) })] });

    expect([blueprint._hasLogGroup(), blueprint._bind(stack, ON_FARGATE).logGroups]).toEqual([false, []]);
  });

  test('to a bucket, under a prefix', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });
    const { containers: { app }, granted } = joined([Sidecar.fireLens({ route: LogRoute.s3(bucket, 'shop/web') })], {}, stack);

    expect(optionsOf(app)).toEqual({
      Name: 's3',
      region: { Ref: 'AWS::Region' },
      bucket: { Ref: expect.stringMatching(/^Bucket/) },
      s3_key_format: '/shop/web/%Y/%m/%d/%H/$TAG-$UUID.gz',
      compression: 'gzip',
      total_file_size: '10M',
      upload_timeout: '5m',
      use_put_object: 'On',
    });
    expect(granted).toEqual([
      { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Bucket/), 'Arn'] }, '/shop/web/*']] } },
      { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
    ]);
  });

  test('to an OpenSearch domain', () => {
    const stack = newStack();
    const domain = opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
      domainArn: 'arn:aws:es:eu-west-1:123456789012:domain/logs', domainEndpoint: 'search-logs.eu-west-1.es.amazonaws.com',
    });
    const { containers: { app }, granted } = joined([Sidecar.fireLens({ route: LogRoute.openSearch(domain, 'web') })], {}, stack);

    expect(optionsOf(app)).toMatchObject({ Name: 'opensearch', Host: 'search-logs.eu-west-1.es.amazonaws.com', Port: '443', tls: 'On', AWS_Auth: 'On', Index: 'web', Suppress_Type_Name: 'On' });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'es:ESHttpPost', Resource: 'arn:aws:es:eu-west-1:123456789012:domain/logs/_bulk' }]);
    expect(said([Sidecar.fireLens({ route: LogRoute.openSearch(domain, 'Web') })])).toEqual([
      'error LogRoute.Index: `sidecars[0].route.index` is in small letters and begins with a letter, a digit or a dot, got \'Web\'',
    ]);
  });

  test('to a collection of OpenSearch Serverless', () => {
    const collectionArn = 'arn:aws:aoss:eu-west-1:123456789012:collection/a1b2';
    const route = LogRoute.openSearchServerless({ collectionArn, collectionEndpoint: 'https://a1b2.eu-west-1.aoss.amazonaws.com', index: 'web' });
    const { containers: { app }, granted } = joined([Sidecar.fireLens({ route })]);

    expect(optionsOf(app)).toMatchObject({ Name: 'opensearch', Host: 'a1b2.eu-west-1.aoss.amazonaws.com', AWS_Service_Name: 'aoss' });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'aoss:APIAccessAll', Resource: collectionArn }]);
  });

  test('of one\'s own, with a key that nobody sees', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Key', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf');
    const { containers: { app }, granted } = joined([Sidecar.fireLens({
      route: LogRoute.custom({
        options: { Name: 'datadog', TLS: 'on' },
        secretOptions: { apikey: ecs.Secret.fromSecretsManager(secret) },
        statements: [new iam.PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })],
      }),
    })], {}, stack);

    expect(app.LogConfiguration).toEqual({
      LogDriver: 'awsfirelens', Options: { Name: 'datadog', TLS: 'on' }, SecretOptions: [{ Name: 'apikey', ValueFrom: secret.secretArn }],
    });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }]);
    expect(statementsOf(stack, 'ExecutionRole')).toContainEqual(expect.objectContaining({ Resource: secret.secretArn }));
  });

  test('of one container alone', () => {
    const bucket = s3.Bucket.fromBucketName(newStack(), 'Bucket', 'logs');
    const containers = [{ image: IMAGE, port: 8080 }, { image: IMAGE, name: 'audit', logging: TaskLogging.routed(LogRoute.s3(bucket, 'audit')) }];
    const task = (user?: string) => TaskBlueprint.containers({ containers, sidecars: [Sidecar.fireLens({ user })] });

    expect(taskOf(task('0')).ContainerDefinitions.map((container: any) => optionsOf(container).Name)).toEqual(['cloudwatch_logs', 's3', undefined]);
    expect(sentences(task('0')._findings(ON_FARGATE))).toEqual([]);
    expect(sentences(task()._findings(ON_FARGATE))).toEqual([
      'warning FireLens.BufferOwner: `sidecars[0].user` must be root where the router keeps on disk what is not in S3 yet, since by default only root may write there, got 1000; run the router as user 0, or with an image whose VOLUME belongs to that user',
    ]);
  });
});
