import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { numbered } from '../private/numbered';
import { knowsItsBalancer } from '../private/target-group-facts';

/** Where the requests of a service come from. */
export interface RequestTarget {
  readonly targetGroup: elbv2.IApplicationTargetGroup;
  /** The one that takes turns with it, where a rollout moves traffic between the two. */
  readonly alternate?: elbv2.IApplicationTargetGroup;
}

/** The targets whose requests can be counted, since their target groups know their load balancer. */
export function countable(targets: RequestTarget[]): RequestTarget[] {
  return targets.filter(({ targetGroup, alternate }) => knowsItsBalancer(targetGroup) && (alternate === undefined || knowsItsBalancer(alternate)));
}

/**
 * A metric of all target groups together.
 *
 * A target group without traffic has no data, and counts for 0: of two that take turns one has all of the traffic, or the two share it.
 */
export function sumOver(targets: RequestTarget[], metricOf: (targetGroup: elbv2.IApplicationTargetGroup) => cloudwatch.IMetric): cloudwatch.IMetric {
  const groups = targets.flatMap(({ targetGroup, alternate }, index) => [
    [numbered('primary', index), targetGroup] as const,
    ...(alternate ? [[numbered('alternate', index), alternate] as const] : []),
  ]);
  const [[, first]] = groups;
  return groups.length === 1 ? metricOf(first) : new cloudwatch.MathExpression({
    // Not `FILL(…, 0)`: it reads the last minute, whose data is still on its way, as one without requests.
    expression: `SUM([${groups.map(([id]) => id).join(', ')}])`,
    usingMetrics: Object.fromEntries(groups.map(([id, group]) => [id, metricOf(group)])),
  });
}
