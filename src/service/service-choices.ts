import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { checkCluster } from './cluster-check';
import { IpFamily } from './ip-family';
import { checkServiceNetwork, checkWayIn } from './network-checks';
import { PlacementPlan } from './placement-plan';
import { ServiceNetwork } from './service-network';
import { Shutdown } from './shutdown';
import { TaskPlacement } from './task-placement';
import { CapacityFacts } from '../cluster/capacity-kind';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { Rollout } from '../deployment/rollout';
import { checkInstances, checkPoolZones, mostInstances } from '../model/capacity/instance-checks';
import { InstanceDemand } from '../model/capacity/instance-demand';
import { TaskNeeds } from '../model/capacity/instance-room';
import { taskNeeds } from '../model/capacity/task-needs';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { Finding, refuse, under } from '../model/finding';
import { checkName } from '../model/name';
import { checkHealthGrace } from '../model/service/health-grace';
import { SPOT_NOTICE_SECONDS, checkShutdown, longestDrain } from '../model/service/shutdown';
import { FARGATE_TIMEOUT } from '../model/task/container-limits';
import { LaunchPlatform, NetworkMode } from '../model/task/network-mode';
import { TaskDefinitionFacts } from '../model/task/task';
import { known, knownSeconds } from '../private/known';
import { ServiceFacts } from '../private/service-facts';
import { TaskScaling } from '../scaling/task-scaling';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';
import { TrafficSource } from '../traffic/traffic-source';

const DEFAULT_DRAIN = Duration.seconds(30);
const DEFAULT_GRACE = Duration.seconds(60);

/** The five choices that make a service, and what they share. */
export interface ServiceChoices {
  readonly cluster: ecs.ICluster;
  readonly task: TaskBlueprint;
  readonly capacity: CapacityStrategy;
  /** The prop that its user chose the capacity with. */
  readonly capacityPath: string;
  /** Absent for daemons, of which the instances decide. */
  readonly scaling?: TaskScaling;
  readonly rollout: Rollout;
  readonly traffic: TrafficSource;
  readonly network: ServiceNetwork;
  readonly placement?: TaskPlacement;
  readonly shutdown: Shutdown;
  readonly exec?: ExecAccess;
  readonly healthCheckGracePeriod?: Duration;
  readonly serviceName?: string;
  /** One task on every instance. */
  readonly daemon?: boolean;
}

/** The fewest and the most tasks outside of deployments; absent where it is not known. */
interface TaskCounts {
  readonly minCount?: number;
  readonly maxCount?: number;
}

/** What the choices mean for each other. */
export class ServicePlan {
  public readonly facts: ServiceFacts;
  public readonly ipFamily: IpFamily;
  public readonly drain: Duration;
  public readonly grace?: Duration;
  public readonly platform: LaunchPlatform;
  public readonly networkMode: NetworkMode;
  public readonly placement: PlacementPlan;
  private readonly healthSource: boolean;
  private readonly capacity: CapacityFacts;
  private readonly taskFacts: TaskDefinitionFacts;
  private readonly needs: TaskNeeds;

  /** @param alsoOn where else the same task definition runs */
  constructor(private readonly choices: ServiceChoices, alsoOn: LaunchPlatform[] = []) {
    const { capacity, cluster, network, shutdown, task, traffic } = choices;
    this.ipFamily = network.ipFamily ?? IpFamily.IPV4;
    this.drain = shutdown.drain ?? DEFAULT_DRAIN;
    this.capacity = capacity._facts(cluster);
    const { platform, spot } = this.capacity;
    this.platform = platform;
    this.facts = {
      platforms: [platform, ...alsoOn],
      vpc: cluster.vpc,
      daemon: choices.daemon,
      spot,
      ipv6Only: this.ipFamily === IpFamily.IPV6,
      exec: choices.exec !== undefined,
      stopTimeout: shutdown.stop ?? (spot ? this.stopWithinSpotNotice() : undefined),
    };
    this.healthSource = traffic._isBalanced || task._hasHealthCheck();
    this.grace = choices.healthCheckGracePeriod ?? (this.healthSource ? this.graceFor(task._startPeriodSeconds()) : undefined);
    this.taskFacts = task._facts(this.facts);
    this.needs = taskNeeds(this.taskFacts);
    this.networkMode = this.taskFacts.networkMode ?? 'awsvpc';
    this.placement = new PlacementPlan(choices, this.capacity, this.needs);
  }

  /** What one task takes of the first instance type of its pools; undefined where no pool or type is known. */
  public get demand(): InstanceDemand | undefined {
    const [pool] = this.capacity.pools;
    const [instanceType] = pool?.instanceTypes ?? [];
    if (instanceType === undefined) return undefined;
    const { daemons = [], reservedMemoryMiB, tasksWithTrunking, trunking } = pool;
    return InstanceDemand.of({
      ...this.needs,
      // Over a trunk an instance takes more than it has interfaces, and only AWS's list tells how many.
      ownNetworkInterface: this.needs.ownNetworkInterface && (!trunking || tasksWithTrunking !== undefined),
      instanceType,
      daemons: [...daemons],
      reservedMemoryMiB,
      tasksWithTrunking,
    });
  }

