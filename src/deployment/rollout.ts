import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { RollingOptions, RollingUpdate } from './rolling-update';
import { BoundRollout, RolloutContext, RolloutCounts, RolloutKind } from './rollout-kind';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { Finding } from '../model/finding';

/**
 * How a new revision of a service replaces the old one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html
 */
export class Rollout {
  /**
   * New tasks start beside the old ones, which stop as the new ones become healthy; a deployment that keeps failing is rolled back.
   *
   * A service refuses percentages that ECS does not take with `RolloutPlan.MinHealthyPercent` and `RolloutPlan.MaxHealthyPercent`, an
   * update that can never finish with `RolloutPlan.Stalls`, zone rebalancing without room for one more task with
   * `RolloutPlan.Rebalancing`, and settings of a circuit breaker that is off with `Rollout.BreakerIsOff`.
   *
   * @example
   * Rollout.rolling({ breaker: BreakerThreshold.count(5), rollbackOn: RollbackAlarms.standard() });
   */
  public static rolling(options: RollingOptions = {}): Rollout {
    return new Rollout(new RollingUpdate(options));
  }

  private constructor(private readonly kind: RolloutKind) {}

  /**
   * What its user wants of availability zone rebalancing.
   *
   * @internal
   */
  public get _rebalancing(): ecs.AvailabilityZoneRebalancing | undefined {
    return this.kind.rebalancing;
  }

  /** @internal */
  public get _healthyPercent(): { readonly min: number; readonly max: number } {
    return { min: this.kind.minHealthyPercent, max: this.kind.maxHealthyPercent };
  }

  /** @internal */
  public _findings(counts: RolloutCounts): Finding[] {
    return this.kind.findings(counts);
  }

  /** @internal */
  public _plan(desiredCount: number): RolloutPlan {
    return this.kind.plan(desiredCount);
  }

  /** @internal */
  public _bind(scope: Construct, context: RolloutContext): BoundRollout {
    return this.kind.bind(scope, context);
  }
}
