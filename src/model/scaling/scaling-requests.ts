import { Finding, refuse } from '../finding';

// Amazon ECS Developer Guide, "Use a target metric to scale Amazon ECS services": not supported for the blue/green deployment type.
const FORBIDDEN = 'ALBRequestCountPerTarget';

/** What is known of a scaling policy of a service. */
export interface TrackingPolicyFacts {
  /** Its id, or where it is in the app. */
  readonly name: string;
  /** What it tracks, if that is one of the metrics that Application Auto Scaling has a name for. */
  readonly predefinedMetric?: string;
}

/** Refuses a policy that counts the requests of one target group, while a rollout moves traffic between two. */
export function checkRequestPolicy({ name, predefinedMetric }: TrackingPolicyFacts): Finding[] {
  return predefinedMetric !== FORBIDDEN ? [] : [refuse('TaskScaling.RequestPolicy', name,
    `must not count the requests of one target group where a rollout moves traffic between two, got ${FORBIDDEN}; set requestsPerTarget of TaskScaling, which counts both`)];
}
