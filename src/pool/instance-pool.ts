import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Names, Tags } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { InstanceAttribute, placesHostModeTaskRoles } from './agent-options';
import { userDataOf } from './bootstrap';
import { poolFindings, synthFindings, typeNames } from './instance-pool-checks';
import { InstancePoolOptions } from './instance-pool-options';
import { IInstancePools } from './instance-pools';
import { PoolImage } from './pool-image';
import { newLaunchTemplate } from './pool-launch-template';
import { addToCluster, newProvider } from './pool-provider';
import { letAgentJoinCluster, letSessionsOpen, newPoolRole } from './pool-role';
import { PoolScaling } from './pool-scaling';
import { PoolTenants } from './pool-tenants';
import { updateProps } from './pool-updates';
import { PurchaseOption } from './purchase-option';
import { TaskNeeds } from '../model/capacity/instance-room';
import { InstancePoolFacts } from '../model/capacity/pool-facts';
import { acknowledgeEncryptedVolumes } from '../private/acknowledge';
import { guard } from '../private/guard';
import { known } from '../private/known';

const DEFAULT_MIN_INSTANCES = 0;
const DEFAULT_MAX_INSTANCES = 10;
/** Name of the instance attribute that tells the instances of one pool from those of another. */
export const MARK = 'cdk-ecs-blueprints.pool';
// ECS API reference, Attribute.
const LONGEST_ATTRIBUTE = 128;

/** How many instances a pool may have. */
export interface InstanceCount {
  /**
   * Instances that are always there.
   *
   * @default 0
   */
  readonly min?: number;

  /**
   * Instances that are never exceeded, but for those that replace others.
   *
   * @default 10, or `min` if that is more
   */
  readonly max?: number;
}

/** What an `InstancePool` is made of. */
export interface InstancePoolProps extends InstancePoolOptions {
  /** Cluster that the instances join, of the same stack. */
  readonly cluster: ecs.Cluster;

  /**
   * How many instances the pool may have.
   *
   * @default - none to ten, as tasks need them
   */
  readonly instances?: InstanceCount;

  /**
   * Subnets of the cluster's VPC that the instances are in.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Name of the capacity provider, which does not start with `aws`, `ecs` or `fargate`; a named one cannot be replaced.
   *
   * @default - a generated name
   */
  readonly capacityProviderName?: string;
}

/**
 * EC2 instances of a cluster, and the capacity provider through which services use them.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists: among them `InstancePool.NoInstanceType`,
 * `InstancePool.OtherStack`, `InstanceCount.Range`, `InstanceCount.MinAboveMax`, `InstanceCount.NoInstances`, `CapacityProvider.Name`,
 * `CapacityProvider.ReservedName`, and those that the types of the props name. At synth it refuses other scaling policies on its Auto
 * Scaling group, and warns of services that it cannot hold together at their maximum (`PoolLoad.ServicesAbovePool`) or in an update of
 * all of them (`PoolLoad.UpdatesAbovePool`).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 *
 * @example
 * const pool = new InstancePool(this, 'Pool', {
 *   cluster: platform.cluster,
 *   instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE)],
 *   instances: { min: 1, max: 10 },
 * });
 */
