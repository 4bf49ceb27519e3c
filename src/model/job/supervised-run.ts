import { Finding } from '../finding';
import { checkRange, Range } from '../range';

// Step Functions Developer Guide, "Task workflow state" (TimeoutSeconds) and "Handling errors" (IntervalSeconds, MaxAttempts).
const TIMEOUT: Range = { min: 1, max: 99_999_999, unit: 'seconds' };
const RETRIES: Range = { min: 0, max: 99_999_999, unit: 'retries' };
const DELAY: Range = { min: 1, max: 99_999_999, unit: 'seconds' };

/** What is known of how a run is supervised. */
export interface SupervisionFacts {
  readonly timeoutSeconds?: number;
  readonly retries?: number;
  readonly retryDelaySeconds?: number;
}

/** Refuses what Step Functions does not take. */
export function checkSupervision({ timeoutSeconds, retries, retryDelaySeconds }: SupervisionFacts): Finding[] {
  return [
    ...checkRange('TaskRun.Timeout', 'timeout', timeoutSeconds, TIMEOUT),
    ...checkRange('TaskRun.Retries', 'retries', retries, RETRIES),
    ...checkRange('TaskRun.RetryDelay', 'retryDelay', retryDelaySeconds, DELAY),
  ];
}
