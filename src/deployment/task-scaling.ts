import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { MetricScaling, MetricScalingOptions } from './metric-scaling';
import { ScalingPolicy } from './scaling-policy';
import { ScheduleScaling, ScheduleScalingOptions } from './schedule-scaling';
import { StepScaling, StepScalingOptions } from './step-scaling';
import { isTrackingId, Targets, trackingsOf, trackTargets } from './target-tracking';
import { checkScaling, checkSchedule, checkTaskCount, ScheduleFacts } from '../model/deployment/scaling-bounds';
import { Finding, refuse, under } from '../model/finding';
import { known, knownSeconds } from '../private/known';

/** What moves the number of tasks between its bounds. */
export interface TaskScalingOptions {
  /**
   * Percent of their CPU that the tasks use on average, above 0 and up to 100, to be held.
   *
   * @default - CPU is not tracked
   */
  readonly cpuPercent?: number;

  /**
   * Percent of their memory that the tasks use on average, above 0 and up to 100, to be held.
   *
   * @default - memory is not tracked
   */
  readonly memoryPercent?: number;

  /**
   * Requests a minute that each task gets from an Application Load Balancer, to be held.
   *
   * With several target groups each that knows its load balancer is tracked, and the one that needs the most tasks decides.
   *
   * @default - requests are not tracked
   */
  readonly requestsPerTarget?: number;

  /**
   * Time after fewer tasks before there may be fewer again; more tasks end it.
   *
   * @default Duration.seconds(300)
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after more tasks before there may be more again; a larger need does not wait for it.
   *
   * @default Duration.seconds(60)
   */
  readonly scaleOutCooldown?: Duration;
}

/** What a scaling has to know of its service. */
export interface ScaledServiceFacts {
  /** The tasks are behind an Application Load Balancer; absent when not known. */
  readonly applicationLoadBalancer?: boolean;
}

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
   * `TaskScaling.MinAboveMax`, targets out of range with `TaskScaling.Target`, and `requestsPerTarget` without an Application Load
   * Balancer with `TaskScaling.NoBalancer`; it warns with `TaskScaling.NoPolicy` when nothing moves the number.
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

  private constructor(private readonly bounds: Bounds, private readonly targets: Targets, private readonly policies: ScalingPolicy[]) {}

  /**
   * The same, and other bounds at set times.
   *
   * A service refuses a schedule without bounds with `TaskScaling.EmptySchedule`, and one that sets a minimum above the usual maximum, or a
   * maximum below the usual minimum, with `TaskScaling.MinAboveMax`.
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
   * A service refuses metric math, percentiles and trimmed statistics with `TaskScaling.Metric`.
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
   * `TaskScaling.StepBounds`, ranges that overlap with `TaskScaling.StepsOverlap`, and more than one range without a change with
   * `TaskScaling.StepGaps`.
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

  /** @internal */
  public _findings(facts: ScaledServiceFacts): Finding[] {
    const { min, max, isExact } = this.bounds;
    const own = this.policies.flatMap((policy) => under(policy.id, policy.findings()));
    if (isExact) {
      return [...checkTaskCount(known(min)), ...this.checkAnythingScales(), ...own];
    }
    return [
      ...checkScaling({
        minCount: known(min),
        maxCount: known(max),
        trackings: trackingsOf(this.targets),
        otherPolicies: this.policies.length - this.schedules().length,
        schedules: this.schedules().length,
        scaleInSeconds: knownSeconds(this.targets.scaleInCooldown),
        scaleOutSeconds: knownSeconds(this.targets.scaleOutCooldown),
        balanced: facts.applicationLoadBalancer,
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
  public _bind(service: ecs.BaseService, targetGroups: elbv2.IApplicationTargetGroup[]): ecs.ScalableTaskCount | undefined {
    if (this.bounds.isExact) {
      return undefined;
    }
    const count = service.autoScaleTaskCount({ minCapacity: this.bounds.min, maxCapacity: this.bounds.max });
    trackTargets(count, this.targets, targetGroups);
    this.policies.forEach((policy) => policy.bind(count));
    return count;
  }

  private adding(policy: ScalingPolicy): TaskScaling {
    return new TaskScaling(this.bounds, this.targets, [...this.policies, policy]);
  }

  private checkAnythingScales(): Finding[] {
    return this.policies.length === 0 ? [] : [refuse('TaskScaling.ExactCount', '',
      `cannot move an exact number of tasks, got ${this.policies.map(({ id }) => id).join(', ')}; use TaskScaling.between`)];
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
