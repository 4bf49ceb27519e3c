import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, IDependable } from 'constructs';
import { EdgeOs } from './edge-os';
import { activationFindings, FleetActivation } from './fleet-activation';
import { checkGivenCluster, checkNewCluster, FleetClusterOptions, newFleetCluster } from './fleet-cluster';
import { newFleetRole } from './fleet-role';
import { machineFindings, MachineOptions, MachineRegistrationOptions } from './machine-options';
import { MachineRegistration } from './machine-registration';
import { RollCall, rollCallFindings } from './roll-call';
import { guard, guardCall } from '../private/guard';

// SSM API reference, CreateActivation: the longest.
const DEFAULT_EXPIRY = Duration.days(30);

/** What an `EcsAnywhereFleet` is made of. */
export interface EcsAnywhereFleetProps extends FleetClusterOptions, MachineOptions {
  /**
   * Operating system of the machines. Machines with another one are not registered, unless they are asked for with `registration`.
   *
   * One that ECS Anywhere does not support is refused with `EdgeOs.Ended` and `EdgeOs.Unknown`; `EdgeOs.NoUpdates` warns of one whose vendor
   * no longer mends it.
   */
  readonly operatingSystem: EdgeOs;

  /**
   * How many machines may register before the activation is renewed, from 1 to 1000 (`Activation.RegistrationLimit` otherwise).
   *
   * It bounds what a stolen activation is good for; the machines of a fleet may become more with each activation.
   */
  readonly registrationLimit: number;

  /**
   * Cluster that the machines join, of the same region and account; a machine is in one cluster.
   *
   * @default - a cluster of the fleet's own, without a VPC, with enhanced Container Insights
   */
  readonly cluster?: ecs.ICluster;

  /**
   * How long an activation can be used, up to 30 days (`Activation.Expiry` otherwise). It is renewed before, and machines stay registered.
   *
   * @default Duration.days(30)
   */
  readonly activationExpiry?: Duration;

  /**
   * Name that Systems Manager shows for the machines, up to 256 letters, digits, spaces and `_.:/=+-@` (`Activation.MachineName` otherwise).
   *
   * @default - each machine by its id alone
   */
  readonly machineName?: string;

  /**
   * Tags of the machines in Systems Manager, for those that register from now on.
   *
   * @default - only one by which the fleet knows them
   */
  readonly machineTags?: { [key: string]: string };

  /**
   * Key that encrypts the activation.
   *
   * @default - the key of AWS for Secrets Manager
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Leave the machines registered when the fleet is deleted, with their role. A cluster of the fleet's own cannot be deleted then: give `cluster`.
   *
   * @default false - they are deregistered from ECS and from Systems Manager; containers that run on them go on until somebody stops them
   */
  readonly leaveMachines?: boolean;

  /**
   * How long a machine is not heard of before there is an alarm, in steps of five minutes from 10 minutes on (`RollCall.LostAfter` otherwise).
   *
   * ECS agents lose their connection several times an hour, and connect again at once.
   *
   * @default Duration.minutes(15)
   */
  readonly lostAfter?: Duration;
}

/**
 * Machines outside AWS that run ECS tasks: their role, an activation that is renewed, the command that registers a machine, and an alarm on
 * machines that are lost.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 *
 * @example
 * const edge = new EcsAnywhereFleet(this, 'Edge', { registrationLimit: 10, operatingSystem: EdgeOs.UBUNTU_24_04 });
 * new CfnOutput(this, 'Register', { value: edge.registrationCommand });
 */
