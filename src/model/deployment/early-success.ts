import { Finding, refuse } from '../finding';
import { checkRange, fits, Range } from '../range';

// CloudFormation reference, AWS::ECS::Service DeploymentEarlySuccessCriteria: HealthyPercent.
const PERCENT: Range = { min: 0, max: 100, unit: 'percent' };

/**
 * When a rolling update counts as successful before all its tasks are healthy; ECS starts the rest afterwards.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-deploymentearlysuccesscriteria.html
 *
 * @example
 * EarlySuccess.afterCleanup(90).healthyTasksFor(12); // 11
 */
export class EarlySuccess {
  /**
   * Once this part of the new tasks is healthy and the old ones are gone.
   *
   * A service refuses a percentage out of range with `EarlySuccess.HealthyPercent`, and one below its `minHealthyPercent` with
   * `EarlySuccess.BelowMinimum`.
   *
   * @param healthyPercent percent of the desired count, a whole number from 0 to 100
   */
  public static afterCleanup(healthyPercent: number): EarlySuccess {
    return new EarlySuccess(true, healthyPercent, 'BLOCKING');
  }

  /**
   * Once this part of the new tasks is healthy; the old ones are stopped afterwards.
   *
   * A service refuses a percentage out of range with `EarlySuccess.HealthyPercent`, and one below its `minHealthyPercent` with
   * `EarlySuccess.BelowMinimum`.
   *
   * @param healthyPercent percent of the desired count, a whole number from 0 to 100
   */
  public static beforeCleanup(healthyPercent: number): EarlySuccess {
    return new EarlySuccess(true, healthyPercent, 'DEFERRED');
  }

  /** Only once all new tasks are healthy and the old ones are gone, written out: for a service that had it otherwise. */
  public static off(): EarlySuccess {
    return new EarlySuccess(false);
  }

  private constructor(
    /** Whether a deployment may succeed early at all. */
    public readonly enabled: boolean,
    /** Percent of the desired count that has to be healthy; absent where it is off. */
    public readonly healthyPercent?: number,
    /** `BLOCKING` when old tasks are gone before a deployment succeeds, `DEFERRED` when they go after it; absent where it is off. */
    public readonly sourceCleanup?: string,
  ) {}

  /**
   * How many new tasks have to be healthy.
   *
   * @param desiredCount tasks that the service is to run
   */
  public healthyTasksFor(desiredCount: number): number {
    return Math.ceil(desiredCount * (this.healthyPercent ?? PERCENT.max!) / 100);
  }
}

/** What is known of a service that may succeed early. */
export interface EarlySuccessFacts {
  readonly healthyPercent?: number;
  readonly minHealthyPercent?: number;
}

/** Refuses a percentage that ECS does not take. */
export function checkEarlySuccess({ healthyPercent, minHealthyPercent }: EarlySuccessFacts): Finding[] {
  if (healthyPercent === undefined || minHealthyPercent === undefined || !fits(healthyPercent, PERCENT) || healthyPercent >= minHealthyPercent) {
    return checkRange('EarlySuccess.HealthyPercent', 'healthyPercent', healthyPercent, PERCENT);
  }
  return [refuse('EarlySuccess.BelowMinimum', 'healthyPercent',
    `must be at least the minimum healthy percent of ${minHealthyPercent}, got ${healthyPercent}; raise it, or lower the minimum`)];
}