@propertyInjectable
export class InstancePool extends Construct implements IInstancePools, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.InstancePool';

  /** Cluster that the instances join. */
  public readonly cluster: ecs.Cluster;
  /** The Auto Scaling group of the instances. */
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  /** The capacity provider through which services use the pool. */
  public readonly capacityProvider: ecs.AsgCapacityProvider;
  /** Role of the instances, which tasks do not get. */
  public readonly instanceRole: iam.IRole;
  /** What the instances start from; commands added to its user data run last. */
  public readonly launchTemplate: ec2.LaunchTemplate;
  /** Security groups of the instances; tasks in awsvpc mode have groups of their own. */
  public readonly connections: ec2.Connections;
  /** This pool alone. */
  public readonly pools: InstancePool[];

  /** @internal */
  public readonly _attribute: InstanceAttribute;
  /** @internal */
  public readonly _subnets: ec2.ISubnet[];
  /** @internal */
  public readonly _tenants: PoolTenants = new PoolTenants(this);
  private readonly daemons: TaskNeeds[] = [];

  constructor(scope: Construct, id: string, private readonly props: InstancePoolProps) {
    super(scope, id);

    const { cluster, agent = {}, sessionAccess = false } = props;
    this._attribute = { name: MARK, value: Names.uniqueResourceName(this, { maxLength: LONGEST_ATTRIBUTE, separator: '-' }) };
    guard(this, poolFindings(this, props, this._attribute));

    this.cluster = cluster;
    this.pools = [this];
    this.instanceRole = props.instanceRole ?? newPoolRole(this);
    letAgentJoinCluster(this.instanceRole, cluster);
    if (sessionAccess) {
      letSessionsOpen(this.instanceRole);
    }
    const image = (props.machineImage ?? PoolImage.amazonLinux2023())._bind({ instanceTypes: typeNames(props) });
    const userData = userDataOf(cluster.clusterName, image, agent, this._attribute, sessionAccess);
    this.launchTemplate = newLaunchTemplate(this, cluster.vpc, props, image, userData, this.instanceRole);
    this.connections = this.launchTemplate.connections;
    const scaling = (props.scaling ?? PoolScaling.managed())._bind();
    this.autoScalingGroup = new autoscaling.AutoScalingGroup(this, 'Group', {
      ...(props.purchase ?? PurchaseOption.onDemand())._bind(this.launchTemplate, props.instanceTypes),
      ...updateProps(props.updates ?? {}),
      vpc: cluster.vpc,
      vpcSubnets: props.vpcSubnets,
      minCapacity: props.instances?.min ?? DEFAULT_MIN_INSTANCES,
      maxCapacity: maxOf(props.instances),
      newInstancesProtectedFromScaleIn: scaling.protectedFromScaleIn,
      defaultInstanceWarmup: scaling.warmUp,
    });
    acknowledgeEncryptedVolumes(this.autoScalingGroup, this.launchTemplate.node.defaultChild as ec2.CfnLaunchTemplate);
    // ECS puts this tag on every group that it scales or drains; a template without it would take it away with its next change of tags.
    Tags.of(this.autoScalingGroup).add('AmazonECSManaged', '');
    // Instances need the way out from their first minute to their last, in which ECS drains them.
    const { internetConnectivityEstablished, subnets } = cluster.vpc.selectSubnets(props.vpcSubnets);
    this.autoScalingGroup.node.addDependency(internetConnectivityEstablished);
    this._subnets = subnets;
    this.capacityProvider = newProvider(this, this.autoScalingGroup, scaling, props.capacityProviderName);
    addToCluster(cluster, this.capacityProvider);
    this.node.addValidation({ validate: () => synthFindings(this) });
  }

  /** @internal */
  public _facts(): InstancePoolFacts {
    const { agent = {}, instances, machineImage, purchase, scaling } = this.props;
    const instanceTypes = typeNames(this.props);
    const image = (machineImage ?? PoolImage.amazonLinux2023())._facts({ instanceTypes });
    const { managedScaling, targetCapacityPercent } = (scaling ?? PoolScaling.managed())._facts();
    const zones = this.cluster.vpc.selectSubnets(this.props.vpcSubnets).availabilityZones;
    return {
      instanceTypes,
      minInstances: known(instances?.min ?? DEFAULT_MIN_INSTANCES),
      maxInstances: known(maxOf(instances)),
      managedScaling: managedScaling ?? false,
      targetCapacityPercent,
      reservedMemoryMiB: known(agent.reservedMemoryMiB),
      trunking: agent.tasksWithTrunking === undefined ? undefined : true,
      tasksWithTrunking: known(agent.tasksWithTrunking),
      daemons: this.daemons,
      windows: image.family === 'windows',
      architecture: image.architecture,
      variant: image.variant,
      spot: purchase?._usesSpot() ?? false,
      spotOnly: purchase?._isSpotOnly() ?? false,
      zones: zones.every((zone) => known(zone) !== undefined) ? zones : undefined,
      hostModeTaskRoles: placesHostModeTaskRoles(agent, image.family),
    };
  }

  /** @internal */
  public _addDaemon(needs: TaskNeeds): void {
    this.daemons.push(needs);
  }
}

function maxOf({ min, max }: InstanceCount = {}): number {
  return max ?? Math.max(DEFAULT_MAX_INSTANCES, known(min) ?? DEFAULT_MIN_INSTANCES);
}
