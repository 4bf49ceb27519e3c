import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TimeZone } from 'aws-cdk-lib/core';
import { ScalingPolicy } from './scaling-policy';
import { Finding, refuse } from '../model/finding';
import { checkScaling, checkScheduleTimes, ScheduleFacts } from '../model/scaling/scaling-bounds';
import { known } from '../private/known';

/** New bounds for the number of tasks, from a point in time on. */
export interface ScheduleScalingOptions {
  /** When the bounds change. */
  readonly schedule: appscaling.Schedule;

  /**
   * The fewest tasks from then on.
   *
   * @default - stays as it was; one of `min` and `max` is needed
   */
  readonly min?: number;

  /**
   * The most tasks from then on.
   *
   * @default - stays as it was; one of `min` and `max` is needed
   */
  readonly max?: number;

  /**
   * Time zone of the schedule.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;

  /**
   * Point in time before which the schedule does nothing.
   *
   * @default - it counts at once
   */
  readonly startTime?: Date;

  /**
   * Point in time after which the schedule does nothing; the bounds stay as they are then.
   *
   * @default - it has no end
   */
  readonly endTime?: Date;
}

/** Changes the bounds at set times. */
export class ScheduleScaling implements ScalingPolicy {
  public readonly schedule: ScheduleFacts;

  constructor(public readonly id: string, private readonly options: ScheduleScalingOptions) {
    const { min, max } = options;
    this.schedule = { minCount: known(min), maxCount: known(max), setsMin: min !== undefined, setsMax: max !== undefined };
  }

  public findings(): Finding[] {
    const { minCount, maxCount, setsMin, setsMax } = this.schedule;
    if (!setsMin && !setsMax) {
      return [refuse('TaskScaling.EmptySchedule', '', 'needs a new `min`, a new `max` or both, got neither')];
    }
    const { startTime, endTime } = this.options;
    return [...checkScaling({ minCount, maxCount, schedules: 1 }), ...checkScheduleTimes(startTime, endTime)];
  }

  public bind(count: ecs.ScalableTaskCount): void {
    const { min, max, ...options } = this.options;
    count.scaleOnSchedule(this.id, { ...options, minCapacity: min, maxCapacity: max });
  }
}