@propertyInjectable
export class EcsAnywhereFleet extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.EcsAnywhereFleet';

  /** Cluster that the machines join. */
  public readonly cluster: ecs.ICluster;
  /** What the agents of the machines may do: join the cluster, and be reached by Systems Manager. Tasks have roles of their own. */
  public readonly instanceRole: iam.IRole;
  /** Id and code of the activation, as JSON; the only place where they are. */
  public readonly activation: secretsmanager.ISecret;
  /** Goes off when the activation is not renewed in time: soon no machine can register. */
  public readonly renewalAlarm: cloudwatch.Alarm;
  /** Goes off when a machine is lost: its ECS agent is not connected or not in the cluster, or Systems Manager does not hear from it. */
  public readonly lostMachinesAlarm: cloudwatch.Alarm;
  /** Where sessions of ECS Exec are recorded; absent where that is not CloudWatch Logs, and for a cluster that was given. */
  public readonly execAuditLogGroup?: logs.ILogGroup;

  /**
   * Machines can join once it is there, and are deregistered before it is gone.
   *
   * @internal
   */
  public readonly _activated: IDependable;

  private readonly machines: MachineOptions;
  private readonly operatingSystem: EdgeOs;
  private readonly rollCall: RollCall;

  constructor(scope: Construct, id: string, props: EcsAnywhereFleetProps) {
    super(scope, id);

    const { activationExpiry = DEFAULT_EXPIRY, operatingSystem } = props;
    guard(this, [
      ...machineFindings(props),
      ...activationFindings({ ...props, activationExpiry }),
      ...rollCallFindings(props),
      ...(props.cluster ? checkGivenCluster(this, props.cluster, props) : checkNewCluster(props, props.leaveMachines ?? false)),
    ]);

    const { cluster, execAuditLogGroup } = props.cluster ? { cluster: props.cluster, execAuditLogGroup: undefined } : newFleetCluster(this, props);
    const role = newFleetRole(this, cluster);
    const activation = new FleetActivation(this, 'Activation', { ...props, activationExpiry, cluster, role });
    this.rollCall = new RollCall(this, 'RollCall', { cluster, role, lostAfter: props.lostAfter });
    this.cluster = cluster;
    this.execAuditLogGroup = execAuditLogGroup;
    this.instanceRole = role;
    this.activation = activation.secret;
    this._activated = activation.resource;
    this.renewalAlarm = activation.renewalAlarm;
    this.lostMachinesAlarm = this.rollCall.lostMachinesAlarm;
    this.machines = props;
    this.operatingSystem = operatingSystem;
  }

  /** The command that registers a machine as the fleet's props say: `registration().command`. */
  public get registrationCommand(): string {
    return this.registration().command;
  }

  /**
   * How machines are registered: those that the fleet's props say, or others.
   *
   * @param options what is other than in the fleet's props; attributes are added to the fleet's
   *
   * @example
   * edge.registration({ operatingSystem: EdgeOs.RHEL_9, attributes: { site: 'berlin' } }).cloudInit;
   */
  public registration(options: MachineRegistrationOptions = {}): MachineRegistration {
    const attributes = { ...this.machines.attributes, ...options.attributes };
    guardCall(this, machineFindings({ ...options, attributes }));
    return MachineRegistration._of(this, {
      clusterName: this.cluster.clusterName,
      region: Stack.of(this).region,
      secretArn: this.activation.secretArn,
      operatingSystem: this.operatingSystem,
    }, { ...this.machines, ...options, attributes });
  }

  /**
   * Lets somebody register machines by `registrationCommand`: read the script, this version of it alone, and the activation.
   *
   * For machines that register by cloud-init, `activation.grantRead()` is enough.
   */
  public grantRegistration(grantee: iam.IGrantable): iam.Grant {
    const { script } = this.registration();
    const grant = iam.Grant.addToPrincipal({
      grantee,
      actions: ['s3:GetObject'],
      resourceArns: [script.bucket.arnForObjects(script.s3ObjectKey)],
      scope: this,
    });
    return this.activation.grantRead(grantee).combine(grant);
  }

  /**
   * Machines that are lost.
   *
   * @default - the most in five minutes
   */
  public metricLostMachines(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.rollCall.metricLostMachines(options);
  }

  /**
   * Machines that are registered, lost or not.
   *
   * @default - the most in five minutes
   */
  public metricMachines(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.rollCall.metricMachines(options);
  }
}
