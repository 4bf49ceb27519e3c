import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ResourceEnvironment } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { checkEnvironment } from './cluster-check';
import { assembleService, instanceCluster } from './service-assembly';
import { ServicePlan } from './service-choices';
import { ServiceNetwork } from './service-network';
import { Shutdown } from './shutdown';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { Rollout } from '../deployment/rollout';
import { taskNeeds } from '../model/capacity/task-needs';
import { Finding, refuse } from '../model/finding';
import { IInstancePools } from '../pool/instance-pools';
import { nameOfGiven, poolKindOf } from '../pool/pool-kind';
import { guard } from '../private/guard';
import { known } from '../private/known';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';
import { TrafficSource } from '../traffic/traffic-source';

// CloudFormation reference, AWS::ECS::Service DeploymentConfiguration: of a daemon.
const MIN_HEALTHY_PERCENT = 0;
const MAX_HEALTHY_PERCENT = 100;

/** What a `DaemonService` is made of. */
export interface DaemonServiceProps {
  /** The instances that each run one task: an `InstancePool`, or all pools of a `ZonalEc2Cluster`. */
  readonly pool: IInstancePools;

  /** What runs: containers, roles, secrets, logs, network mode; each container names its memory. */
  readonly task: TaskBlueprint;

  /**
   * How a new revision replaces the old one; a daemon never runs twice on an instance, so `maxHealthyPercent` is 100
   * (`DaemonService.MaxHealthyPercent` otherwise).
   *
   * @default Rollout.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100 })
   */
  readonly rollout?: Rollout;

  /**
   * Where in the VPC the tasks run; for tasks with a network interface of their own.
   *
   * @default - private subnets, and a security group of the service's own
   */
  readonly network?: ServiceNetwork;

  /**
   * Shells into running containers with ECS Exec.
   *
   * @default - off
   */
  readonly exec?: ExecAccess;

  /**
   * How a task is stopped.
   *
   * @default - ECS's 30 seconds, and on Spot the two minutes' notice
   */
  readonly shutdown?: Shutdown;

  /**
   * Name of the service, up to 255 letters, digits, hyphens and underscores; a named service cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly serviceName?: string;
}

/**
 * One task on every instance of a pool, such as a log collector or a monitoring agent.
 *
 * ECS puts a daemon on every instance of the cluster that meets its constraints, whatever pool it is of. The instances of a pool carry an
 * attribute, and the daemon is constrained to it. What the daemon takes of each instance is taken into account for the services of the
 * pool, whether they are made before or after it.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 *
 * @example
 * new DaemonService(this, 'LogCollector', {
 *   pool: fleet,
 *   task: TaskBlueprint.container({ image, cpu: 128, memoryMiB: 256, hostMounts: [{ hostPath: '/var/log' }] }),
 * });
 */
@propertyInjectable
export class DaemonService extends Construct implements iam.IGrantable, ec2.IConnectable, ecsRefs.IServiceRef {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.DaemonService';

  /** The ECS service. */
  public readonly service: ecs.Ec2Service;
  /** The task definition that the service runs. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Security groups of the tasks: of the instances where the tasks have no network interface of their own. */
  public readonly connections: ec2.Connections;
  /** Where the containers log to; absent where another log driver was chosen. */
  public readonly logGroup?: logs.ILogGroup;

  constructor(scope: Construct, id: string, props: DaemonServiceProps) {
    super(scope, id);

    guard(this, checkPools(props.pool));
    const { pools } = props.pool;
    const choices = {
      cluster: pools[0].cluster,
      task: props.task,
      capacity: CapacityStrategy.pools(pools.map((pool) => ({ pool }))),
      capacityPath: 'pool',
      rollout: props.rollout ?? Rollout.rolling({ minHealthyPercent: MIN_HEALTHY_PERCENT, maxHealthyPercent: MAX_HEALTHY_PERCENT }),
      traffic: TrafficSource.none(),
      network: props.network ?? {},
      placement: { constraints: [ecs.PlacementConstraint.memberOf(markOf(props.pool))] },
      shutdown: props.shutdown ?? {},
      exec: props.exec,
      serviceName: props.serviceName,
      daemon: true,
    };
    const plan = new ServicePlan(choices);
    const most = known(choices.rollout._healthyPercent.max);
    guard(this, [
      ...checkEnvironment(this, 'pool', choices.cluster),
      ...plan.findings(),
      ...(most === undefined || most === MAX_HEALTHY_PERCENT ? [] : [refuse('DaemonService.MaxHealthyPercent', 'rollout.maxHealthyPercent',
        `is ${MAX_HEALTHY_PERCENT} for a daemon, which never runs twice on an instance, got ${most}; leave \`rollout\` out, or set ${MAX_HEALTHY_PERCENT}`)]),
    ]);

    const built = assembleService(this, choices, plan, (service) => new ecs.Ec2Service(this, 'Service', {
      ...service,
      cluster: instanceCluster(choices, plan),
      daemon: true,
      placementConstraints: choices.placement.constraints,
    }));
    this.service = built.service;
    this.taskDefinition = built.taskDefinition;
    this.taskRole = built.taskRole;
    this.executionRole = built.executionRole;
    this.connections = built.service.connections;
    this.logGroup = built.logGroup;
    const needs = taskNeeds(props.task._facts(plan.facts));
    pools.forEach((pool) => pool._addDaemon(needs));
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
}

/** Languages without types let other pools and none at all through. */
function checkPools(pool: IInstancePools | undefined): Finding[] {
  const pools: unknown[] = pool?.pools ?? [pool];
  if (pools.length > 0 && pools.every((given) => poolKindOf(given) === 'InstancePool')) return [];
  const [other] = pools.filter((given) => poolKindOf(given) !== 'InstancePool');
  return [refuse('DaemonService.NoPool', 'pool', `is an InstancePool or a ZonalEc2Cluster with at least one pool, got ${nameOfGiven(other)}` +
    `${poolKindOf(other) === 'ManagedInstancesPool' ? '; make a ManagedDaemon for it' : ''}`)];
}

/** The instances that carry the mark of one of the pools. */
function markOf({ pools }: IInstancePools): string {
  const marks = pools.map(({ _attribute: mark }) => mark);
  return `attribute:${marks[0].name} in [${marks.map(({ value }) => value).join(',')}]`;
}
