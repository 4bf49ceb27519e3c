import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ResourceEnvironment } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { checkEnvironment, clusterOf, givenCapacity, notOnInstances } from './cluster-check';
import { moveIn } from './pool-tenancy';
import { assembleService, instanceCluster } from './service-assembly';
import { ServicePlan } from './service-choices';
import { choicesOf, ServiceOptions } from './service-options';
import { TaskPlacement } from './task-placement';
import { addTransportChecks } from './transport-checks';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { ProviderTasks } from '../model/capacity/capacity-split';
import { InstanceDemand } from '../model/capacity/instance-demand';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { guard } from '../private/guard';

/** What a `PooledService` is made of. */
export interface PooledServiceProps extends ServiceOptions {
  /** Where the tasks run: a pool, the pools of a zonal cluster, or Managed Instances. */
  readonly capacity: CapacityStrategy;

  /**
   * Cluster that runs the tasks, where `capacity` names providers only.
   *
   * @default - the cluster of the pools
   */
  readonly cluster?: ecs.ICluster;

  /**
   * How ECS chooses among the instances.
   *
   * @default - on EC2 tasks are packed onto as few instances as hold them; Managed Instances place tasks by themselves
   */
  readonly placement?: TaskPlacement;
}

/**
 * A service on instances: on a pool of EC2 instances, on a pool in each availability zone, or on Managed Instances.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists: among the rest a task that no instance of its
 * pool can hold (`InstanceDemand.TaskTooLarge`), and availability zone rebalancing of tasks that are packed (`PlacementOrder.Rebalancing`).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 *
 * @example
 * new PooledService(this, 'Orders', {
 *   capacity: CapacityStrategy.zonal(fleet),
 *   task: TaskBlueprint.container({ image, cpu: 512, memoryMiB: 1024, port: 8080 }),
 *   scaling: TaskScaling.between(6, 24, { cpuPercent: 60 }),
 *   traffic: TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/orders*'] }),
 * });
 */
@propertyInjectable
export class PooledService extends Construct implements iam.IGrantable, ec2.IConnectable, ecsRefs.IServiceRef {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.PooledService';

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
  /** The application load balancer that was made for the service. */
  public readonly loadBalancer?: elbv2.ApplicationLoadBalancer;
  /** The network load balancer that was made for the service. */
  public readonly networkLoadBalancer?: elbv2.NetworkLoadBalancer;
  /** The listener that brings requests to the service: made for it, or the one it was given. */
  public readonly listener?: elbv2.IApplicationListener;
  /** Listeners of the network load balancer that was made for the service, in the order of their options. */
  public readonly networkListeners: elbv2.NetworkListener[];
  /** The certificate that was made for the service's name; absent where none had to be made. */
  public readonly certificate?: acm.ICertificate;
  /** The HTTP API that brings requests to the service: made for it, or the one it was given. */
  public readonly httpApi?: apigwv2.IHttpApi;
  /** The VPC link through which the HTTP API reaches the tasks. */
  public readonly vpcLink?: apigwv2.IVpcLink;
  /** The domain of the HTTP API that was made for the service; absent where it has no `domainName`. */
  public readonly apiDomain?: apigwv2.IDomainName;
  /**
   * Where clients reach the HTTP API: `https://api.example.com/`, or the address that API Gateway makes, with a slash at its end.
   *
   * Absent without an HTTP API, and where its address is not known: of an API that is imported without its endpoint, or has a wildcard for a name.
   */
  public readonly apiUrl?: string;
  /** Target groups of the service behind application load balancers. */
  public readonly targetGroups: elbv2.IApplicationTargetGroup[];
  /** Target groups of the service behind network load balancers. */
  public readonly networkTargetGroups: elbv2.INetworkTargetGroup[];
  /** Where to add scaling policies of one's own; absent where the number of tasks is exact. */
  public readonly scalableTaskCount?: ecs.ScalableTaskCount;
  /** Alarms that roll a deployment back. */
  public readonly rollbackAlarms: cloudwatch.IAlarm[];
  /** The fewest tasks that run, outside of deployments. */
  public readonly minTaskCount: number;
  /** The most tasks that run, outside of deployments. */
  public readonly maxTaskCount: number;

  /** What one task takes of the first instance type of its pools; absent where no pool or type is known. */
  public readonly demand?: InstanceDemand;

  private readonly capacity: CapacityStrategy;
  private readonly plan: ServicePlan;

  constructor(scope: Construct, id: string, props: PooledServiceProps) {
    super(scope, id);

    const given = givenCapacity(this, 'capacity', props.capacity);
    const cluster = clusterOf(this, props.cluster ?? given._cluster);
    this.capacity = given._on(cluster);
    const choices = {
      ...choicesOf(props),
      cluster,
      capacity: this.capacity,
      capacityPath: 'capacity',
      placement: props.placement,
    };
    const plan = new ServicePlan(choices);
    this.plan = plan;
    guard(this, [
      ...(plan.platform === 'fargate' ? [notOnInstances(cluster, this.capacity)] : []),
      ...checkEnvironment(this, props.cluster ? 'cluster' : 'capacity', cluster),
      ...plan.findings(),
    ]);

    const built = assembleService(this, choices, plan, (service) => new ecs.Ec2Service(this, 'Service', {
      ...service,
      cluster: instanceCluster(choices, plan),
      placementStrategies: plan.placement.written,
      placementConstraints: props.placement?.constraints,
    }));
    moveIn(this, choices, plan.facts);
    addTransportChecks(built.service, built.traffic.targets);
    this.service = built.service;
    this.taskDefinition = built.taskDefinition;
    this.taskRole = built.taskRole;
    this.executionRole = built.executionRole;
    this.connections = built.service.connections;
    this.logGroup = built.logGroup;
    this.loadBalancer = built.traffic.loadBalancer;
    this.networkLoadBalancer = built.traffic.networkLoadBalancer;
    this.listener = built.traffic.listener;
    this.networkListeners = built.traffic.networkListeners;
    this.certificate = built.traffic.certificate;
    this.httpApi = built.traffic.httpApi;
    this.vpcLink = built.traffic.vpcLink;
    this.apiDomain = built.traffic.apiDomain;
    this.apiUrl = built.traffic.apiUrl;
    this.targetGroups = built.traffic.applicationTargetGroups;
    this.networkTargetGroups = built.traffic.networkTargetGroups;
    this.scalableTaskCount = built.scalableTaskCount;
    this.rollbackAlarms = built.rollbackAlarms;
    this.demand = plan.demand;
    this.minTaskCount = choices.scaling._min();
    this.maxTaskCount = choices.scaling._max();
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
   * The share of each capacity provider in a number of tasks, as expected; ECS does not promise how it rounds.
   *
   * Names of capacity providers that CloudFormation makes are tokens.
   */
  public tasksByProvider(taskCount: number): ProviderTasks[] {
    return this.capacity._split()?.tasksFor(taskCount) ?? [];
  }

  /**
   * What a deployment does with a number of tasks: the most that run at once, what happens when, and how long it takes.
   *
   * @param taskCount tasks that run outside of deployments
   * @param startSeconds from the order to start a task until it runs and answers; without it `unknowns` of the plan names it
   */
  public rolloutPlan(taskCount: number, startSeconds?: number): RolloutPlan {
    return this.plan.rolloutPlan(taskCount, startSeconds);
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
