import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Arn, ArnFormat, Fn, IResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CloudWatchRouteOptions, CustomRouteOptions, OpenSearchServerlessRouteOptions } from './log-route-options';
import { RoutedLogs } from './routed-log-driver';
import { checkLogGroupOptions, makeLogGroup } from './task-log-group';
import { Finding } from '../model/finding';
import { OUTPUT_ON_DISK } from '../model/task/fire-lens';
import { checkLogRoute } from '../model/task/log-route';
import { acknowledgeLogObjects } from '../private/acknowledge';
import { known } from '../private/known';

// Fluent Bit manual, "Amazon S3": objects are written when they reach the size or the time; smaller than the defaults, so that a task that ends loses less.
const OBJECT_SIZE = '10M';
const OBJECT_TIME = '5m';
const HTTPS = '443';

/** A route, bound to the scope of a task. */
export interface BoundLogRoute extends RoutedLogs {
  readonly logGroup?: logs.ILogGroup;
}

/**
 * Where the log router of a task sends the logs of a container, and what the task role needs for that.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 *
 * @example
 * Sidecar.fireLens({ route: LogRoute.s3(bucket, 'shop/web') });
 */
export class LogRoute {
  /**
   * To CloudWatch Logs, each container to a stream of its own.
   *
   * A service refuses options of a log group that is not made here (`TaskLogging.OptionOfOwnGroup`).
   */
  public static cloudWatch(options: CloudWatchRouteOptions = {}): LogRoute {
    return new LogRoute('cloudwatch_logs', (scope, id) => toCloudWatch(scope, id, options), checkLogGroupOptions(options), true);
  }

  /**
   * To a stream of Amazon Data Firehose, an event a record.
   *
   * @param stream may be in another Region, if its ARN names that
   */
  public static firehose(stream: firehose.IDeliveryStream): LogRoute {
    return new LogRoute('kinesis_firehose', () => ({
      options: { region: regionOf(stream, stream.deliveryStreamArn), delivery_stream: stream.deliveryStreamName },
      // `grantPutRecords` allows single records too, which the router does not send.
      grant: (taskRole) => allow(taskRole, 'firehose:PutRecordBatch', stream.deliveryStreamArn),
    }));
  }

  /**
   * To an index of an OpenSearch Service domain, over HTTPS and signed with the task role.
   *
   * Let the tasks reach a domain in a VPC on port 443, and map the task role to a role of the domain where it has fine-grained access control.
   *
   * @param index may hold no capital letters (`LogRoute.Index` otherwise)
   */
  public static openSearch(domain: opensearch.IDomain, index: string): LogRoute {
    return new LogRoute('opensearch', () => ({
      options: { ...openSearchOptions(domain.domainEndpoint, index, regionOf(domain, domain.domainArn)) },
      grant: (taskRole) => allow(taskRole, 'es:ESHttpPost', `${domain.domainArn}/_bulk`),
    }), checkLogRoute({ index: known(index) }));
  }

  /**
   * To an index of an OpenSearch Serverless collection, over HTTPS and signed with the task role.
   *
   * The data access policy of the collection has to name the task role as well, with `aoss:CreateIndex` and `aoss:WriteDocument`.
   */
  public static openSearchServerless(options: OpenSearchServerlessRouteOptions): LogRoute {
    const { collectionArn, collectionEndpoint, index } = options;
    return new LogRoute('opensearch', (scope) => ({
      options: { ...openSearchOptions(Fn.select(2, Fn.split('/', collectionEndpoint)), index, Stack.of(scope).region), AWS_Service_Name: 'aoss' },
      grant: (taskRole) => allow(taskRole, 'aoss:APIAccessAll', collectionArn),
    }), checkLogRoute({ index: known(index), collectionEndpoint: known(collectionEndpoint) }));
  }

