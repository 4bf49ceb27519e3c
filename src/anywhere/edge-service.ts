import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, ResourceEnvironment } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { EcsAnywhereFleet } from './ecs-anywhere-fleet';
import { addEdgeChecks } from './edge-checks';
import { EdgePlacement } from './edge-placement';
import { checkFleet, EdgePlan } from './edge-plan';
import { Rollout } from '../deployment/rollout';
import { BoundRollout } from '../deployment/rollout-kind';
import { checkExternalBreaker } from '../model/deployment/circuit-breaker';
import { guard, guardCall } from '../private/guard';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';

/** What an `EdgeService` is made of. */
export interface EdgeServiceProps {
  /**
   * The machines that run the tasks.
   *
   * Make it in another stack, and deploy that first: a service waits for its tasks, and they wait for machines. Warns with
   * `EdgeService.SameStack` of a fleet in the stack of a service that wants tasks.
   */
  readonly fleet: EcsAnywhereFleet;

  /**
   * What runs: containers, roles, secrets, logs, network mode; each container names its memory.
   *
   * The network modes are bridge, host and none. Refused is what there is in AWS only: network interfaces (`NetworkMode.Platform`), EFS, EBS
   * and S3 Files (`Volume.Platform`), Windows, fault injection and Neuron devices (`ExternalTask.Windows`, `.FaultInjection`,
   * `.NeuronDevices`). Warns with `ExternalTask.LogDriver` of log drivers that the agent does not offer. A task that names its processor in
   * `runtimePlatform` runs on machines with it alone.
   */
  readonly task: TaskBlueprint;

  /**
   * Tasks that run, outside of deployments.
   *
   * Not with `everyMachine` (`EdgeService.EveryMachine`).
   *
   * @default - 2, of which on two machines one runs on while the other machine is away
   */
  readonly desiredCount?: number;

  /**
   * Whether each machine that `placement` lets in runs one task: a log collector, an agent.
   *
   * It is ECS's scheduling strategy DAEMON, which `CreateService` takes for machines outside AWS.
   *
   * @default false
   */
  readonly everyMachine?: boolean;

  /**
   * On which machines tasks run, and how they are shared out among them.
   *
   * @default - any machine, and ECS favors those with the fewest tasks of the service
   */
  readonly placement?: EdgePlacement;

  /**
   * How a new revision replaces the old one: `Rollout.rolling()`, and no other (`EdgeService.Rollout`).
   *
   * Warns with `EdgeService.SpareMachine` of percentages with which a deployment waits for a machine without a task, and with
   * `EdgeService.CircuitBreaker` of a circuit breaker, of which ECS does not say whether it works there.
   *
   * @default - rolling without a circuit breaker: 100 to 200 percent; where a machine takes one task at most 50 to 100, 0 to 100 for a single
   * task and with `everyMachine`, so that a deployment gets through without a spare machine
   */
  readonly rollout?: Rollout;

  /**
   * Shells into running containers with ECS Exec.
   *
   * @default - off
   */
  readonly exec?: ExecAccess;

  /**
   * How long containers get from SIGTERM to SIGKILL, unless they name a `stopTimeout` of their own.
   *
   * Refused for an existing task definition, which stays as it is (`EdgeService.ExistingTask`).
   *
   * @default - ECS's 30 seconds
   */
  readonly stopTimeout?: Duration;

  /**
   * Name of the service, up to 255 letters, digits, hyphens and underscores; a named service cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly serviceName?: string;
}

/**
 * A service on machines outside AWS: so many tasks on a fleet of them, or one on each.
 *
 * Its tasks call out: they push to queues, buckets and APIs. Whatever needs a VPC is refused, when the service is made and again at synth, where
 * overrides and other constructs are seen: load balancers (`ExternalService.LoadBalancer`), Cloud Map (`.CloudMap`), Service Connect
 * (`.ServiceConnect`), VPC Lattice (`.Lattice`), subnets and security groups (`.Network`), capacity providers (`.CapacityProviders`), EBS
 * (`.Volumes`), other deployment controllers and strategies (`.Controller`, `.Strategy`), availability zone rebalancing (`.Rebalancing`) and
 * another launch type (`.LaunchType`). Warns with `.Scaling` of Application Auto Scaling.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 *
 * @example
 * new EdgeService(this, 'Processor', {
 *   fleet: edge,
 *   task: TaskBlueprint.container({ image, cpu: 512, memoryMiB: 1024 }),
 *   placement: { attributes: { site: ['berlin', 'bonn'] } },
 * });
 */
@propertyInjectable
export class EdgeService extends Construct implements iam.IGrantable, ecsRefs.IServiceRef {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.EdgeService';

