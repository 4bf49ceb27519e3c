import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Size, SizeRoundingBehavior } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { IdleInstances } from './idle-instances';
import { ManagedInstanceTypes } from './managed-instance-types';
import { letManagedAgentJoin, letPass, newInfrastructureRole } from './managed-instances-roles';
import { ManagedPurchase } from './managed-purchase';
import { newSecurityGroup } from './pool-launch-template';
import { newPoolRole } from './pool-role';
import { TaskNeeds } from '../model/capacity/instance-room';
import { checkManagedInstances } from '../model/capacity/managed-instances';
import { PoolFacts } from '../model/capacity/pool-fit';
import { under } from '../model/finding';
import { associationsOf } from '../private/capacity-association';
import { guard } from '../private/guard';
import { lazyDependency } from '../private/lazy-dependency';

/** What a `ManagedInstancesPool` is made of. */
export interface ManagedInstancesPoolProps {
  /** Cluster that the instances join; the pool can be used by its services only. */
  readonly cluster: ecs.ICluster;

  /**
   * Instance types that ECS may start.
   *
   * @default ManagedInstanceTypes.any()
   */
  readonly instanceTypes?: ManagedInstanceTypes;

  /**
   * How the instances are paid for.
   *
   * @default ManagedPurchase.onDemand()
   */
  readonly purchase?: ManagedPurchase;

  /**
   * Subnets of the cluster's VPC that the instances are in.
   *
   * @default - private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the instances, and of tasks in host mode; tasks in awsvpc mode have those of their service.
   *
   * @default - one is made that lets nothing in and everything out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Size of each instance's volume for images and for the files of its tasks, which share it; from 30 to 16384 GiB.
   *
   * @default Size.gibibytes(80)
   */
  readonly storage?: Size;

  /**
   * What happens to instances that run few tasks or none.
   *
   * @default - ECS ends them as it sees fit
   */
  readonly idleInstances?: IdleInstances;

  /**
   * ECS replaces instances that it finds impaired.
   *
   * @default true
   */
  readonly autoRepair?: boolean;

  /**
   * How often EC2 measures the instances; CloudWatch bills detailed monitoring.
   *
   * @default ecs.InstanceMonitoring.BASIC
   */
  readonly monitoring?: ecs.InstanceMonitoring;

  /**
   * Instances get the tags of the capacity provider, for your bills; tasks cannot read them from the instance metadata.
   *
   * @default true
   */
  readonly propagateTags?: boolean;

  /**
   * Role with which ECS starts and ends the instances. Yours has to have the permissions of `AmazonECSInfrastructureRolePolicyForManagedInstances`.
   *
   * @default - a role is made; either way it may pass the instance role
   */
  readonly infrastructureRole?: iam.IRole;

  /**
   * Role of the instances, which EC2 has to be trusted with.
   *
   * @default - a role is made; either way it gets what the ECS agent needs of this cluster
   */
  readonly instanceRole?: iam.IRole;
}

/** What is known of a pool of Managed Instances, for the checks of the services on it. */
export interface ManagedInstancesPoolFacts extends PoolFacts {
  /** The instances are Spot instances. */
  readonly spot: boolean;
  /** The same: a pool is of one kind. */
  readonly spotOnly: boolean;
}

/**
 * EC2 instances that AWS starts, patches, replaces and ends, for the tasks of one cluster.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists: `ManagedInstances.Storage`,
 * `ManagedInstances.ScaleIn`, `ManagedInstances.NoTypes`, `ManagedInstances.Subnets` and `ManagedInstances.SecurityGroups`. Warns with
 * `ManagedInstances.UnusedReservations`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 *
 * @example
 * new ManagedInstancesPool(this, 'Graviton', {
 *   cluster,
 *   instanceTypes: ManagedInstanceTypes.named(['m7g.*', 'c7g.*']),
 *   idleInstances: IdleInstances.endAfter(Duration.minutes(10)),
 * });
 */
