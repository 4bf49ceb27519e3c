import { advise, Finding } from '../finding';
import { checkRange, Range } from '../range';

// CloudFormation reference, AWS::ECS::Service HealthCheckGracePeriodSeconds.
const GRACE_PERIOD: Range = { min: 0, max: 2147483647, unit: 'seconds' };

/** What is known of a service's health-check grace period. */
export interface HealthGraceFacts {
  readonly graceSeconds?: number;
  /** Longest `startPeriod` of the task's containers. */
  readonly startPeriodSeconds?: number;
  /** The service is behind a balancer, or a container has a health check; absent when not known. */
  readonly healthSource?: boolean;
}

/** Refuses a grace period out of range, and advises against one that nothing uses or that ends before a container's start period. */
export function checkHealthGrace({ graceSeconds, startPeriodSeconds, healthSource }: HealthGraceFacts): Finding[] {
  if (graceSeconds === undefined) return [];
  const findings = checkRange('HealthGrace.Range', '', graceSeconds, GRACE_PERIOD);
  if (findings.length > 0) return findings;
  if (graceSeconds > 0 && healthSource === false) {
    return [advise('HealthGrace.NoHealthSource', '',
      `is not used without a load balancer or a container health check, got ${graceSeconds} seconds and neither; leave it out`)];
  }
  if (startPeriodSeconds === undefined || startPeriodSeconds <= graceSeconds) return [];
  return [advise('HealthGrace.EndsEarly', '',
    `should last as long as the container's start period of ${startPeriodSeconds} seconds, got ${graceSeconds}; raise it`)];
}
