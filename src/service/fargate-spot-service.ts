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
import { checkEnvironment, givenCapacity } from './cluster-check';
import { assembleService } from './service-assembly';
import { ServicePlan } from './service-choices';
import { choicesOf, ServiceOptions } from './service-options';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { SpotSplit } from '../cluster/spot-split';
import { ProviderTasks } from '../model/capacity/capacity-split';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { refuse } from '../model/finding';
import { guard } from '../private/guard';

/** What a `FargateSpotService` is made of. */
export interface FargateSpotServiceProps extends ServiceOptions {
  /** Cluster that runs the tasks; it has to offer `FARGATE` and `FARGATE_SPOT`. */
  readonly cluster: ecs.ICluster;

  /**
   * How tasks are shared out between on-demand Fargate and Fargate Spot.
   *
   * @default - one task on demand before any on Spot, then one on demand to one on Spot
   */
  readonly spot?: SpotSplit;

  /**
   * Another capacity strategy in place of `spot`, such as the cluster's default.
   *
   * @default - Fargate and Fargate Spot, as `spot` says
   */
  readonly capacity?: CapacityStrategy;
}

/**
 * A service on Fargate and Fargate Spot: some tasks on demand that always run, the rest on Spot at a fraction of the price.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 *
 * @example
 * const web = new FargateSpotService(this, 'Web', {
 *   cluster: platform.cluster,
 *   task: TaskBlueprint.container({
 *     image,
 *     size: FargateSize.of(1024, 2048),
 *     port: 8080,
 *     healthCheck: ContainerHealth.curl('/health'),
 *   }),
 *   spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 },
 *   scaling: TaskScaling.between(4, 20, { cpuPercent: 60, requestsPerTarget: 1000 }),
 *   traffic: TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone }),
 * });
 * bucket.grantReadWrite(web);
 */
@propertyInjectable
export class FargateSpotService extends Construct implements iam.IGrantable, ec2.IConnectable, ecsRefs.IServiceRef {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.FargateSpotService';

  /** The ECS service. */
  public readonly service: ecs.FargateService;
  /** The task definition that the service runs. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Security groups of the tasks. */
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

  private readonly capacity: CapacityStrategy;
  private readonly plan: ServicePlan;

  constructor(scope: Construct, id: string, props: FargateSpotServiceProps) {
    super(scope, id);

    this.capacity = props.capacity ? givenCapacity(this, 'capacity', props.capacity) : CapacityStrategy.fargateSpot(props.spot);
    const choices = {
      ...choicesOf(props),
      cluster: props.cluster,
      capacity: this.capacity,
      capacityPath: props.capacity ? 'capacity' : 'spot',
    };
    const plan = new ServicePlan(choices);
    this.plan = plan;
    guard(this, [
      ...(plan.platform === 'fargate' ? [] : [refuse('FargateSpotService.Instances', 'capacity',
        `is on Fargate, got ${plan.platform}; make a PooledService for tasks on instances`)]),
      ...checkEnvironment(this, 'cluster', props.cluster),
      ...plan.findings(),
      ...(props.capacity && props.spot ? [refuse('FargateSpotService.TwoCapacities', 'capacity',
        'takes the place of `spot`, got both; leave one of them out')] : []),
    ]);

    const built = assembleService(this, choices, plan, (service) => new ecs.FargateService(this, 'Service', service));
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
   * Empty where the cluster's default strategy decides.
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
   * CPU that the tasks use, in percent of what their size reserves.
   *
   * @default - average over 5 minutes
   */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.service.metricCpuUtilization(options);
  }

  /**
   * Memory that the tasks use, in percent of what their size reserves.
   *
   * @default - average over 5 minutes
   */
  public metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.service.metricMemoryUtilization(options);
  }
}
