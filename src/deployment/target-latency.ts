import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { checkPercent } from '../model/deployment/alarm-thresholds';
import { Finding, refuse, under } from '../model/finding';
import { known, knownSeconds } from '../private/known';

// Of fewer than a hundred requests a minute, the 99th percentile is the slowest one.
const DEFAULT_PERCENTILE = 90;

/** How long targets may take to answer. */
export interface TargetLatency {
  /** Time from a request's way to the target until its answer begins, above 0; an alarm goes off at it. */
  readonly limit: Duration;

  /**
   * Percent of the requests in a minute that have to be answered below the limit, above 0 and up to 100.
   *
   * @default 90
   */
  readonly percentile?: number;
}

/** Refuses limits that nothing, or everything, is below. */
export function checkTargetLatency({ limit, percentile }: TargetLatency): Finding[] {
  const seconds = knownSeconds(limit);
  return under('targetLatency', [
    ...(seconds === undefined || seconds > 0 ? [] : [refuse('RollbackAlarms.Latency', 'limit', `takes a time above 0 seconds, got ${seconds}`)]),
    ...checkPercent('percentile', known(percentile)),
  ]);
}

/** Seconds, as Elastic Load Balancing measures them: without requests there is no data. */
export function targetResponseTime(targetGroup: elbv2.IApplicationTargetGroup, { percentile }: TargetLatency, period: Duration): cloudwatch.IMetric {
  return targetGroup.metrics.targetResponseTime({ statistic: cloudwatch.Stats.percentile(percentile ?? DEFAULT_PERCENTILE), period });
}
