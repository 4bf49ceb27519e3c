import { Duration } from 'aws-cdk-lib/core';
import { checkIdleSeconds, NEVER_ENDED } from '../model/capacity/managed-instances';
import { Finding } from '../model/finding';
import { knownSeconds } from '../private/known';

/**
 * What happens to instances of a `ManagedInstancesPool` that run few tasks or none.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-capacityprovider-infrastructureoptimization.html
 */
export class IdleInstances {
  /**
   * Their tasks move together and they end after this time, up to 3600 seconds: a longer one lets new tasks start without waiting.
   *
   * A pool refuses other times with `ManagedInstances.ScaleIn`.
   */
  public static endAfter(delay: Duration): IdleInstances {
    return new IdleInstances(delay);
  }

  /** They stay until AWS replaces them to patch them; you pay for them. */
  public static keep(): IdleInstances {
    return new IdleInstances();
  }

  private constructor(private readonly delay?: Duration) {}

  /** @internal */
  public _findings(): Finding[] {
    return checkIdleSeconds(knownSeconds(this.delay));
  }

  /** @internal */
  public _seconds(): number {
    return this.delay?.toSeconds() ?? NEVER_ENDED;
  }
}
