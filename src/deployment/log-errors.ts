import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding, refuse, under } from '../model/finding';
import { checkRange, Range } from '../model/range';
import { known } from '../private/known';
import { numbered } from '../private/numbered';

const NAMESPACE = 'CdkEcsBlueprints';
// CloudWatch Logs API reference, MetricTransformation: the longest name of a metric.
const LONGEST_METRIC_NAME = 255;
const EVENTS: Range = { min: 1, unit: 'log events' };

/** Log events that fail a deployment when there are too many of them. */
export interface LogErrors {
  /** What such an event looks like: `logs.FilterPattern.anyTerm('ERROR', 'FATAL')`. */
  readonly pattern: logs.IFilterPattern;

  /** Events a minute, over all tasks old and new, from 1 on. */
  readonly perMinute: number;

  /**
   * Log groups that are searched, of the standard class.
   *
   * @default - those that the service's containers log to with `TaskLogging.cloudWatch`
   */
  readonly logGroups?: logs.ILogGroup[];
}

/**
 * Refuses a number that no event is needed for, and errors that are searched for nowhere.
 *
 * @param hasLogGroup whether the service is known to log to CloudWatch Logs; absent when not known
 */
export function checkLogErrors({ perMinute, logGroups }: LogErrors, hasLogGroup?: boolean): Finding[] {
  const searched = logGroups === undefined ? hasLogGroup : logGroups.length > 0;
  return under('logErrors', [
    ...checkRange('RollbackAlarms.Count', 'perMinute', known(perMinute), EVENTS),
    ...(searched === false ? [refuse('RollbackAlarms.NoLogGroup', 'logGroups',
      'needs a log group to search, got none, and the service is not known to log to one; name those that its containers log to')] : []),
  ]);
}

/** One metric for all log groups: their events add up. */
export function countLogErrors(scope: Construct, { pattern }: LogErrors, logGroups: readonly logs.ILogGroup[], period: Duration): cloudwatch.IMetric {
  const metricName = Names.uniqueResourceName(scope, { separator: '-', maxLength: LONGEST_METRIC_NAME });
  logGroups.forEach((logGroup, index) => new logs.MetricFilter(scope, numbered('LogErrorsFilter', index), {
    logGroup, filterPattern: pattern, metricNamespace: NAMESPACE, metricName,
  }));
  return new cloudwatch.Metric({ namespace: NAMESPACE, metricName, statistic: cloudwatch.Stats.SUM, period });
}
