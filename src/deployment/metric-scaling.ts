import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { ScalingPolicy, SCALE_IN_COOLDOWN, SCALE_OUT_COOLDOWN } from './scaling-policy';
import { checkScaling, checkTrackedStatistic } from '../model/deployment/scaling-bounds';
import { Finding, refuse } from '../model/finding';
import { known, knownSeconds } from '../private/known';

/** A metric that is held near a value. */
export interface MetricScalingOptions {
  /**
   * The metric; more tasks must bring it down, such as work for each task.
   *
   * Target tracking takes no metric math and no percentiles.
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
  constructor(public readonly id: string, private readonly options: MetricScalingOptions) {}

  public findings(): Finding[] {
    const { metric, scaleInCooldown, scaleOutCooldown } = this.options;
    const targetValue = known(this.options.targetValue) ?? 1;
    return [
      ...checkMetric(metric),
      ...(targetValue > 0 ? [] : [refuse('TaskScaling.Target', 'targetValue', `takes a number above 0, got ${targetValue}`)]),
      ...checkScaling({ otherPolicies: 1, scaleInSeconds: knownSeconds(scaleInCooldown), scaleOutSeconds: knownSeconds(scaleOutCooldown) }),
    ];
  }

  public bind(count: ecs.ScalableTaskCount): void {
    const { metric, targetValue, scaleInCooldown, scaleOutCooldown } = this.options;
    count.scaleToTrackCustomMetric(this.id, {
      metric,
      targetValue,
      scaleInCooldown: scaleInCooldown ?? SCALE_IN_COOLDOWN,
      scaleOutCooldown: scaleOutCooldown ?? SCALE_OUT_COOLDOWN,
    });
  }
}

/** The CDK renders no metric math there. */
function checkMetric(metric: cloudwatch.IMetric): Finding[] {
  const { metricStat } = metric.toMetricConfig();
  return metricStat ? checkTrackedStatistic(known(metricStat.statistic))
    : [refuse('TaskScaling.Metric', 'metric', 'must be one metric where its value is tracked, got metric math; use onMetricSteps')];
}
