import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, ResourceEnvironment, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { checkEnvironment } from './cluster-check';
import { addDaemonChecks, checkDaemonPools } from './managed-daemon-checks';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { nameOf, refuseCircles } from '../deployment/alarm-circle';
import { checkInstances } from '../model/capacity/instance-checks';
import { taskNeeds } from '../model/capacity/task-needs';
import { checkDaemonRollout } from '../model/deployment/daemon-rollout';
import { Finding, refuse, under } from '../model/finding';
import { checkName } from '../model/name';
import { recordTasks } from '../network/vpc-services';
import { ManagedInstancesPool } from '../pool/managed-instances-pool';
import { guard } from '../private/guard';
import { known, knownDuration } from '../private/known';
import { ServiceFacts } from '../private/service-facts';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';

const DEFAULT_DRAIN_PERCENT = 25;

/** What a `ManagedDaemon` is made of. */
export interface ManagedDaemonProps {
  /** The pools, of one cluster, whose instances each run one task. */
  readonly pools: ManagedInstancesPool[];

  /**
   * What runs: containers, roles, secrets, logs. Each container names its memory, unless `size` does it for the task.
   *
   * What a daemon task definition has no place for is refused with `DaemonTask.Unsupported`, `DaemonTask.PidMode` and
   * `DaemonTask.LogDriver`; existing task definitions with `ManagedDaemon.ExistingTask`.
   */
  readonly task: TaskBlueprint;

  /**
   * Percent of the instances that are drained at a time, with all their tasks, for a new revision; from 1 to 100.
   *
   * @default 25
   */
  readonly drainPercent?: number;

  /**
   * How long ECS watches the alarms once all instances run the new revision, 0 to 1440 minutes.
   *
   * @default - not at all
   */
  readonly bakeTime?: Duration;

  /**
   * Alarms that fail a deployment, which then goes back to the revision before; one that is already on is not watched.
   *
   * An alarm on a metric of the daemon itself needs an `alarmName` in plain text (`RollbackAlarms.Circle` otherwise).
   *
   * @default - the circuit breaker of ECS alone decides
   */
  readonly rollbackOn?: cloudwatch.IAlarm[];

  /**
   * Shells into running containers with ECS Exec.
   *
   * @default - off
   */
  readonly exec?: ExecAccess;

  /**
   * Name of the daemon, up to 255 letters, digits, hyphens and underscores; a named daemon cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly daemonName?: string;
}

/**
 * One task on every instance of pools of Managed Instances, such as a log collector or a security agent.
 *
 * ECS starts it before all other tasks of an instance, and drains and replaces an instance on which it stops or becomes unhealthy. For
 * pools of Auto Scaling groups there is `DaemonService`. Services of the pools count what it takes of each instance.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html
 *
 * @example
 * new ManagedDaemon(this, 'LogCollector', {
 *   pools: [managedPool],
 *   task: TaskBlueprint.container({ image, cpu: 128, memoryMiB: 256, hostMounts: [{ hostPath: '/var/log' }] }),
 * });
 */
@propertyInjectable
export class ManagedDaemon extends Construct implements iam.IGrantable, ecsRefs.IDaemonRef {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.ManagedDaemon';

  /** The daemon; `aws-cdk-lib` has no L2 of it. */
  public readonly daemon: ecs.CfnDaemon;
  /** The daemon task definition that it runs; `aws-cdk-lib` has no L2 of it. */
  public readonly daemonTaskDefinition: ecs.CfnDaemonTaskDefinition;
  /** What the agent may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Where the containers log to; absent where another log driver was chosen. */
  public readonly logGroup?: logs.ILogGroup;

