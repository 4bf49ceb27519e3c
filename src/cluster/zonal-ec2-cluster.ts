import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkClusterOptions, ClusterOptions, newCluster } from './cluster-options';
import { setDefaultPools } from './cluster-providers';
import { areCountable, Zone, zonesOf } from './zone';
import { checkInstanceCount } from '../model/capacity/instance-count';
import { InstanceDemand } from '../model/capacity/instance-demand';
import { checkCountable, checkZones, ZoneSpread } from '../model/capacity/zone-spread';
import { under } from '../model/finding';
import { InstanceCount, InstancePool, MARK } from '../pool/instance-pool';
import { optionFindings } from '../pool/instance-pool-checks';
import { InstancePoolOptions } from '../pool/instance-pool-options';
import { IInstancePools } from '../pool/instance-pools';
import { newSecurityGroup } from '../pool/pool-launch-template';
import { newPoolRole } from '../pool/pool-role';
import { PoolScaling } from '../pool/pool-scaling';
import { guard } from '../private/guard';
import { known } from '../private/known';

/** What a `ZonalEc2Cluster` is made of. */
export interface ZonalEc2ClusterProps extends ClusterOptions, InstancePoolOptions {
  /** VPC that the instances run in. */
  readonly vpc: ec2.IVpc;

  /**
   * How many instances each availability zone may have.
   *
   * @default - none to ten, as tasks need them
   */
  readonly instancesPerZone?: InstanceCount;

  /**
   * Subnets that the instances are in; each availability zone of theirs gets a pool.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;
}

/**
 * A cluster with a pool of EC2 instances in each availability zone, over which tasks are handed out evenly.
 *
 * This is how tasks stay spread over zones while they are packed onto few instances: ECS would not let one pool have both with spare
 * instances. Fargate is offered too, for services that ask for it.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists: `ZoneSpread.NoZone`,
 * `ZoneSpread.UnknownZones`, `Cluster.Name`, and what an `InstancePool` refuses. Warns with `ZoneSpread.OneZone`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 *
 * @example
 * const production = new ZonalEc2Cluster(this, 'Production', {
 *   vpc,
 *   instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.XLARGE)],
 *   instancesPerZone: { min: 1, max: 10 },
 * });
 */
@propertyInjectable
export class ZonalEc2Cluster extends Construct implements IInstancePools, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.ZonalEc2Cluster';

  /** The ECS cluster. */
  public readonly cluster: ecs.Cluster;
  /** VPC that the instances run in. */
  public readonly vpc: ec2.IVpc;
  /** A pool for each availability zone, in the order in which the subnets name them. */
  public readonly pools: InstancePool[];
  /** Security groups of all instances. */
  public readonly connections: ec2.Connections;
  /** Where sessions of ECS Exec are recorded; absent when that is not CloudWatch Logs. */
  public readonly execAuditLogGroup?: logs.ILogGroup;
  private readonly zones: Zone[];

  constructor(scope: Construct, id: string, props: ZonalEc2ClusterProps) {
    super(scope, id);

    this.vpc = props.vpc;
    this.zones = zonesOf(props.vpc.selectSubnets(props.vpcSubnets).subnets);
    const { managedScaling } = (props.scaling ?? PoolScaling.managed())._facts();
    guard(this, [
      ...under('vpc', checkCountable(areCountable(this.zones))),
      ...under('vpcSubnets', checkZones({ zones: this.zones.length })),
      ...checkClusterOptions(props),
      ...under('instancesPerZone', checkInstanceCount({ min: known(props.instancesPerZone?.min), max: known(props.instancesPerZone?.max), managedScaling })),
      // Each pool gives its warnings itself.
      ...optionFindings(props, { name: MARK }).filter(({ severity }) => severity === 'error'),
    ]);

    const { cluster, execAuditLogGroup } = newCluster(this, props.vpc, props);
    this.cluster = cluster;
    this.execAuditLogGroup = execAuditLogGroup;
    const instanceRole = props.instanceRole ?? newPoolRole(this);
    const securityGroups = props.securityGroups ?? [newSecurityGroup(this, props.vpc)];
    this.pools = this.zones.map(({ subnets }, index) => new InstancePool(this, `Zone${index + 1}`, {
      ...props,
      cluster,
      instances: props.instancesPerZone,
      vpcSubnets: { subnets },
      instanceRole,
      securityGroups,
    }));
    this.connections = new ec2.Connections({ securityGroups });
    setDefaultPools(cluster, this.pools);
  }

  /**
   * How the tasks of one service and their instances are expected to lie over the zones, the spare instances among them.
   *
   * Absent when nothing is known of the instance type, or an instance takes no such task.
   *
   * @param tasks tasks of the service
   * @param demand what one task takes of an instance
   *
   * @example
   * const spread = fleet.spreadFor(12, InstanceDemand.of({ instanceType: 'm7g.xlarge', cpu: 1024, memoryMiB: 2048 }))!;
   * spread.idleInstances; // 3: with a target capacity of 80 each zone keeps one more than it needs
   * spread.tasksWithoutLargestZone; // 8 run on when a zone is lost
   */
  public spreadFor(tasks: number, demand: InstanceDemand): ZoneSpread | undefined {
    const { tasksPerInstance } = demand;
    if (!tasksPerInstance) return undefined;
    const { targetCapacityPercent, minInstances, maxInstances } = this.pools[0]._facts();
    return ZoneSpread.of({
      zones: this.zones.length, tasks, tasksPerInstance, targetCapacityPercent, minPerZone: minInstances, maxPerZone: maxInstances,
    });
  }

  /**
   * The availability zones and the subnets of the instances there, in the order of the pools.
   *
   * @internal
   */
  public _zones(): readonly Zone[] {
    return this.zones;
  }
}
