import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { IpFamily } from './ip-family';
import { ServiceNetwork } from './service-network';
import { Shutdown } from './shutdown';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { Rollout } from '../deployment/rollout';
import { TaskScaling } from '../deployment/task-scaling';
import { Finding, advise, refuse, under } from '../model/finding';
import { checkName } from '../model/name';
import { checkAwsvpc } from '../model/service/awsvpc';
import { checkHealthGrace } from '../model/service/health-grace';
import { SPOT_NOTICE_SECONDS, checkShutdown } from '../model/service/shutdown';
import { FARGATE_TIMEOUT } from '../model/task/container-limits';
import { known, knownSeconds } from '../private/known';
import { ServiceFacts } from '../private/service-facts';
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
  readonly scaling: TaskScaling;
  readonly rollout: Rollout;
  readonly traffic: TrafficSource;
  readonly network: ServiceNetwork;
  readonly shutdown: Shutdown;
  readonly exec?: ExecAccess;
  readonly healthCheckGracePeriod?: Duration;
  readonly serviceName?: string;
}

/** What the choices mean for each other. */
export class ServicePlan {
  public readonly facts: ServiceFacts;
  public readonly ipFamily: IpFamily;
  public readonly drain: Duration;
  public readonly grace?: Duration;
  private readonly healthSource: boolean;

  constructor(private readonly choices: ServiceChoices) {
    const { capacity, cluster, network, shutdown, task, traffic } = choices;
    this.ipFamily = network.ipFamily ?? IpFamily.IPV4;
    this.drain = shutdown.drain ?? DEFAULT_DRAIN;
    const { fargate, spot } = capacity._facts(cluster);
    this.facts = {
      fargate,
      spot,
      ipv6Only: this.ipFamily === IpFamily.IPV6,
      exec: choices.exec !== undefined,
      stopTimeout: shutdown.stop ?? (spot ? this.stopWithinSpotNotice() : undefined),
    };
    this.healthSource = traffic._isBalanced || task._hasHealthCheck();
    this.grace = choices.healthCheckGracePeriod ?? (this.healthSource ? this.graceFor(task._startPeriodSeconds()) : undefined);
  }

  /** Everything wrong with the choices, alone and together. */
  public findings(): Finding[] {
    const { capacity, capacityPath, cluster, exec, healthCheckGracePeriod, rollout, scaling, task, traffic } = this.choices;
    return [
      ...under('task', task._findings(this.facts)),
      ...under(capacityPath, capacity._findings()),
      ...under('scaling', scaling._findings({ applicationLoadBalancer: traffic._hasApplicationLoadBalancer })),
      ...under('traffic', traffic._findings({ ports: task._ports(), ipv6Only: this.facts.ipv6Only, vpc: cluster.vpc })),
      ...under('rollout', rollout._findings({ minCount: known(scaling._min()), maxCount: known(scaling._max()) })),
      ...(exec ? under('exec', exec._findings({ ipv6Only: this.facts.ipv6Only })) : []),
      ...under('shutdown', this.checkShutdown()),
      ...under('healthCheckGracePeriod', checkHealthGrace({
        graceSeconds: knownSeconds(healthCheckGracePeriod),
        startPeriodSeconds: task._startPeriodSeconds(),
        healthSource: this.healthSource,
      })),
      ...under('network', this.checkNetwork()),
      ...checkName('Service.Name', 'serviceName', known(this.choices.serviceName)),
    ];
  }

  private checkShutdown(): Finding[] {
    const { shutdown: { stop }, task, traffic } = this.choices;
    return [
      ...checkShutdown({
        fargate: this.facts.fargate,
        spot: this.facts.spot,
        drainSeconds: traffic._isBalanced ? knownSeconds(this.drain) : undefined,
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

  /** What draining leaves of the notice before a Spot task is stopped. */
  private stopWithinSpotNotice(): Duration {
    if (!this.choices.traffic._isBalanced) {
      return Duration.seconds(SPOT_NOTICE_SECONDS);
    }
    const drain = knownSeconds(this.drain) ?? DEFAULT_DRAIN.toSeconds();
    return Duration.seconds(Math.max(FARGATE_TIMEOUT.min, SPOT_NOTICE_SECONDS - Math.ceil(drain)));
  }

  private checkNetwork(): Finding[] {
    const { cluster: { vpc }, network: { assignPublicIp, securityGroups, vpcSubnets } } = this.choices;
    const onlyPublic = vpc.publicSubnets.length > 0 && vpc.privateSubnets.length === 0 && vpc.isolatedSubnets.length === 0;
    const isPublic = vpcSubnets === undefined ? onlyPublic : vpcSubnets.subnetType === ec2.SubnetType.PUBLIC;
    return [
      ...checkAwsvpc({ subnets: vpcSubnets?.subnets?.length, securityGroups: securityGroups?.length }),
      ...(isPublic && assignPublicIp !== true && !this.facts.ipv6Only ? [advise('ServiceNetwork.NoRouteOut', 'vpcSubnets',
        'are public, where a task without a public address reaches nothing outside the VPC, its image registry included;' +
        ' choose private subnets or set `network.assignPublicIp`')] : []),
    ];
  }
}
