import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { numbered } from '../private/numbered';

/** One line of what CloudWatch is to calculate; target tracking and predictive scaling take the same. */
type MetricQuery = appscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty;

/** A metric and what it is made of, as a scaling policy takes it; without a period, which is the policy's own. */
export function metricQueries(metric: cloudwatch.IMetric): MetricQuery[] {
  const used = usedBy(metric);
  const isFree = (id: string) => !used.has(id);
  const result = [0, ...used.keys()].map((_, index) => numbered('result', index)).find(isFree)!;
  return [...used.values(), queryOf(result, metric, true)];
}

/** Whether a metric is one that CloudWatch finds by its name, or is calculated from such. */
export function isMeasured(metric: cloudwatch.IMetric): boolean {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat !== undefined || mathExpression !== undefined;
}

/** What an expression uses, and what that uses in turn; the CDK has seen to it that no id stands for two metrics. */
function usedBy(metric: cloudwatch.IMetric): Map<string, MetricQuery> {
  const { mathExpression } = metric.toMetricConfig();
  return new Map(Object.entries(mathExpression?.usingMetrics ?? {}).flatMap(([id, used]) => [
    ...usedBy(used), [id, queryOf(id, used, false)] as const,
  ]));
}

function queryOf(id: string, metric: cloudwatch.IMetric, returnData: boolean): MetricQuery {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  if (metricStat === undefined) {
    return { id, expression: mathExpression?.expression, returnData };
  }
  const { dimensions, metricName, namespace, statistic, unitFilter } = metricStat;
  return { id, metricStat: { metric: { dimensions, metricName, namespace }, stat: statistic, unit: unitFilter }, returnData };
}
