import { advise, Finding, refuse } from '../finding';

const REQUESTS = 'ALBRequestCountPerTarget';

/** What is known of the target group whose requests a policy counts. */
export interface RequestLabelFacts {
  readonly predefinedMetric?: string;
  /** It is written. */
  readonly label?: boolean;
  /** The target group that is in it, by its logical id. */
  readonly group?: string;
  /** Target groups of the service; absent where not all are known. */
  readonly groups?: readonly string[];
}

/** Refuses a policy that counts no requests, and advises against one that counts those of somebody else. Application Auto Scaling API reference, PredefinedMetricSpecification. */
export function checkRequestLabel({ group, groups, label, predefinedMetric }: RequestLabelFacts): Finding[] {
  if (predefinedMetric !== REQUESTS) return [];
  if (label === false) {
    return [refuse('TaskScaling.NoLabel', 'resourceLabel',
      `is needed for ${REQUESTS}, got none; write app/<balancer>/<id>/targetgroup/<group>/<id>, from LoadBalancerFullName and TargetGroupFullName`)];
  }
  return group === undefined || groups === undefined || groups.includes(group) ? [] : [advise('TaskScaling.OtherLabel', 'resourceLabel',
    `names a target group of another service, got ${group}; name the one that the service registers its tasks with`)];
}
