import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Finding, refuse } from '../model/finding';
import { letCloudWatchLogsUse } from '../private/log-encryption';

/** Where in CloudWatch Logs the sessions of ECS Exec are recorded. */
export interface CloudWatchExecAuditOptions {
  /**
   * How long records are kept in the log group that is made.
   *
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * A log group of your own to record into.
   *
   * @default - a log group is made, and stays when its stack is deleted
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * A key that encrypts the sessions, and the log group that is made; its policy then lets CloudWatch Logs use it for that group.
   *
   * The policy of an imported key is not changed: let `logs.<region>.amazonaws.com` use it yourself.
   *
   * @default - sessions and records are encrypted with keys that AWS owns
   */
  readonly encryptionKey?: kms.IKey;
}

/** Where in a bucket the sessions of ECS Exec are recorded. */
export interface BucketExecAuditOptions {
  /**
   * What the keys of the records begin with.
   *
   * @default - records are at the top of the bucket
   */
  readonly prefix?: string;

  /**
   * A key that encrypts the sessions; the bucket's own encryption protects the records.
   *
   * @default - sessions are encrypted with a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;
}

/** What a cluster gets from its audit. */
export interface BoundExecAudit {
  readonly configuration: ecs.ExecuteCommandConfiguration;
  readonly logGroup?: logs.ILogGroup;
}

/**
 * Where a cluster records what people type into containers with ECS Exec.
 *
 * The record is written by the image's own `script` and `cat`: without them sessions work, but leave no record.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export class ExecAudit {
  /**
   * Record sessions in CloudWatch Logs.
   *
   * The cluster refuses `retention` for a log group of your own with `ExecAudit.RetentionOfOwnGroup`.
   *
   * @example
   * ExecAudit.cloudWatch({ retention: logs.RetentionDays.ONE_YEAR, encryptionKey });
   */
  public static cloudWatch(options: CloudWatchExecAuditOptions = {}): ExecAudit {
    const misplaced = options.logGroup !== undefined && options.retention !== undefined
      ? [refuse('ExecAudit.RetentionOfOwnGroup', 'retention', 'is for the log group that is made, got `logGroup` too; set it on your log group')]
      : [];
    return new ExecAudit((scope) => recordInCloudWatch(scope, options), misplaced);
  }

  /**
   * Record sessions in an S3 bucket.
   *
   * @param bucket bucket of the cluster's account
   */
  public static bucket(bucket: s3.IBucket, options: BucketExecAuditOptions = {}): ExecAudit {
    return new ExecAudit(() => ({
      configuration: {
        kmsKey: options.encryptionKey,
        logging: ecs.ExecuteCommandLogging.OVERRIDE,
        // S3 encrypts every object; this has the session checked against it before it starts.
        logConfiguration: { s3Bucket: bucket, s3KeyPrefix: options.prefix, s3EncryptionEnabled: true },
      },
    }));
  }

  /** Record nothing: sessions stay possible, but only CloudTrail knows that they were opened. */
  public static none(): ExecAudit {
    return new ExecAudit(() => ({ configuration: { logging: ecs.ExecuteCommandLogging.NONE } }));
  }

  private constructor(private readonly record: (scope: Construct) => BoundExecAudit, private readonly found: Finding[] = []) {}

  /** @internal */
  public _findings(): Finding[] {
    return this.found;
  }

  /** @internal */
  public _bind(scope: Construct): BoundExecAudit {
    return this.record(scope);
  }
}

function recordInCloudWatch(scope: Construct, { encryptionKey, ...options }: CloudWatchExecAuditOptions): BoundExecAudit {
  const logGroup = options.logGroup ?? new logs.LogGroup(scope, 'ExecAudit', {
    retention: options.retention ?? logs.RetentionDays.THREE_MONTHS,
    encryptionKey,
  });
  const isOurs = options.logGroup === undefined;
  if (isOurs && encryptionKey) {
    letCloudWatchLogsUse(encryptionKey, scope);
  }
  return {
    logGroup,
    configuration: {
      kmsKey: encryptionKey,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      // Whether somebody else's group is encrypted with a customer key is not known, and sessions fail when this is wrongly on.
      logConfiguration: { cloudWatchLogGroup: logGroup, cloudWatchEncryptionEnabled: isOurs && encryptionKey ? true : undefined },
    },
  };
}