  constructor(scope: Construct, id: string, props: ManagedDaemonProps) {
    super(scope, id);

    const { pools, task } = props;
    guard(this, checkDaemonPools(pools));
    const { cluster } = pools[0];
    const strategy = CapacityStrategy.managedInstancesPools(pools.map((pool) => ({ pool })));
    const capacity = strategy._facts(cluster);
    const drainPercent = props.drainPercent ?? DEFAULT_DRAIN_PERCENT;
    const facts = { platforms: [capacity.platform], daemon: true, spot: capacity.spot, ipv6Only: false, exec: props.exec !== undefined };
    const taskFacts = task._facts(facts);
    guard(this, [
      ...checkPools(pools),
      ...checkEnvironment(this, 'pools', cluster),
      ...checkTask(task, facts),
      ...checkInstances(taskFacts, capacity, { daemon: true }),
      ...checkDaemonRollout({ drainPercent: known(drainPercent), bakeMinutes: knownDuration(props.bakeTime)?.toMinutes({ integral: false }) }),
      ...checkName('ManagedDaemon.Name', 'daemonName', known(props.daemonName)),
    ]);

    const { taskDefinition, logGroups, dependencies } = task._bind(this, facts);
    this.daemonTaskDefinition = taskDefinition.node.defaultChild as ecs.CfnDaemonTaskDefinition;
    this.taskRole = taskDefinition.taskRole;
    this.executionRole = taskDefinition.obtainExecutionRole();
    this.logGroup = logGroups[0];
    const alarms = props.rollbackOn ?? [];
    this.daemon = new ecs.CfnDaemon(this, 'Daemon', {
      clusterArn: cluster.clusterArn,
      capacityProviderArns: pools.map(providerArn),
      daemonTaskDefinitionArn: taskDefinition.taskDefinitionArn,
      daemonName: props.daemonName,
      deploymentConfiguration: {
        drainPercent,
        bakeTimeInMinutes: props.bakeTime?.toMinutes(),
        alarms: alarms.length > 0 ? { alarmNames: alarms.map(nameOf), enable: true } : undefined,
      },
      enableEcsManagedTags: true,
      propagateTags: 'DAEMON',
      enableExecuteCommand: props.exec ? true : undefined,
    });
    this.daemon.node.addDependency(...dependencies);
    refuseCircles(this.daemon, alarms);
    props.exec?._bind(this.taskRole, cluster, logGroups);

    const needs = taskNeeds(taskFacts);
    pools.forEach((pool) => pool._addDaemon(needs));
    addDaemonChecks(this, {
      daemon: this.daemon, daemonTaskDefinition: this.daemonTaskDefinition, needs, capacity: () => strategy._facts(cluster),
    });
    recordTasks({
      owner: this,
      resource: this.daemon,
      cluster,
      taskDefinition,
      platform: capacity.platform,
      subnets: strategy._instanceSubnets,
      usesExec: () => known(this.daemon.enableExecuteCommand) === true,
    });
  }

  /** The role that `grant*` methods give permissions to: the task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }

  /** A reference to the daemon, for constructs that take any. */
  public get daemonRef(): ecsRefs.DaemonReference {
    return this.daemon.daemonRef;
  }

  /** The account and region of the daemon. */
  public get env(): ResourceEnvironment {
    return this.daemon.env;
  }
}

/** A daemon is of one cluster. */
function checkPools(pools: ManagedInstancesPool[]): Finding[] {
  const [{ cluster }, ...others] = pools;
  const other = others.find((pool) => pool.cluster.clusterArn !== cluster.clusterArn);
  return other === undefined ? [] : [refuse('ManagedDaemon.TwoClusters', 'pools',
    `are of one cluster, got some of ${cluster.node.path} and of ${other.cluster.node.path}; make a daemon for each`)];
}

function checkTask(task: TaskBlueprint, facts: ServiceFacts): Finding[] {
  return under('task', task._isExisting
    ? [refuse('ManagedDaemon.ExistingTask', '', 'becomes a daemon task definition, got an existing task definition of a service; describe its containers with TaskBlueprint')]
    : task._findings(facts));
}

/** Its L2 knows the name only. */
function providerArn(pool: ManagedInstancesPool): string {
  return Stack.of(pool).formatArn({ service: 'ecs', resource: 'capacity-provider', resourceName: pool.capacityProvider.capacityProviderName });
}