  /** Some instances of its pools are built on Arm, and the task does not say for which processor it is. */
  public get isArmUnsaid(): boolean {
    return this.taskFacts.architecture === undefined && this.capacity.pools.some(({ architecture }) => architecture === 'arm64');
  }

  /** How the rollout goes with this many tasks, of which each takes so long to start. */
  public rolloutPlan(taskCount: number, startSeconds?: number): RolloutPlan {
    const { rollout, task, traffic } = this.choices;
    const { health, networkListeners, targets } = traffic._shape;
    return rollout._plan(taskCount, {
      ...health,
      startSeconds,
      withoutHealthCheck: !this.healthSource,
      deregistrationDelaySeconds: targets > 0 ? knownSeconds(this.drain) : 0,
      stopSeconds: task._stopSeconds(this.facts),
      networkBalancer: networkListeners > 0,
    });
  }

  /** Everything wrong with the choices, alone and together. */
  public findings(): Finding[] {
    const { capacityPath, cluster, exec, healthCheckGracePeriod, network, rollout, scaling, task, traffic } = this.choices;
    const counts = { minCount: known(scaling?._min()), maxCount: known(scaling?._max()) };
    return [
      ...checkCluster(cluster),
      ...under('task', task._findings(this.facts)),
      ...under(capacityPath, this.checkCapacity()),
      ...under('scaling', scaling === undefined ? [] : scaling._findings({ applicationLoadBalancer: traffic._hasApplicationLoadBalancer })),
      ...under('traffic', traffic._findings({
        ports: task._ports(), ipv6Only: this.facts.ipv6Only, vpc: cluster.vpc, networkMode: this.networkMode,
      })),
      ...this.checkRollout(counts),
      ...this.placement.findings(),
      ...checkInstances(this.taskFacts, this.capacity, {
        daemon: this.choices.daemon,
        minTasks: counts.minCount,
        maxTasks: counts.maxCount,
        minHealthyPercent: known(rollout._healthyPercent.min),
        maxHealthyPercent: known(rollout._healthyPercent.max),
      }),
      ...(exec ? under('exec', exec._findings({ ipv6Only: this.facts.ipv6Only })) : []),
      ...under('shutdown', this.checkShutdown()),
      ...under('healthCheckGracePeriod', checkHealthGrace({
        graceSeconds: knownSeconds(healthCheckGracePeriod),
        startPeriodSeconds: task._startPeriodSeconds(),
        healthSource: this.healthSource,
      })),
      ...under('network', checkServiceNetwork(network, this.networkMode, this.capacity, cluster.vpc, this.facts.ipv6Only)),
      ...checkName('Service.Name', 'serviceName', known(this.choices.serviceName)),
    ];
  }

  private checkRollout(counts: TaskCounts): Finding[] {
    const { daemon, rollout, task, traffic } = this.choices;
    const test = rollout._shifting?.testTraffic;
    return under('rollout', [
      ...rollout._findings({
        ...counts,
        targetGroups: traffic._givenTargetGroups,
        instances: this.needs.oneCopyAnInstance ? mostInstances(this.capacity.pools) : undefined,
        traffic: traffic._shape,
        daemon,
        hasLogGroup: task._hasLogGroup(),
      }),
      ...(test ? under('testTraffic', traffic._testFindings(test, task._ports())) : []),
    ]);
  }

  /** A daemon is on every instance, whatever its zone and however it is paid for. */
  private checkCapacity(): Finding[] {
    const { capacity, daemon, traffic } = this.choices;
    const findings = capacity._findings();
    if (daemon) return findings.filter(({ severity }) => severity === 'error');
    return [...findings, ...checkPoolZones(this.capacity), ...checkWayIn(this.networkMode, traffic._isBalanced, capacity._instanceGroups)];
  }

  private checkShutdown(): Finding[] {
    const { shutdown: { stop }, task, traffic } = this.choices;
    return [
      ...checkShutdown({
        fargate: this.capacity.platform === 'fargate',
        spot: this.facts.spot,
        ...traffic._drain(this.drain),
        stopTimeoutSeconds: knownSeconds(stop),
        stopSeconds: task._stopSeconds(this.facts),
      }),
      ...(stop && task._isExisting ? [refuse('Shutdown.ExistingTask', 'stop',
        'is for containers that the service makes, got an existing task definition; set `stopTimeout` on its containers')] : []),
    ];
  }

  /** A container that is given time to start is given it by the balancer, too. */
  private graceFor(startPeriodSeconds: number = 0): Duration {
    return startPeriodSeconds > DEFAULT_GRACE.toSeconds() ? Duration.seconds(startPeriodSeconds) : DEFAULT_GRACE;
  }

  /** What draining leaves of the notice before a Spot task is stopped; where that is nothing, a short time to stop would not help. */
  private stopWithinSpotNotice(): Duration | undefined {
    const { traffic } = this.choices;
    const drain = traffic._isBalanced ? longestDrain(traffic._drain(this.drain)) ?? DEFAULT_DRAIN.toSeconds() : 0;
    const left = SPOT_NOTICE_SECONDS - Math.ceil(drain);
    return left < FARGATE_TIMEOUT.min ? undefined : Duration.seconds(left);
  }
}