  /**
   * To a bucket, in compressed objects of up to 10 MB that are written every five minutes, and under `/tmp` of the router until then.
   *
   * @param prefix what keys begin with, without a slash at its ends (`LogRoute.Prefix` otherwise); the date, the hour and the container follow
   */
  public static s3(bucket: s3.IBucket, prefix: string = 'logs'): LogRoute {
    return new LogRoute(OUTPUT_ON_DISK, () => ({
      options: {
        region: bucket.env.region,
        bucket: bucket.bucketName,
        s3_key_format: `/${prefix}/%Y/%m/%d/%H/$TAG-$UUID.gz`,
        compression: 'gzip',
        total_file_size: OBJECT_SIZE,
        upload_timeout: OBJECT_TIME,
        use_put_object: 'On',
      },
      grant: (taskRole) => {
        const objects = bucket.arnForObjects(`${prefix}/*`);
        allow(taskRole, 's3:PutObject', objects);
        bucket.encryptionKey?.grant(taskRole, 'kms:GenerateDataKey');
        acknowledgeLogObjects(taskRole, objects);
      },
    }), checkLogRoute({ prefix: known(prefix) }));
  }

  /**
   * To any other output of the router, or to none: then the router's own configuration says where the logs go.
   *
   * Keys and tokens go into `secretOptions`.
   *
   * @example
   * LogRoute.custom({
   *   options: { Name: 'datadog', Host: 'http-intake.logs.datadoghq.eu', TLS: 'on', provider: 'ecs' },
   *   secretOptions: { apikey: ecs.Secret.fromSecretsManager(secret) },
   * });
   */
  public static custom(options: CustomRouteOptions = {}): LogRoute {
    const { Name: output, ...others } = options.options ?? {};
    return new LogRoute(output, () => ({
      options: others,
      secretOptions: options.secretOptions,
      grant: (taskRole) => (options.statements ?? []).forEach((statement) => taskRole.addToPrincipalPolicy(statement)),
    }));
  }

  private constructor(
    private readonly output: string | undefined,
    private readonly bind: (scope: Construct, id: string) => BoundLogRoute,
    private readonly found: Finding[] = [],
    private readonly logGroup: boolean = false,
  ) {}

  /**
   * The plugin that writes the logs, if it is known.
   *
   * @internal
   */
  public get _output(): string | undefined {
    return known(this.output);
  }

  /**
   * Whether the router keeps on disk what is not written yet.
   *
   * @internal
   */
  public get _buffersOnDisk(): boolean {
    return this.output === OUTPUT_ON_DISK;
  }

  /**
   * Whether the log group is known that it leads to.
   *
   * @internal
   */
  public get _hasLogGroup(): boolean {
    return this.logGroup;
  }

  /** @internal */
  public _findings(): Finding[] {
    return this.found;
  }

  /**
   * @param id what a log group is called that is made
   * @internal
   */
  public _bind(scope: Construct, id: string): BoundLogRoute {
    const bound = this.bind(scope, id);
    return this.output === undefined ? bound : { ...bound, options: { Name: this.output, ...bound.options } };
  }
}

function toCloudWatch(scope: Construct, id: string, options: CloudWatchRouteOptions): BoundLogRoute {
  const logGroup = options.logGroup ?? makeLogGroup(scope, id, options);
  return {
    logGroup,
    options: {
      region: logGroup.env.region,
      log_group_name: logGroup.logGroupName,
      log_stream_prefix: `${options.streamPrefix ?? 'ecs'}/`,
      ...(options.messageOnly ? { log_key: 'log' } : {}),
    },
    grant: (taskRole) => logGroup.grantWrite(taskRole),
  };
}

function openSearchOptions(host: string, index: string, region: string): Record<string, string> {
  // OpenSearch 2 and Serverless refuse the type of a document.
  return { Host: host, Port: HTTPS, tls: 'On', AWS_Auth: 'On', AWS_Region: region, Index: index, Suppress_Type_Name: 'On' };
}

/** The L2s take what they import for a resource of this stack's Region, whatever its ARN says. */
function regionOf({ env }: IResource, arn: string): string {
  return arn.startsWith('arn:') ? Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).region ?? env.region : env.region;
}

function allow(taskRole: iam.IRole, action: string, resource: string): void {
  taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [action], resources: [resource] }));
}
