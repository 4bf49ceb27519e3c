import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { at, BaseOptions, BurstOptions, baseScaling, burstCapacity, burstScaling, checkBaseAndBurst } from './base-and-burst';
import { checkEnvironment, clusterOf, givenCapacity } from './cluster-check';
import { refuseServers } from './mesh-check';
import { moveIn } from './pool-tenancy';
import { buildService, securityGroupsFor, trafficContext } from './service-assembly';
import { ServicePlan } from './service-choices';
import { ServiceNetwork } from './service-network';
import { Shutdown } from './shutdown';
import { TaskPlacement } from './task-placement';
import { WeightReconciler } from './weight-reconciler';
import { Rollout } from '../deployment/rollout';
import { InstanceDemand } from '../model/capacity/instance-demand';
import { acknowledgeBurst } from '../private/acknowledge';
import { guard } from '../private/guard';
import { withInstances } from '../private/instance-cluster';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';
import { TrafficSource } from '../traffic/traffic-source';
import { boundTraffic } from '../traffic/traffic-strategy';

/** What a `BaseAndBurstService` is made of. */
export interface BaseAndBurstServiceProps {
  /** The tasks that always run, on instances. */
  readonly base: BaseOptions;

  /** The tasks that come and go with the load, on Fargate. */
  readonly burst: BurstOptions;

  /** What runs on both sides: containers, a size that Fargate has, roles, secrets, logs. */
  readonly task: TaskBlueprint;

  /** The listener rule that shares requests out between both sides: of a new application load balancer, or of an existing listener. */
  readonly traffic: TrafficSource;

  /**
   * Cluster of both sides, where `base.capacity` names providers only.
   *
   * @default - the cluster of the pools
   */
  readonly cluster?: ecs.ICluster;

  /**
   * How a new revision replaces the old one, on both sides at once.
   *
   * @default Rollout.rolling()
   */
  readonly rollout?: Rollout;

  /**
   * How ECS chooses among the instances of the base.
   *
   * @default - tasks are packed onto as few instances as hold them
   */
  readonly placement?: TaskPlacement;

  /**
   * Where in the VPC the tasks of both sides run.
   *
   * @default - private subnets, no public address, one security group for both sides
   */
  readonly network?: ServiceNetwork;

  /**
   * Shells into running containers with ECS Exec.
   *
   * @default - off
   */
  readonly exec?: ExecAccess;

  /**
   * How a task is drained and stopped.
   *
   * @default - 30 seconds to drain, and the rest of Spot's two minutes' notice to stop
   */
  readonly shutdown?: Shutdown;
}

/**
 * A base of tasks on instances that you own, and a burst of tasks on Fargate that you rent, behind one listener rule.
 *
 * ECS cannot mix instances and Fargate in one service, so these are two, with a target group each. A function keeps the weights of the
 * rule in step with the healthy tasks of both sides, so that each task gets the same share, and a side without tasks gets no request.
 * Both run the same task definition, with one set of roles, logs and alarms.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html
 *
 * @example
 * new BaseAndBurstService(this, 'Orders', {
 *   base: { capacity: CapacityStrategy.zonal(fleet), tasks: 6 },
 *   burst: { tasks: { min: 1, max: 30 }, cpuPercent: 60 },
 *   task: TaskBlueprint.container({ image, size: FargateSize.of(512, 1024), port: 8080 }),
 *   traffic: TrafficSource.listenerRule({ listener, priority: 20, pathPatterns: ['/orders*'] }),
 * });
 */
