import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { CapacityStrategy } from './capacity-strategy';
import { setDefaultStrategy } from './cluster-providers';
import { ExecAudit } from './exec-audit';
import { SpotSplit } from './spot-split';
import { under } from '../model/finding';
import { checkName } from '../model/name';
import { guard } from '../private/guard';
import { known } from '../private/known';

/** What a `FargateSpotCluster` is made of. */
export interface FargateSpotClusterProps {
  /** VPC that the tasks run in. */
  readonly vpc: ec2.IVpc;

  /**
   * Where tasks run that name no capacity of their own.
   *
   * @default - one task on demand before any on Spot, then one on demand to one on Spot
   */
  readonly defaultStrategy?: SpotSplit;

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
   * Key that encrypts the ephemeral storage of the tasks; its policy then lets Fargate use it for this account's clusters.
   *
   * The policy of an imported key is not changed. Tasks that already run keep the key that they were started with.
   *
   * @default - a key that AWS owns
   */
  readonly storageEncryptionKey?: kms.IKey;
}

/**
 * A cluster for services on Fargate and Fargate Spot.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 *
 * @example
 * const production = new FargateSpotCluster(this, 'Production', {
 *   vpc,
 *   defaultStrategy: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 3 },
 * });
 */
@propertyInjectable
export class FargateSpotCluster extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.FargateSpotCluster';

  /** The ECS cluster. */
  public readonly cluster: ecs.Cluster;
  /** VPC that the tasks run in. */
  public readonly vpc: ec2.IVpc;
  /** Where sessions of ECS Exec are recorded; absent when that is not CloudWatch Logs. */
  public readonly execAuditLogGroup?: logs.ILogGroup;

  constructor(scope: Construct, id: string, props: FargateSpotClusterProps) {
    super(scope, id);

    const strategy = CapacityStrategy.fargateSpot(props.defaultStrategy);
    const execAudit = props.execAudit ?? ExecAudit.cloudWatch();
    guard(this, [
      ...under('defaultStrategy', strategy._findings()),
      ...under('execAudit', execAudit._findings()),
      ...checkName('Cluster.Name', 'clusterName', known(props.clusterName)),
    ]);

    const audit = execAudit._bind(this);
    this.vpc = props.vpc;
    this.execAuditLogGroup = audit.logGroup;
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      vpc: props.vpc,
      clusterName: props.clusterName,
      containerInsightsV2: props.containerInsights ?? ecs.ContainerInsights.ENHANCED,
      defaultCloudMapNamespace: props.defaultCloudMapNamespace,
      enableFargateCapacityProviders: true,
      executeCommandConfiguration: audit.configuration,
      managedStorageConfiguration: props.storageEncryptionKey && { fargateEphemeralStorageKmsKey: props.storageEncryptionKey },
    });
    setDefaultStrategy(this.cluster, strategy._providers()!);
  }
}
