import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Lazy, ResourceEnvironment } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { QueueAlarms } from './queue-alarms';
import { QueueMetrics } from './queue-metrics';
import { backlogScaling } from './queue-scaling';
import { checkQueueWorker, stopFor } from './queue-worker-checks';
import { grantWork } from './task-permissions';
import { WorkQueue } from './work-queue';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { ProviderTasks } from '../model/capacity/capacity-split';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { acknowledgeQueueAddress } from '../private/acknowledge';
import { guard } from '../private/guard';
import { knownSeconds } from '../private/known';
import { TaskRange } from '../service/base-and-burst';
import { checkEnvironment, clusterOf, givenCapacity } from '../service/cluster-check';
import { CommonServiceOptions } from '../service/common-service-options';
import { moveIn } from '../service/pool-tenancy';
import { assembleService, instanceCluster, ServiceProps } from '../service/service-assembly';
import { ServiceChoices, ServicePlan } from '../service/service-choices';
import { choicesOf } from '../service/service-options';
import { TaskPlacement } from '../service/task-placement';
import { insightsOf } from '../watch/container-insights';

const DEFAULT_TASKS: TaskRange = { min: 1, max: 10 };
const DEFAULT_CONCURRENCY = 1;

/** What a `QueueWorker` is made of. */
export interface QueueWorkerProps extends CommonServiceOptions {
  /**
   * How long a message may wait before a task takes it on, while there are fewer tasks than `tasks.max`.
   *
   * Scaling takes some minutes to answer a burst, whose messages may wait for longer.
   */
  readonly acceptableLatency: Duration;

  /** How long a task works on a message, on average; up to 12 hours. */
  readonly messageDuration: Duration;

  /**
   * Messages that a task works on at the same time, from 1; let it take no more than these from the queue at once.
   *
   * @default 1
   */
  readonly concurrency?: number;

  /**
   * The fewest and the most tasks. With a minimum of 0 a worker without work costs nothing, and its first message waits for some minutes.
   *
   * @default - 1 to 10
   */
  readonly tasks?: TaskRange;

  /**
   * Where the work comes from.
   *
   * @default WorkQueue.create()
   */
  readonly queue?: WorkQueue;

  /**
   * Where the tasks run.
   *
   * @default - one task on on-demand Fargate, so that the queue moves when Spot runs short, and all others on Fargate Spot
   */
  readonly capacity?: CapacityStrategy;

  /**
   * Cluster that runs the tasks.
   *
   * @default - the cluster of the pools that `capacity` names
   */
  readonly cluster?: ecs.ICluster;

  /**
   * How ECS chooses among instances, where `capacity` names some.
   *
   * @default - on EC2 tasks are packed onto as few instances as hold them; Managed Instances place tasks by themselves
   */
  readonly placement?: TaskPlacement;

  /**
   * Let tasks protect themselves from scale-in and deployments while they work on a message; the application has to ask for it.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
   */
  readonly taskProtection?: boolean;

  /**
   * Alarms on messages that failed and on messages that wait for too long.
   *
   * @default QueueAlarms.standard()
   */
  readonly alarms?: QueueAlarms;
}

/**
 * A service that works on the messages of a queue, with as many tasks as the backlog needs.
 *
 * Target tracking holds the messages of each running task, waiting and in flight, at `1 + acceptableLatency / messageDuration` for each
 * message that it works on at once. CPU says nothing of a backlog, and is not tracked.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists. Its own codes are `QueueWorker.Latency`,
 * `QueueWorker.MessageDuration`, `QueueWorker.Concurrency`, `QueueWorker.NoTasks`, `QueueWorker.NoContainer`,
 * `QueueWorker.VariableTaken` and `QueueWorker.TaskElsewhere`, and the warnings `QueueWorker.Unprotected`, `QueueWorker.SpotNotice`,
 * `QueueWorker.LongProtection` and `QueueWorker.FixedRole`.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 *
 * @example
 * const email = new QueueWorker(this, 'Email', {
 *   cluster: platform.cluster,
 *   task,
 *   acceptableLatency: Duration.minutes(2),
 *   messageDuration: Duration.seconds(5),
 * });
 * email.queue.grantSendMessages(web);
 */
@propertyInjectable
export class QueueWorker extends Construct implements iam.IGrantable, ec2.IConnectable, ecsRefs.IServiceRef {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.QueueWorker';

  /** The queue that the tasks work on. */
  public readonly queue: sqs.IQueue;
  /** Where messages go that failed; absent where none is known. */
  public readonly deadLetterQueue?: sqs.IQueue;
  /** The ECS service. */
  public readonly service: ecs.BaseService;
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
  /** Where to add scaling policies of one's own, such as a schedule. */
  public readonly scalableTaskCount: ecs.ScalableTaskCount;
  /** Alarms that roll a deployment back. */
  public readonly rollbackAlarms: cloudwatch.IAlarm[];
  /** Goes off when messages have failed; absent without a known dead-letter queue, and where alarms are not wanted. */
  public readonly deadLettersAlarm?: cloudwatch.Alarm;
  /** Goes off when messages wait for too long; absent where alarms are not wanted. */
  public readonly oldestMessageAlarm?: cloudwatch.Alarm;
  /** The fewest tasks that run, outside of deployments. */
  public readonly minTaskCount: number;
  /** The most tasks that run, outside of deployments. */
  public readonly maxTaskCount: number;