  /** The ECS service. */
  public readonly service: ecs.ExternalService;
  /** The task definition that the service runs. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Where the containers log to; absent where another log driver was chosen. */
  public readonly logGroup?: logs.ILogGroup;
  /** Alarms that roll a deployment back. */
  public readonly rollbackAlarms: cloudwatch.IAlarm[];
  /** Tasks that run, outside of deployments; absent with `everyMachine`, where the machines decide. */
  public readonly desiredCount?: number;

  constructor(scope: Construct, id: string, props: EdgeServiceProps) {
    super(scope, id);

    guard(this, checkFleet(props.fleet));
    const { exec, fleet: { cluster }, serviceName } = props;
    const plan = new EdgePlan(props);
    guard(this, plan.findings(this));

    const task = props.task._bind(this, plan.facts);
    const deployment = plan.rollout._bind(this, { cluster, targetGroups: [], logGroups: task.logGroups });
    guardCall(this, checkBreaker(deployment));
    this.taskDefinition = task.taskDefinition;
    this.service = new ecs.ExternalService(this, 'Service', {
      cluster: withoutNamespace(cluster),
      taskDefinition: task.taskDefinition,
      serviceName,
      daemon: plan.everyMachine,
      desiredCount: plan.desiredCount,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
      enableECSManagedTags: true,
      ...deployment.serviceProps,
    });
    // Before the machines are deregistered the service goes, which stops its tasks.
    this.service.node.addDependency(...task.dependencies, props.fleet._activated);
    place(this.service, plan);
    deployment.apply(this.service);
    if (exec) {
      // By property: the L2's own switch grants more than the session and its audit log need.
      resourceOf(this.service).enableExecuteCommand = true;
      exec._bind(task.taskDefinition.taskRole, cluster, task.logGroups);
    }
    addEdgeChecks(this.service);

    this.taskRole = task.taskDefinition.taskRole;
    this.executionRole = task.taskDefinition.obtainExecutionRole();
    this.logGroup = task.logGroups[0];
    this.rollbackAlarms = deployment.alarms;
    this.desiredCount = plan.desiredCount;
  }

  /** The role that `grant*` methods give permissions to: the task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }

  /** A reference to the ECS service, for constructs that take any service. */
  public get serviceRef(): ecsRefs.ServiceReference {
    return this.service.serviceRef;
  }

  /** The account and region of the service. */
  public get env(): ResourceEnvironment {
    return this.service.env;
  }

  /**
   * CPU that the tasks use, in percent of what they reserve.
   *
   * @default - average over 5 minutes
   */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.service.metricCpuUtilization(options);
  }

  /**
   * Memory that the tasks use, in percent of what they reserve.
   *
   * @default - average over 5 minutes
   */
  public metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.service.metricMemoryUtilization(options);
  }
}

function resourceOf(service: ecs.ExternalService): ecs.CfnService {
  return service.node.defaultChild as ecs.CfnService;
}

function checkBreaker({ serviceProps: { circuitBreaker } }: BoundRollout): ReturnType<typeof checkExternalBreaker> {
  return circuitBreaker?.enable ? checkExternalBreaker('EdgeService.CircuitBreaker', 'rollout', 'EXTERNAL') : [];
}

/** By property: the L2 has no props for it. Empty lists are written too, since an absent one would keep what the service has. */
function place(service: ecs.ExternalService, { everyMachine, placement }: EdgePlan): void {
  const resource = resourceOf(service);
  resource.placementConstraints = placement.constraints.flatMap((constraint) => constraint.toJson());
  // A daemon has neither.
  if (everyMachine) return;
  resource.placementStrategies = placement.strategies.flatMap((strategy) => strategy.toJson());
  // ECS takes absence for ENABLED, which there is not on machines outside AWS.
  resource.availabilityZoneRebalancing = ecs.AvailabilityZoneRebalancing.DISABLED;
}

/** The L2 refuses a cluster with a default namespace, which other services of the cluster may need and this one does not take. */
function withoutNamespace(cluster: ecs.ICluster): ecs.ICluster {
  return cluster.defaultCloudMapNamespace === undefined ? cluster : Object.create(cluster, { defaultCloudMapNamespace: { value: undefined } });
}
