import * as kms from 'aws-cdk-lib/aws-kms';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Duration } from 'aws-cdk-lib/core';

/** When a schedule counts, and what it belongs to. */
export interface ScheduleTiming {
  /**
   * How long after its time a run may start, in whole minutes from 1 to 1440 (`ScheduledTask.Window` otherwise).
   *
   * It spreads runs of many schedules at the full hour.
   *
   * @default - a run starts within the minute
   */
  readonly flexibleWindow?: Duration;

  /**
   * Point in time before which nothing is started (`ScheduledTask.Time` for a date that is none).
   *
   * EventBridge Scheduler takes none that is past: it is left out of the template from then on. A `rate` counts from it, so that
   * `ScheduledTask.StartPassed` warns there.
   *
   * @default - the schedule counts at once
   */
  readonly start?: Date;

  /**
   * Point in time after which nothing is started (`ScheduledTask.Time` when it is not after the start).
   *
   * `ScheduledTask.EndPassed` warns once it is past.
   *
   * @default - the schedule has no end
   */
  readonly end?: Date;

  /**
   * Whether the schedule starts anything at all.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Group that the schedule belongs to.
   *
   * @default - the account's group `default`
   */
  readonly group?: scheduler.IScheduleGroup;

  /**
   * Key that encrypts the schedule, its overrides included. Whoever deploys the stack needs to be allowed to use it too.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;
}
