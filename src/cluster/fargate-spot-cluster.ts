import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { CapacityStrategy } from './capacity-strategy';
import { checkClusterOptions, ClusterOptions, newCluster } from './cluster-options';
import { setDefaultStrategy } from './cluster-providers';
import { SpotSplit } from './spot-split';
import { under } from '../model/finding';
import { guard } from '../private/guard';

/** What a `FargateSpotCluster` is made of. */
export interface FargateSpotClusterProps extends ClusterOptions {
  /** VPC that the tasks run in. */
  readonly vpc: ec2.IVpc;

  /**
   * Where tasks run that name no capacity of their own.
   *
   * @default - one task on demand before any on Spot, then one on demand to one on Spot
   */
  readonly defaultStrategy?: SpotSplit;
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
    guard(this, [...under('defaultStrategy', strategy._findings()), ...checkClusterOptions(props)]);

    const { cluster, execAuditLogGroup } = newCluster(this, props.vpc, props);
    this.vpc = props.vpc;
    this.cluster = cluster;
    this.execAuditLogGroup = execAuditLogGroup;
    setDefaultStrategy(cluster, strategy._providers()!);
  }
}
