import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { Finding } from '../model/finding';
import { AnyTargetGroup } from '../private/target-group-facts';

/** How many tasks the service runs outside of deployments; absent when not known. */
export interface RolloutCounts {
  readonly minCount?: number;
  readonly maxCount?: number;
  /** Instances that take one copy of the task each, because its host port is fixed; absent where any number of copies fits. */
  readonly instances?: number;
  /** Target groups of the service that others made. */
  readonly targetGroups?: readonly AnyTargetGroup[];
}

/** What a rollout is bound to. */
export interface RolloutContext {
  readonly cluster: ecs.ICluster;
  /** Target groups of the service behind application load balancers. */
  readonly targetGroups: elbv2.IApplicationTargetGroup[];
  /** Target groups of the service behind network load balancers. */
  readonly networkTargetGroups?: elbv2.INetworkTargetGroup[];
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
  /**
   * Does on the finished service what its props cannot say; its target groups are attached by then.
   *
   * @param shared alarms that were made for another service of the same rollout, and guard this one too
   */
  apply(service: ecs.BaseService, shared?: cloudwatch.IAlarm[]): void;
}

/** One way to replace old tasks with new ones. A new kind of rollout is a new file with one of these. */
export interface RolloutKind {
  /** What its user wants of availability zone rebalancing; absent where it is left to us. */
  readonly rebalancing?: ecs.AvailabilityZoneRebalancing;
  readonly minHealthyPercent: number;
  readonly maxHealthyPercent: number;
  findings(counts: RolloutCounts): Finding[];
  plan(desiredCount: number): RolloutPlan;
  bind(scope: Construct, context: RolloutContext): BoundRollout;
}
