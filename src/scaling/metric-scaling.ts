import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { isMeasured } from './metric-queries';
import { ScalingPolicy, SCALE_IN_COOLDOWN, SCALE_OUT_COOLDOWN } from './scaling-policy';
import { trackMetric } from './tracked-metric';
import { Finding } from '../model/finding';
import { checkMeasured, checkScaling, checkValue, MovesFacts } from '../model/scaling/scaling-bounds';
import { known, knownSeconds } from '../private/known';

/** A metric that is held near a value. */
export interface MetricScalingOptions {
  /**
   * The metric, or metric math over several; more tasks must bring it down, such as work for each task.
   *
   * It may have any statistic. Its period does not count: target tracking has its own.
   */
  readonly metric: cloudwatch.IMetric;

  /** The value to hold, above 0. */
  readonly targetValue: number;

  /**
   * Time after fewer tasks before there may be fewer again.
   *
   * @default Duration.seconds(300)
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after more tasks before there may be more again.
   *
   * @default Duration.seconds(60)
   */
  readonly scaleOutCooldown?: Duration;
}

/** Tracks a metric of the user's. */
export class MetricScaling implements ScalingPolicy {
  public readonly moves: MovesFacts = { fromZero: true, scalesIn: true };

  constructor(public readonly id: string, private readonly options: MetricScalingOptions) {}

  public findings(): Finding[] {
    const { metric, targetValue, scaleInCooldown, scaleOutCooldown } = this.options;
    return [
      ...checkMeasured('metric', isMeasured(metric)),
      ...checkValue('targetValue', known(targetValue)),
      ...checkScaling({ scaleInSeconds: knownSeconds(scaleInCooldown), scaleOutSeconds: knownSeconds(scaleOutCooldown) }),
    ];
  }

  public bind(count: ecs.ScalableTaskCount): void {
    const { metric, targetValue, scaleInCooldown, scaleOutCooldown } = this.options;
    trackMetric(count, this.id, metric, {
      targetValue,
      scaleInCooldown: scaleInCooldown ?? SCALE_IN_COOLDOWN,
      scaleOutCooldown: scaleOutCooldown ?? SCALE_OUT_COOLDOWN,
    });
  }
}