@propertyInjectable
export class ManagedInstancesPool extends Construct implements ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.ManagedInstancesPool';

  /** Cluster that the instances join. */
  public readonly cluster: ecs.ICluster;
  /** The capacity provider through which services use the pool. */
  public readonly capacityProvider: ecs.ManagedInstancesCapacityProvider;
  /** Role with which ECS starts and ends the instances. */
  public readonly infrastructureRole: iam.IRole;
  /** Role of the instances, not of their tasks. */
  public readonly instanceRole: iam.IRole;
  /** Security groups of the instances. */
  public readonly connections: ec2.Connections;
  private readonly facts: ManagedInstancesPoolFacts;
  private readonly daemons: TaskNeeds[] = [];

  /** @internal */
  public readonly _subnets: ec2.ISubnet[];

  constructor(scope: Construct, id: string, props: ManagedInstancesPoolProps) {
    super(scope, id);

    const instanceTypes = props.instanceTypes ?? ManagedInstanceTypes.any();
    const purchase = props.purchase ?? ManagedPurchase.onDemand();
    const { subnets, internetConnectivityEstablished } = props.cluster.vpc.selectSubnets(props.vpcSubnets);
    this._subnets = subnets;
    guard(this, [
      ...under('instanceTypes', instanceTypes._findings()),
      ...under('purchase', purchase._findings()),
      ...under('idleInstances', props.idleInstances?._findings() ?? []),
      ...checkManagedInstances({
        storageGiB: props.storage?.isUnresolved() ? undefined : props.storage?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }),
        subnets: subnets.length,
        securityGroups: props.securityGroups?.length,
      }),
    ]);

    this.cluster = props.cluster;
    const spot = purchase._isSpot();
    this.facts = { spot, spotOnly: spot, instanceTypes: instanceTypes._knownNames(), trunking: true, daemons: this.daemons };
    this.infrastructureRole = props.infrastructureRole ?? newInfrastructureRole(this);
    this.instanceRole = props.instanceRole ?? newPoolRole(this);
    const propagatesTags = props.propagateTags ?? true;
    this.capacityProvider = new ecs.ManagedInstancesCapacityProvider(this, 'Provider', {
      subnets,
      securityGroups: props.securityGroups ?? [newSecurityGroup(this, props.cluster.vpc)],
      infrastructureRole: this.infrastructureRole,
      ec2InstanceProfile: new iam.InstanceProfile(this, 'InstanceProfile', { role: this.instanceRole }),
      instanceRequirements: instanceTypes._bind(),
      taskVolumeStorage: props.storage,
      monitoring: props.monitoring ?? ecs.InstanceMonitoring.BASIC,
      propagateTags: propagatesTags ? ecs.PropagateManagedInstancesTags.CAPACITY_PROVIDER : ecs.PropagateManagedInstancesTags.NONE,
    });
    this.connections = this.capacityProvider.connections;

    complete(this.capacityProvider.node.defaultChild as ecs.CfnCapacityProvider, {
      autoRepairConfiguration: { actionsStatus: (props.autoRepair ?? true) ? 'ENABLED' : 'DISABLED' },
      infrastructureOptimization: props.idleInstances && { scaleInAfter: props.idleInstances._seconds() },
    }, {
      ...purchase._bind(),
      // What EC2 shows in the instance metadata may not have every character that a tag may have: instances would not start.
      instanceMetadataTagsPropagation: propagatesTags ? false : undefined,
    });
    this.capacityProvider.node.addDependency(
      ...letManagedAgentJoin(this.instanceRole, this.cluster),
      ...letPass(this.infrastructureRole, this.instanceRole),
      // Instances need the way out from their first minute to their last, in which ECS drains them.
      internetConnectivityEstablished,
      // ECS changes the capacity providers of a cluster one at a time. ECS API reference: UpdateInProgressException of CreateCapacityProvider.
      lazyDependency(() => associationsOf(this.cluster)),
    );
    joinCluster(this.capacityProvider, this.cluster);
  }

  /** @internal */
  public _facts(): ManagedInstancesPoolFacts {
    return this.facts;
  }

  /** @internal */
  public _addDaemon(needs: TaskNeeds): void {
    this.daemons.push(needs);
  }
}

type Provider = ecs.CfnCapacityProvider.ManagedInstancesProviderProperty;
type LaunchTemplate = ecs.CfnCapacityProvider.InstanceLaunchTemplateProperty;

/** Sets what the props of the L2 have no words for. */
function complete(resource: ecs.CfnCapacityProvider, provider: Partial<Provider>, template: Partial<LaunchTemplate>): void {
  const made = resource.managedInstancesProvider as Provider;
  resource.managedInstancesProvider = {
    ...made,
    ...provider,
    instanceLaunchTemplate: { ...made.instanceLaunchTemplate as LaunchTemplate, ...template },
  };
}

/** Managed Instances belong to the cluster that they name; they are not in its capacity-provider associations, which ECS would refuse. */
function joinCluster(provider: ecs.ManagedInstancesCapacityProvider, cluster: ecs.ICluster): void {
  if (ecs.Cluster.isCluster(cluster)) {
    cluster.addManagedInstancesCapacityProvider(provider);
  } else {
    provider.bind(cluster);
  }
}
