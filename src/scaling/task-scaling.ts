import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ForecastScaling, ForecastScalingOptions } from './forecast-scaling';
import { MetricScaling, MetricScalingOptions } from './metric-scaling';
import { ScaledServiceFacts, ScalingPolicy } from './scaling-policy';
import { ScheduleScaling, ScheduleScalingOptions } from './schedule-scaling';
import { StepScaling, StepScalingOptions } from './step-scaling';
import { suspend, SuspendedScalingOptions } from './suspended-scaling';
import { isTrackingId, measureTargets, RequestTarget, trackingsOf, trackTargets } from './target-tracking';
import { TaskScalingOptions } from './task-scaling-options';
import { Finding, refuse, under } from '../model/finding';
import { checkScaling, checkSchedule, checkTaskCount, ScheduleFacts } from '../model/scaling/scaling-bounds';
import { known, knownSeconds } from '../private/known';

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly isExact: boolean;
}

/**
 * How many tasks of a service run.
 *
 * With several things tracked, ECS adds tasks when one of them asks for more, and takes tasks away only when all of them ask for fewer.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export class TaskScaling {
  /**
   * Always this many tasks; 0 stops the service without deleting it.
   *
   * A service refuses a number that is not whole or below 0 with `TaskScaling.Count`.
   *
   * @param count number of tasks
   */
  public static exactly(count: number): TaskScaling {
    return new TaskScaling({ min: count, max: count, isExact: true }, {}, []);
  }

  /**
   * A number of tasks that follows the load; the template then names none, so that a deployment leaves the number as it is.
   *
   * A service refuses numbers that are not whole or below 0 with `TaskScaling.Count`, a minimum above the maximum with
   * `TaskScaling.MinAboveMax`, targets out of range with `TaskScaling.Target`, `requestsPerTarget` without an Application Load
   * Balancer with `TaskScaling.NoBalancer`, and `highResolution` without CPU or memory with `TaskScaling.HighResolution`; it warns with
   * `TaskScaling.NoPolicy` when nothing moves the number, and with `TaskScaling.StaysAtZero` when nothing could start the first task.
   *
   * @example
   * TaskScaling.between(4, 20, { cpuPercent: 60, requestsPerTarget: 1000 });
   *
   * @param min the fewest tasks
   * @param max the most tasks
   */
  public static between(min: number, max: number, options: TaskScalingOptions = {}): TaskScaling {
    return new TaskScaling({ min, max, isExact: false }, options, []);
  }

  private constructor(
    private readonly bounds: Bounds, private readonly targets: TaskScalingOptions, private readonly policies: ScalingPolicy[],
    private readonly suspension?: SuspendedScalingOptions,
  ) {}

  /**
   * The same, and other bounds at set times.
   *
   * A service refuses a schedule without bounds with `TaskScaling.EmptySchedule`, one that sets a minimum above the usual maximum, or a
   * maximum below the usual minimum, with `TaskScaling.MinAboveMax`, and one that ends before it starts with `TaskScaling.ScheduleTime`.
   *
   * @example
   * TaskScaling.between(2, 20, { cpuPercent: 60 }).onSchedule('Morning', {
   *   schedule: appscaling.Schedule.cron({ hour: '8', minute: '0' }),
   *   timeZone: cdk.TimeZone.EUROPE_BERLIN,
   *   min: 10,
   * });
   *
   * @param id name of the schedule, of its own among all schedules and metrics of this scaling
   */
  public onSchedule(id: string, options: ScheduleScalingOptions): TaskScaling {
    return this.adding(new ScheduleScaling(id, options));
  }

  /**
   * The same, and a metric that is held near a value.
   *
   * A service refuses what is neither a metric nor metric math with `TaskScaling.Metric`, and a value that is not above 0 with
   * `TaskScaling.Target`.
   *
   * @example
   * declare const waiting: cloudwatch.Metric;
   * declare const tasks: cloudwatch.Metric;
   *
   * TaskScaling.between(1, 20).onMetric('Backlog', {
   *   metric: new cloudwatch.MathExpression({ expression: 'waiting / tasks', usingMetrics: { waiting, tasks } }),
   *   targetValue: 100,
   * });
   *
   * @param id name of the policy, of its own among all schedules and metrics of this scaling
   */
  public onMetric(id: string, options: MetricScalingOptions): TaskScaling {
    return this.adding(new MetricScaling(id, options));
  }

  /**
   * The same, and steps by ranges of a metric.
   *
   * A service refuses fewer than 2 or more than 40 steps with `TaskScaling.Steps`, a step without bounds with `TaskScaling.Step` or
   * `TaskScaling.StepBounds`, ranges that overlap with `TaskScaling.StepsOverlap`, more than one range without a change with
   * `TaskScaling.StepGaps`, changes that are not whole, below -100 percent or below 0 tasks in all with `TaskScaling.StepChange`, and a least
   * change that is below 1 or not for steps in percent with `TaskScaling.MinAdjustment`.
   *
   * @example
   * declare const waiting: cloudwatch.Metric;
   *
   * TaskScaling.between(0, 20).onMetricSteps('Waiting', {
   *   metric: waiting,
   *   steps: [{ upper: 0, change: -1 }, { lower: 1, change: 1 }, { lower: 100, change: 5 }],
   * });
   *
   * @param id name of the policy, of its own among all schedules and metrics of this scaling
   */
  public onMetricSteps(id: string, options: StepScalingOptions): TaskScaling {
    return this.adding(new StepScaling(id, options));
  }

  /**
   * The same, and more tasks before the load is there, by a forecast (predictive scaling).
   *
   * It needs 24 hours of data before its first forecast, makes one for each hour of the next two days, and never takes tasks away: track
   * something too. It only forecasts unless told otherwise.
   *
   * A service refuses targets out of range with `TaskScaling.Target`, requests without an Application Load Balancer with
   * `TaskScaling.NoBalancer`, and buffers out of range with `TaskScaling.MaxCapacityBuffer` and `TaskScaling.SchedulingBuffer`; it warns with
   * `TaskScaling.NeverScalesIn` when only forecasts move the number.
   *
   * @example
   * TaskScaling.between(4, 20, { cpuPercent: 60 }).onForecast('Daily', { metric: ForecastMetric.cpu(60), forecastOnly: false });
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/predictive-auto-scaling.html
   * @param id name of the policy, of its own among all schedules and metrics of this scaling
   */
  public onForecast(id: string, options: ForecastScalingOptions): TaskScaling {
    return this.adding(new ForecastScaling(id, options));
  }

  /**
   * The same, at rest: everything is left alone, or what is named.
   *
   * The number of tasks then stays where it is, for a migration or a look at an incident. To end it, name nothing before you take this away,
   * `suspended({})`: Application Auto Scaling keeps what an update leaves out.
   *
   * @example
   * TaskScaling.between(4, 20, { cpuPercent: 60 }).suspended({ scaleIn: true });
   */
  public suspended(options: SuspendedScalingOptions = { scaleIn: true, scaleOut: true, schedules: true }): TaskScaling {
    return new TaskScaling(this.bounds, this.targets, this.policies, options);
  }

  /** @internal */
  public _findings(facts: ScaledServiceFacts): Finding[] {
    const { min, max, isExact } = this.bounds;
    const own = this.policies.flatMap((policy) => under(policy.id, policy.findings(facts)));
    if (isExact) {
      return [...checkTaskCount(known(min)), ...this.checkAnythingScales(), ...own];
    }
    return [
      ...checkScaling({
        minCount: known(min),
        maxCount: known(max),
        trackings: trackingsOf(this.targets),
        otherPolicies: this.policies.flatMap(({ moves }) => moves ?? []),
        schedules: this.schedules().length,
        scaleInSeconds: knownSeconds(this.targets.scaleInCooldown),
        scaleOutSeconds: knownSeconds(this.targets.scaleOutCooldown),
        balanced: facts.applicationLoadBalancer,
        highResolution: this.targets.highResolution,
      }),
      ...this.checkIds(),
      ...own,
      ...this.policies.flatMap(({ id, schedule }) => (schedule
        ? under(id, checkSchedule(schedule, { minCount: known(min), maxCount: known(max) }, this.schedules())) : [])),
    ];
  }

  /**
   * The fewest tasks, at any time of a schedule.
   *
   * @internal
   */
  public _min(): number {
    return reach(this.bounds.min, this.schedules().map(({ minCount }) => minCount), Math.min);
  }

  /**
   * The most tasks, at any time of a schedule.
   *
   * @internal
   */
  public _max(): number {
    return reach(this.bounds.max, this.schedules().map(({ maxCount }) => maxCount), Math.max);
  }

  /** @internal */
  public _desiredCount(): number | undefined {
    return this.bounds.isExact ? this.bounds.min : undefined;
  }

  /** @internal */
  public _bind(service: ecs.BaseService, targets: RequestTarget[]): ecs.ScalableTaskCount | undefined {
    if (this.bounds.isExact) {
      return undefined;
    }
    const count = service.autoScaleTaskCount({ minCapacity: this.bounds.min, maxCapacity: this.bounds.max });
    measureTargets(service, this.targets);
    trackTargets(count, this.targets, targets);
    this.policies.forEach((policy) => policy.bind(count, targets));
    if (this.suspension) {
      suspend(count, this.suspension);
    }
    return count;
  }

  private adding(policy: ScalingPolicy): TaskScaling {
    return new TaskScaling(this.bounds, this.targets, [...this.policies, policy], this.suspension);
  }

  private checkAnythingScales(): Finding[] {
    const added = [...this.policies.map(({ id }) => id), ...(this.suspension ? ['suspended'] : [])];
    return added.length === 0 ? [] : [refuse('TaskScaling.ExactCount', '',
      `cannot move an exact number of tasks, got ${added.join(', ')}; use TaskScaling.between`)];
  }

  private checkIds(): Finding[] {
    const ids = this.policies.map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) < index);
    const taken = this.policies.filter(({ id, schedule }) => schedule === undefined && isTrackingId(id, this.targets)).map(({ id }) => id);
    return [
      ...[...new Set(twice)].map((id) => refuse('TaskScaling.SameId', id, 'must be the id of one schedule or metric only, got it more than once; give each its own')),
      ...taken.map((id) => refuse('TaskScaling.SameId', id, 'is the id of a target that is tracked, got it for another metric; give that one another')),
    ];
  }

  private schedules(): ScheduleFacts[] {
    return this.policies.flatMap(({ schedule }) => schedule ?? []);
  }
}

/** A bound and those of the schedules, where they are known. */
function reach(usual: number, scheduled: (number | undefined)[], most: (...numbers: number[]) => number): number {
  return known(usual) === undefined ? usual : most(usual, ...scheduled.filter((count) => count !== undefined));
}