  private readonly capacity: CapacityStrategy;
  private readonly metrics: QueueMetrics;
  private readonly plan: ServicePlan;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);

    const { acceptableLatency, messageDuration, concurrency = DEFAULT_CONCURRENCY, tasks = DEFAULT_TASKS, taskProtection = true } = props;
    const workQueue = props.queue ?? WorkQueue.create();
    const alarms = props.alarms ?? QueueAlarms.standard();
    const given = givenCapacity(this, 'capacity', props.capacity ?? spotWithBase());
    const cluster = clusterOf(this, props.cluster ?? given._cluster);
    this.capacity = given._on(cluster);
    // Queue and service are made once everything has been checked.
    this.metrics = new QueueMetrics({
      queueName: Lazy.string({ produce: () => this.queue.queueName }),
      clusterName: cluster.clusterName,
      serviceName: Lazy.string({ produce: () => this.service.serviceName }),
    }, ['enabled', 'enhanced'].includes(insightsOf(cluster) ?? ''));
    const latencySeconds = knownSeconds(acceptableLatency);
    const messageSeconds = knownSeconds(messageDuration);
    const choices = {
      ...choicesOf(props),
      cluster,
      capacity: this.capacity,
      capacityPath: 'capacity',
      placement: props.placement,
      scaling: backlogScaling(tasks, { latencySeconds: latencySeconds ?? 1, messageSeconds: messageSeconds ?? 1, concurrency }, this.metrics),
      shutdown: { stop: stopFor(props.task, this.capacity._facts(cluster), messageSeconds), ...props.shutdown },
    };
    const plan = new ServicePlan(choices);
    this.plan = plan;
    guard(this, [
      ...checkEnvironment(this, props.cluster ? 'cluster' : 'capacity', cluster),
      ...checkQueueWorker(this, { ...props, queue: workQueue, alarms, concurrency, tasks, taskProtection }, plan, cluster),
    ]);

    const { queue, deadLetterQueue } = workQueue._bind(this, messageDuration);
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    const built = assembleService(this, choices, plan, (service) => this.makeService(service, choices));
    if (plan.platform !== 'fargate') moveIn(this, choices, plan.facts);
    this.service = built.service;
    this.taskDefinition = built.taskDefinition;
    this.taskRole = built.taskRole;
    this.executionRole = built.executionRole;
    this.connections = built.service.connections;
    this.logGroup = built.logGroup;
    this.scalableTaskCount = built.scalableTaskCount!;
    this.rollbackAlarms = built.rollbackAlarms;
    this.minTaskCount = tasks.min;
    this.maxTaskCount = tasks.max;

    this.taskDefinition.defaultContainer!.addEnvironment(workQueue._urlVariable, queue.queueUrl);
    acknowledgeQueueAddress(this.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition, workQueue._urlVariable);
    grantWork(this, this.taskRole, { queue, protectedIn: taskProtection ? cluster : undefined });
    const made = alarms._bind(this, { metrics: this.metrics, deadLetterQueue, latencySeconds: latencySeconds!, messageSeconds: messageSeconds! });
    this.deadLettersAlarm = made.deadLetters;
    this.oldestMessageAlarm = made.oldestMessage;
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
   * Empty where the cluster's default strategy decides. Names of capacity providers that CloudFormation makes are tokens.
   */
  public tasksByProvider(taskCount: number): ProviderTasks[] {
    return this.capacity._split()?.tasksFor(taskCount) ?? [];
  }

  /**
   * What a deployment does with a number of tasks: the most that run at once, what happens when, and how long it takes.
   *
   * @param taskCount tasks that run outside of deployments
   * @param startSeconds from the order to start a task until it runs; without it `unknowns` of the plan names it
   */
  public rolloutPlan(taskCount: number, startSeconds?: number): RolloutPlan {
    return this.plan.rolloutPlan(taskCount, startSeconds);
  }

  /**
   * Messages for each running task, waiting and in flight: what scaling holds at its target. There is none while no task runs.
   *
   * @default - the most in a minute
   */
  public metricBacklogPerTask(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.metrics.backlogPerTask(options);
  }

  /**
   * Seconds since the oldest message that is still in the queue was sent: what `oldestMessageAlarm` looks at.
   *
   * @default - the most in a minute
   */
  public metricOldestMessage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.oldestMessageAge(options);
  }

  private makeService(service: ServiceProps, choices: ServiceChoices): ecs.BaseService {
    return this.plan.platform === 'fargate' ? new ecs.FargateService(this, 'Service', service) : new ecs.Ec2Service(this, 'Service', {
      ...service,
      cluster: instanceCluster(choices, this.plan),
      placementStrategies: this.plan.placement.written,
      placementConstraints: choices.placement?.constraints,
    });
  }
}

/** An interruption costs a worker one more try, but no Spot capacity at all would stop it. */
function spotWithBase(): CapacityStrategy {
  return CapacityStrategy.fargateSpot({ onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 });
}
