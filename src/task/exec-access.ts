import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Finding } from '../model/finding';
import { checkExecNetwork } from '../model/task/exec';
import { acknowledgeUnscopedActions } from '../private/acknowledge';

/** Where the cluster records sessions, for a cluster that is imported without saying so. */
export interface ExecAccessOptions {
  /**
   * Log group that the cluster records sessions in.
   *
   * @default - as the cluster says
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Bucket that the cluster records sessions in.
   *
   * @default - as the cluster says
   */
  readonly bucket?: s3.IBucket;

  /**
   * What the keys of the records in the bucket begin with.
   *
   * @default - as the cluster says
   */
  readonly bucketPrefix?: string;

  /**
   * Key that the cluster encrypts sessions with.
   *
   * @default - as the cluster says
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Shells into running containers with ECS Exec: `aws ecs execute-command`.
 *
 * The task role gets what a session, its record and its key need, and no more. Containers need a root filesystem that they may write to.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export class ExecAccess {
  /**
   * People with the permission `ecs:ExecuteCommand` may open a shell.
   *
   * A service refuses it in IPv6-only subnets (`ExecAccess.Ipv6Only`), in tasks without a network (`ExecAccess.NoNetwork`) and with a
   * read-only root filesystem (`ExecAccess.ReadonlyRoot`).
   */
  public static enabled(options: ExecAccessOptions = {}): ExecAccess {
    return new ExecAccess(options);
  }

  private constructor(private readonly options: ExecAccessOptions) {}

  /** @internal */
  public _findings(facts: { readonly ipv6Only: boolean }): Finding[] {
    return checkExecNetwork(facts);
  }

  /**
   * Lets the task role hold sessions; switching them on is the service's.
   *
   * ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", on IAM permissions. A cluster that says nothing records sessions
   * where the containers log to.
   *
   * @internal
   */
  public _bind(taskRole: iam.IRole, cluster: ecs.ICluster, containerLogs: readonly logs.ILogGroup[] = []): void {
    const { kmsKey, logging, logConfiguration } = cluster.executeCommandConfiguration ?? {};
    const allow = (actions: string[], ...resources: string[]) =>
      taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources }));

    allow(['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*');
    (this.options.encryptionKey ?? kmsKey)?.grantDecrypt(taskRole);

    const recorded = logging === ecs.ExecuteCommandLogging.OVERRIDE ? logConfiguration : undefined;
    const withContainers = logging === undefined || logging === ecs.ExecuteCommandLogging.DEFAULT ? containerLogs : [];
    const named = this.options.logGroup ?? recorded?.cloudWatchLogGroup;
    const logGroups = named ? [named] : withContainers;
    if (logGroups.length > 0) {
      allow(['logs:DescribeLogGroups'], '*');
      allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], ...logGroups.map(({ logGroupRef }) => logGroupRef.logGroupArn));
    }
    const bucket = this.options.bucket ?? recorded?.s3Bucket;
    if (bucket) {
      allow(['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'], bucket.bucketArn);
      allow(['s3:PutObject'], bucket.arnForObjects(under(this.options.bucketPrefix ?? recorded?.s3KeyPrefix)));
      // Records of more than one part are read again to join them.
      bucket.encryptionKey?.grant(taskRole, 'kms:Decrypt', 'kms:GenerateDataKey');
    }
    acknowledgeUnscopedActions(taskRole);
  }
}

function under(prefix: string | undefined): string {
  return prefix === undefined || prefix === '' ? '*' : `${prefix.replace(/\/+$/, '')}/*`;
}
