import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { refineBreaker } from './circuit-breaker';
import { checkAlarmPartition, failOnAlarms, failOnNoAlarms } from './deployment-alarms';
import { addHooks } from './deployment-hook';
import { succeedEarly } from './early-success';
import { RollbackAlarms } from './rollback-alarms';
import { BoundRollout, RolledService, RolloutContext, RolloutKind, RolloutPace } from './rollout-kind';
import { BreakerThreshold, checkBreakerThreshold } from '../model/deployment/breaker-threshold';
import { checkEarlySuccess, EarlySuccess } from '../model/deployment/early-success';
import { checkRolloutOver, RolloutPlan } from '../model/deployment/rollout-plan';
import { Finding, refuse, under } from '../model/finding';
import { guard } from '../private/guard';
import { known } from '../private/known';

const DEFAULT_MIN_HEALTHY_PERCENT = 100;
const DEFAULT_MAX_HEALTHY_PERCENT = 200;

/** How a rolling update goes. */
export interface RollingOptions {
  /**
   * Percent of the desired tasks that keep running during a deployment, rounded up to whole tasks; from 0 to 100.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number;

  /**
   * Percent of the desired tasks that may run during a deployment, old and new together, rounded down to whole tasks; 100 or more.
   *
   * @default 200
   */
  readonly maxHealthyPercent?: number;

  /**
   * How many tasks may fail before the circuit breaker fails the deployment.
   *
   * @default BreakerThreshold.boundedPercent(50)
   */
  readonly breaker?: BreakerThreshold;

  /**
   * Whether a task that becomes healthy sets the breaker's count of failures back to 0.
   *
   * @default true
   */
  readonly resetOnHealthyTask?: boolean;

  /**
   * Whether the circuit breaker is off; a deployment whose tasks keep failing then goes on for up to three hours.
   *
   * @default false
   */
  readonly withoutBreaker?: boolean;

  /**
   * Whether a failed deployment goes back to the last one that completed; the very first one has none to go back to.
   *
   * @default true
   */
  readonly rollback?: boolean;

  /**
   * Alarms that fail a deployment too.
   *
   * ECS watches them during the deployment and for a while after it, which it derives from their periods and which cannot be set.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
   *
   * @default - the circuit breaker alone decides
   */
  readonly rollbackOn?: RollbackAlarms;

  /**
   * When a deployment counts as successful before all its tasks are healthy.
   *
   * @default - once all are healthy and the old ones are gone, or as the service has it: `EarlySuccess.off()` writes it out
   */
  readonly earlySuccess?: EarlySuccess;

  /**
   * Whether ECS moves running tasks to even out the availability zones; needs a `maxHealthyPercent` above 100.
   *
   * @default - on, but off where `maxHealthyPercent` is 100, and where tasks are packed onto instances or run as daemons
   */
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}

/** ECS replaces tasks batch by batch. */
export class RollingUpdate implements RolloutKind {
  public readonly name = 'Rollout.rolling';
  public readonly minHealthyPercent: number;
  public readonly maxHealthyPercent: number;
  public readonly rebalancing?: ecs.AvailabilityZoneRebalancing;

  constructor(private readonly options: RollingOptions) {
    this.minHealthyPercent = options.minHealthyPercent ?? DEFAULT_MIN_HEALTHY_PERCENT;
    this.maxHealthyPercent = options.maxHealthyPercent ?? DEFAULT_MAX_HEALTHY_PERCENT;
    this.rebalancing = options.availabilityZoneRebalancing;
  }

  public findings({ minCount, maxCount, instances, targetGroups = [], hasLogGroup }: RolledService): Finding[] {
    const { breaker, earlySuccess, rollbackOn } = this.options;
    return [
      ...checkRolloutOver(minCount, maxCount, {
        minHealthyPercent: known(this.minHealthyPercent),
        maxHealthyPercent: known(this.maxHealthyPercent),
        instances,
        rebalancing: this.rebalancing === ecs.AvailabilityZoneRebalancing.ENABLED,
      }),
      ...(breaker ? under('breaker', checkBreakerThreshold({ type: breaker.type, value: known(breaker.value) })) : []),
      ...this.checkBreakerIsOn(),
      ...(earlySuccess ? under('earlySuccess', checkEarlySuccess({
        healthyPercent: known(earlySuccess.healthyPercent), minHealthyPercent: known(this.minHealthyPercent),
      })) : []),
      ...(rollbackOn ? under('rollbackOn', [...rollbackOn._findings({ hasLogGroup }), ...rollbackOn._targetFindings(targetGroups)]) : []),
    ];
  }

  public plan(desiredCount: number, pace: RolloutPace = {}): RolloutPlan {
    const alarmSeconds = this.options.rollbackOn?._seconds;
    const { maxHealthyPercent, minHealthyPercent } = this;
    return RolloutPlan.of({ ...pace, alarmSeconds, desiredCount, minHealthyPercent, maxHealthyPercent });
  }

  public bind(scope: Construct, context: RolloutContext): BoundRollout {
    const { earlySuccess, rollbackOn } = this.options;
    guard(scope, under('rollout.rollbackOn', rollbackOn ? checkAlarmPartition(Stack.of(scope)) : []));
    const rollback = this.options.rollback ?? true;
    const isBreakerOn = !this.options.withoutBreaker;
    const alarms: cloudwatch.IAlarm[] = [];
    return {
      alarms,
      serviceProps: {
        minHealthyPercent: this.minHealthyPercent,
        maxHealthyPercent: this.maxHealthyPercent,
        deploymentStrategy: ecs.DeploymentStrategy.ROLLING,
        // Off is written too, as everything that an earlier rollout may have left: a service keeps what an update leaves out.
        circuitBreaker: { enable: isBreakerOn, rollback: isBreakerOn && rollback },
      },
      apply: (service, shared) => {
        const resource = service.node.defaultChild as ecs.CfnService;
        refineBreaker(resource, this.options);
        addHooks(resource, []);
        if (earlySuccess) {
          succeedEarly(resource, earlySuccess);
        }
        if (rollbackOn) {
          const guards = shared ?? rollbackOn._bind(scope, { ...context, service: resource, clusterName: context.cluster.clusterName });
          alarms.push(...guards);
          failOnAlarms(resource, guards, rollback);
        } else {
          failOnNoAlarms(resource);
        }
      },
    };
  }

  private checkBreakerIsOn(): Finding[] {
    const { breaker, resetOnHealthyTask, withoutBreaker } = this.options;
    const setting = breaker !== undefined ? 'breaker' : 'resetOnHealthyTask';
    return withoutBreaker && (breaker !== undefined || resetOnHealthyTask !== undefined)
      ? [refuse('Rollout.BreakerIsOff', setting, 'is for the circuit breaker, got `withoutBreaker` too; leave one of them out')]
      : [];
  }
}
