import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { TestTraffic } from './test-traffic';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { RolloutTimes } from '../model/deployment/rollout-time';
import { Finding } from '../model/finding';
import { AnyTargetGroup } from '../private/target-group-facts';

/** How long a load balancer takes to find a task healthy. */
export type HealthPace = Pick<RolloutTimes, 'healthCheckIntervalSeconds' | 'healthyThreshold'>;

/** What makes a rollout slow that is not of its own choosing. */
export interface RolloutPace extends RolloutTimes {
  /** A network load balancer moves traffic later than it says. */
  readonly networkBalancer?: boolean;
}

/** How traffic reaches a service, as far as it matters to a rollout. */
export interface RolledTraffic {
  /** Target groups in all. */
  readonly targets: number;
  /** Those behind listener rules of an application load balancer that were made for the service. */
  readonly rules: number;
  /** Those behind listeners of a network load balancer that were made for the service. */
  readonly networkListeners: number;
  /** A rule asks for a login before it forwards. */
  readonly login: boolean;
  /** The load balancer is made with the service, so that it may get one more listener. */
  readonly ownBalancer: boolean;
  /** How the load balancer checks new tasks; absent where that is not made here. */
  readonly health?: HealthPace;
}

/** What a rollout has to know of its service; absent where it is not known. */
export interface RolledService {
  /** The fewest and the most tasks outside of deployments. */
  readonly minCount?: number;
  readonly maxCount?: number;
  /** Instances that take one copy of the task each, because its host port is fixed; absent where any number of copies fits. */
  readonly instances?: number;
  /** Target groups of the service that others made. */
  readonly targetGroups?: readonly AnyTargetGroup[];
  readonly traffic?: RolledTraffic;
  /** One task on every instance. */
  readonly daemon?: boolean;
  /** A container logs to a log group of CloudWatch Logs that is known. */
  readonly hasLogGroup?: boolean;
}

/** A target group of a service and the one that its next revision goes into, and what leads to them. */
export interface ShiftedTarget {
  readonly targetGroup: AnyTargetGroup;
  readonly alternate: AnyTargetGroup;
  readonly listenerArn: string;
  /** The listener rule in front; absent behind a network load balancer. */
  readonly ruleArn?: string;
  readonly testListenerArn?: string;
  readonly testRuleArn?: string;
}

/** What a rollout is bound to. */
export interface RolloutContext {
  readonly cluster: ecs.ICluster;
  /** Target groups of the service behind application load balancers, those of the next revision last. */
  readonly targetGroups: elbv2.IApplicationTargetGroup[];
  /** Target groups of the service behind network load balancers, those of the next revision last. */
  readonly networkTargetGroups?: elbv2.INetworkTargetGroup[];
  /** Pairs of target groups; empty where the rollout asked for none. */
  readonly shifted?: ShiftedTarget[];
  /** Where the containers log to. */
  readonly logGroups?: logs.ILogGroup[];
}

/** The props of the L2 that are a rollout's to say. */
export type RolloutServiceProps = Pick<ecs.FargateServiceProps,
  | 'bakeTime'
  | 'canaryConfiguration'
  | 'circuitBreaker'
  | 'deploymentController'
  | 'deploymentStrategy'
  | 'lifecycleHooks'
  | 'linearConfiguration'
  | 'maxHealthyPercent'
  | 'minHealthyPercent'>;

/** A rollout on its way into one service. */
export interface BoundRollout {
  /** Go into the service as it is made. */
  readonly serviceProps: RolloutServiceProps;
  /** Alarms that fail a deployment; complete once `apply` has run. */
  readonly alarms: cloudwatch.IAlarm[];
  /** With which ECS shifts traffic; absent where it does not. */
  readonly infrastructureRole?: iam.IRole;
  /**
   * Does on the finished service what its props cannot say; its target groups are attached by then.
   *
   * @param shared alarms that were made for another service of the same rollout, and guard this one too
   */
  apply(service: ecs.BaseService, shared?: cloudwatch.IAlarm[]): void;
}

/** A second target group is wanted, for the next revision. */
export interface Shifting {
  readonly testTraffic?: TestTraffic;
}

/** One way to replace old tasks with new ones. A new kind of rollout is a new file with one of these. */
export interface RolloutKind {
  /** As errors name it: `Rollout.rolling`. */
  readonly name: string;
  /** Traffic goes from one target group to another; absent where all tasks share one. */
  readonly shifting?: Shifting;
  /** What its user wants of availability zone rebalancing; absent where it is left to us. */
  readonly rebalancing?: ecs.AvailabilityZoneRebalancing;
  readonly minHealthyPercent: number;
  readonly maxHealthyPercent: number;
  findings(service: RolledService): Finding[];
  plan(desiredCount: number, pace: RolloutPace): RolloutPlan;
  bind(scope: Construct, context: RolloutContext): BoundRollout;
}
