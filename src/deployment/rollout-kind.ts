import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { Finding } from '../model/finding';

/** How many tasks the service runs outside of deployments; absent when not known. */
export interface RolloutCounts {
  readonly minCount?: number;
  readonly maxCount?: number;
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
  | 'availabilityZoneRebalancing'
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
  /** Does on the finished service what its props cannot say; its target groups are attached by then. */
  apply(service: ecs.BaseService): void;
}

/** One way to replace old tasks with new ones. A new kind of rollout is a new file with one of these. */
export interface RolloutKind {
  findings(counts: RolloutCounts): Finding[];
  plan(desiredCount: number): RolloutPlan;
  bind(scope: Construct, context: RolloutContext): BoundRollout;
}
