import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { CodeDeployRollout } from './code-deploy';
import { CodeDeployOptions } from './code-deploy-options';
import { CanaryOptions, LinearOptions, NativeShift, ShiftOptions } from './native-shift';
import { RollingOptions, RollingUpdate } from './rolling-update';
import { BoundRollout, RolledService, RolloutContext, RolloutKind, RolloutPace, Shifting } from './rollout-kind';
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

  /**
   * New tasks start beside the old ones, and CodeDeploy moves the traffic to them; for those who have to stay with CodeDeploy.
   *
   * Stack updates ship new tasks through a deployment that CloudFormation waits for, and go back with it. Nothing else of such a service
   * may be changed by CloudFormation, which is why every use is advised against with `CodeDeployRollout.NativePreferred`.
   *
   * A service refuses what CodeDeploy does not take with `CodeDeployRollout.Percent`, `.Interval`, `.ApprovalWait`, `.TerminationWait`,
   * `.TestHeader`, `.HookWithoutTestTraffic`, `.NetworkBalancer` and `.Alarms`, a service without exactly one pair of target groups of its
   * own with `.NoBalancer`, `.SeveralTargetGroups`, `.TargetGroup` and `.Daemon`, and a deployment that takes longer than CloudFormation
   * waits with `.Time`. What else works with ECS deployments alone is refused at synth, such as Service Connect with `.ServiceConnect`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
   *
   * @example
   * Rollout.codeDeploy({ config: CodeDeployConfig.linear(10, Duration.minutes(5)), rollbackOn: RollbackAlarms.standard() });
   */
  public static codeDeploy(options: CodeDeployOptions = {}): Rollout {
    return new Rollout(new CodeDeployRollout(options));
  }

  /**
   * All tasks of the new revision start beside the old ones, all traffic moves at once, and for a while it can move back in a moment.
   *
   * A service without a load balancer gets its new tasks like this too. Needs room for twice the tasks. A service refuses bakes and hooks
   * that ECS does not take with `TrafficShift.*`, a target group that others made with `Rollout.GivenTargetGroup`, and a daemon with
   * `Rollout.Daemon`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
   *
   * @example
   * Rollout.blueGreen({ bakeTime: cdk.Duration.minutes(15), testTraffic: TestTraffic.header('x-release', 'next'), rollbackOn: RollbackAlarms.standard() });
   */
  public static blueGreen(options: ShiftOptions = {}): Rollout {
    return new Rollout(NativeShift.blueGreen(options));
  }

  /**
   * All tasks of the new revision start beside the old ones, and the traffic moves in equal steps.
   *
   * Refused like `blueGreen`, and with `TrafficShift.Unmanaged` at synth where neither a load balancer nor Service Connect moves the traffic.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-linear.html
   *
   * @example
   * Rollout.linear({ stepPercent: 20, stepBakeTime: cdk.Duration.minutes(3), rollbackOn: RollbackAlarms.standard() });
   */
  public static linear(options: LinearOptions = {}): Rollout {
    return new Rollout(NativeShift.linear(options));
  }

  /**
   * All tasks of the new revision start beside the old ones, a little of the traffic moves first, and the rest follows.
   *
   * Refused like `linear`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html
   *
   * @example
   * Rollout.canary({ percent: 10, canaryBakeTime: cdk.Duration.minutes(10), bakeTime: cdk.Duration.minutes(5), rollbackOn: RollbackAlarms.standard() });
   */
  public static canary(options: CanaryOptions = {}): Rollout {
    return new Rollout(NativeShift.canary(options));
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

  /**
   * As errors name it.
   *
   * @internal
   */
  public get _name(): string {
    return this.kind.name;
  }

  /**
   * A second target group is wanted.
   *
   * @internal
   */
  public get _shifting(): Shifting | undefined {
    return this.kind.shifting;
  }

  /** @internal */
  public get _healthyPercent(): { readonly min: number; readonly max: number } {
    return { min: this.kind.minHealthyPercent, max: this.kind.maxHealthyPercent };
  }

  /** @internal */
  public _findings(service: RolledService): Finding[] {
    return this.kind.findings(service);
  }

  /** @internal */
  public _plan(desiredCount: number, pace: RolloutPace = {}): RolloutPlan {
    return this.kind.plan(desiredCount, pace);
  }

  /** @internal */
  public _bind(scope: Construct, context: RolloutContext): BoundRollout {
    return this.kind.bind(scope, context);
  }
}
