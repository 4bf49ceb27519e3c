import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { metricQueries } from './metric-queries';
import { addPolicy } from './scaling-resource';
import { known } from '../private/known';

// Application Auto Scaling API reference, CustomizedMetricSpecification; as a query a metric may have any other, too.
const STATISTICS = ['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'];

/** The value to hold, and how calmly. */
export interface Tracking {
  readonly targetValue: number;
  readonly scaleInCooldown: Duration;
  readonly scaleOutCooldown: Duration;
}

/** Adds a policy that holds a metric or metric math near a value. */
export function trackMetric(count: ecs.ScalableTaskCount, id: string, metric: cloudwatch.IMetric, tracking: Tracking): void {
  if (isPlain(metric)) {
    count.scaleToTrackCustomMetric(id, { metric, ...tracking });
    return;
  }
  addPolicy(count, id, {
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      customizedMetricSpecification: { metrics: metricQueries(metric) },
      targetValue: tracking.targetValue,
      scaleInCooldown: tracking.scaleInCooldown.toSeconds(),
      scaleOutCooldown: tracking.scaleOutCooldown.toSeconds(),
    },
  });
}

/** What the L2 can write: one metric with one of the old statistics. */
function isPlain(metric: cloudwatch.IMetric): boolean {
  const { metricStat } = metric.toMetricConfig();
  return metricStat !== undefined && STATISTICS.includes(known(metricStat.statistic) ?? 'Average');
}
