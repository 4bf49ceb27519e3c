import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ExecAudit } from './exec-audit';
import { Finding, under } from '../model/finding';
import { checkName } from '../model/name';
import { known } from '../private/known';

/** What a cluster is made of, whatever its tasks run on. */
export interface ClusterOptions {
  /**
   * How much Container Insights watches; CloudWatch bills it by metric.
   *
   * @default ecs.ContainerInsights.ENHANCED
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * Where sessions of ECS Exec are recorded.
   *
   * @default ExecAudit.cloudWatch()
   */
  readonly execAudit?: ExecAudit;

  /**
   * Name of the cluster, up to 255 letters, digits, hyphens and underscores; a named cluster cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly clusterName?: string;

  /**
   * Namespace in which services of this cluster find each other unless they name another one.
   *
   * @default - the cluster has no namespace
   */
  readonly defaultCloudMapNamespace?: ecs.CloudMapNamespaceOptions;

  /**
   * Key that encrypts the ephemeral storage of tasks on Fargate; its policy then lets Fargate use it for this account's clusters.
   *
   * The policy of an imported key is not changed. Tasks that already run keep the key that they were started with.
   *
   * @default - a key that AWS owns
   */
  readonly storageEncryptionKey?: kms.IKey;
}

/** A cluster, and where its sessions of ECS Exec are recorded if that is CloudWatch Logs. */
export interface MadeCluster {
  readonly cluster: ecs.Cluster;
  readonly execAuditLogGroup?: logs.ILogGroup;
}

/** What is wrong with the options, by their own names. */
export function checkClusterOptions({ execAudit, clusterName }: ClusterOptions): Finding[] {
  return [
    ...under('execAudit', execAudit?._findings() ?? []),
    ...checkName('Cluster.Name', 'clusterName', known(clusterName)),
  ];
}

/** A cluster that offers Fargate and Fargate Spot, beside what is added to it. */
export function newCluster(scope: Construct, vpc: ec2.IVpc, options: ClusterOptions): MadeCluster {
  const audit = (options.execAudit ?? ExecAudit.cloudWatch())._bind(scope);
  const cluster = new ecs.Cluster(scope, 'Cluster', {
    vpc,
    clusterName: options.clusterName,
    containerInsightsV2: options.containerInsights ?? ecs.ContainerInsights.ENHANCED,
    defaultCloudMapNamespace: options.defaultCloudMapNamespace,
    enableFargateCapacityProviders: true,
    executeCommandConfiguration: audit.configuration,
    managedStorageConfiguration: options.storageEncryptionKey && { fargateEphemeralStorageKmsKey: options.storageEncryptionKey },
  });
  return { cluster, execAuditLogGroup: audit.logGroup };
}
