import { Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

// ECS Developer Guide, "How the deployment circuit breaker detects failures": the bounds of BOUNDED_PERCENT.
const LEAST_FAILURES = 3;
const MOST_FAILURES = 200;
// AWS names a whole number and no ends; below 1 the breaker would trip before any task failed.
const VALUE: Range = { min: 1 };

const TYPES = ['COUNT', 'BOUNDED_PERCENT', 'UNBOUNDED_PERCENT'];

/**
 * How many tasks may fail before the deployment circuit breaker trips.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 *
 * @example
 * BreakerThreshold.boundedPercent(50).failuresFor(10); // 5
 */
export class BreakerThreshold {
  /**
   * Exactly this many failed tasks, whatever the desired count is.
   *
   * A construct that takes the threshold refuses a value below 1 with `BreakerThreshold.Value`.
   *
   * @param failures failed tasks
   */
  public static count(failures: number): BreakerThreshold {
    return new BreakerThreshold('COUNT', failures);
  }

  /**
   * A percentage of the desired count, rounded up, but at least 3 and at most 200 failed tasks; ECS itself takes 50 percent.
   *
   * A construct that takes the threshold refuses a value below 1 with `BreakerThreshold.Value`.
   *
   * @param percent percent of the desired count, a whole number
   */
  public static boundedPercent(percent: number): BreakerThreshold {
    return new BreakerThreshold('BOUNDED_PERCENT', percent);
  }

  /**
   * A percentage of the desired count, rounded up, without lower or upper bound.
   *
   * A construct that takes the threshold refuses a value below 1 with `BreakerThreshold.Value`.
   *
   * @param percent percent of the desired count, a whole number
   */
  public static unboundedPercent(percent: number): BreakerThreshold {
    return new BreakerThreshold('UNBOUNDED_PERCENT', percent);
  }

  private constructor(
    /** `COUNT`, `BOUNDED_PERCENT` or `UNBOUNDED_PERCENT`. */
    public readonly type: string,
    /** Failed tasks for `COUNT`, percent of the desired count otherwise. */
    public readonly value: number,
  ) {}

  /**
   * The number of failed tasks at which the breaker trips.
   *
   * @param desiredCount tasks that the service is to run
   */
  public failuresFor(desiredCount: number): number {
    if (this.type === 'COUNT') return this.value;
    const failures = Math.ceil(desiredCount * this.value / 100);
    return this.type === 'UNBOUNDED_PERCENT' ? failures : Math.min(Math.max(failures, LEAST_FAILURES), MOST_FAILURES);
  }
}

/** What is known of a circuit breaker's threshold. */
export interface BreakerThresholdFacts {
  readonly type?: string;
  readonly value?: number;
}

/** Refuses a threshold that ECS cannot count with. */
export function checkBreakerThreshold({ type, value }: BreakerThresholdFacts): Finding[] {
  return [
    ...(type === undefined || TYPES.includes(type) ? [] : [refuse('BreakerThreshold.Type', 'type', `takes ${oneOf(TYPES)}, got ${type}`)]),
    ...checkRange('BreakerThreshold.Value', 'value', value, VALUE),
  ];
}