@propertyInjectable
export class BaseAndBurstService extends Construct implements iam.IGrantable, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.BaseAndBurstService';

  /** The service on instances. */
  public readonly baseService: ecs.Ec2Service;
  /** The service on Fargate. */
  public readonly burstService: ecs.FargateService;
  /** The task definition that both sides run. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Security groups of the tasks of both sides. */
  public readonly connections: ec2.Connections;
  /** Where the containers log to; absent where another log driver was chosen. */
  public readonly logGroup?: logs.ILogGroup;
  /** The load balancer that was made for the service. */
  public readonly loadBalancer?: elbv2.ApplicationLoadBalancer;
  /** The listener that brings requests to the service: made for it, or the one it was given. */
  public readonly listener?: elbv2.IApplicationListener;
  /** Target group of the base. */
  public readonly baseTargetGroup: elbv2.IApplicationTargetGroup;
  /** Target group of the burst. */
  public readonly burstTargetGroup: elbv2.IApplicationTargetGroup;
  /** Alarms that roll a deployment back, on both sides. */
  public readonly rollbackAlarms: cloudwatch.IAlarm[];
  /** What one task takes of the first instance type of the base; absent where no pool or type is known. */
  public readonly demand?: InstanceDemand;
  /** The fewest tasks of the base, outside of deployments. */
  public readonly minBaseTaskCount: number;
  /** The fewest tasks that run on both sides together, outside of deployments. */
  public readonly minTaskCount: number;
  /** The most tasks that run on both sides together, outside of deployments. */
  public readonly maxTaskCount: number;

  constructor(scope: Construct, id: string, props: BaseAndBurstServiceProps) {
    super(scope, id);

    const given = givenCapacity(this, 'base.capacity', props.base.capacity);
    const cluster = clusterOf(this, props.cluster ?? given._cluster);
    const shared = {
      cluster,
      task: props.task,
      traffic: props.traffic,
      rollout: props.rollout ?? Rollout.rolling(),
      network: props.network ?? {},
      shutdown: props.shutdown ?? {},
      exec: props.exec,
    };
    const base = { ...shared, capacity: given._on(cluster), capacityPath: 'base.capacity', placement: props.placement, scaling: baseScaling(props.base) };
    const burst = { ...shared, capacity: burstCapacity(props.burst), capacityPath: 'burst.spot', scaling: burstScaling(props.burst) };
    const basePlan = new ServicePlan(base, ['fargate']);
    const burstPlan = new ServicePlan(burst, [basePlan.platform]);
    guard(this, [
      ...checkEnvironment(this, props.cluster ? 'cluster' : 'base.capacity', cluster),
      ...checkBaseAndBurst(props.base, props.burst, shared, basePlan, burstPlan),
    ]);

    const task = props.task._bind(this, { ...burstPlan.facts, spot: basePlan.facts.spot || burstPlan.facts.spot });
    const securityGroups = securityGroupsFor(this, burst, burstPlan);
    const traffic = props.traffic._bind(this, {
      ...trafficContext(base, basePlan, securityGroups),
      partner: {
        id: 'Burst',
        networkMode: burstPlan.networkMode,
        securityGroups,
        ownWeight: base.scaling._min(),
        weight: burst.scaling._min(),
      },
    });
    const [{ login, partner, rule }] = traffic.targets;
    this.baseTargetGroup = traffic.applicationTargetGroups[0];
    this.burstTargetGroup = partner!.applicationTargetGroup!;

    const [baseScope, burstScope] = [new Construct(this, 'Base'), new Construct(this, 'Burst')];
    const parts = { task, securityGroups, watchedTargetGroups: [this.baseTargetGroup, this.burstTargetGroup] };
    const onInstances = buildService(baseScope, base, basePlan, { ...parts, traffic }, (service) => new ecs.Ec2Service(baseScope, 'Service', {
      ...service,
      cluster: withInstances(base.cluster),
      placementStrategies: basePlan.placement.written,
      placementConstraints: props.placement?.constraints,
    }));
    const onFargate = buildService(burstScope, burst, burstPlan, {
      ...parts, traffic: boundTraffic([partner!]), alarms: onInstances.rollbackAlarms,
    }, (service) => new ecs.FargateService(burstScope, 'Service', service));
    acknowledgeBurst(burstScope);
    new WeightReconciler(this, 'Weights', {
      cluster: base.cluster,
      services: [onInstances.service, onFargate.service],
      ruleArns: [rule!.listenerRuleArn],
      targetGroups: [this.baseTargetGroup, this.burstTargetGroup],
      userPoolArns: login?._userPool && [login._userPool.userPoolArn],
    });

    refuseServers(this, { baseService: onInstances.service, burstService: onFargate.service });
    moveIn(this, base, basePlan.facts, (finding) => at('base', finding));
    this.baseService = onInstances.service;
    this.burstService = onFargate.service;
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskDefinition.taskRole;
    this.executionRole = task.taskDefinition.obtainExecutionRole();
    this.connections = onFargate.service.connections;
    this.logGroup = task.logGroups[0];
    this.loadBalancer = traffic.loadBalancer;
    this.listener = traffic.listener;
    this.rollbackAlarms = onInstances.rollbackAlarms;
    this.demand = basePlan.demand;
    this.minBaseTaskCount = base.scaling._min();
    this.minTaskCount = base.scaling._min() + burst.scaling._min();
    this.maxTaskCount = base.scaling._max() + burst.scaling._max();
  }

  /** The role that `grant*` methods give permissions to: the task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }
}
