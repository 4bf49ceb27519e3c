import { advise, Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

const TASKS: Range = { min: 0, unit: 'tasks' };
const COOLDOWN: Range = { min: 0, unit: 'seconds' };
// Application Auto Scaling API reference, CustomizedMetricSpecification.
const STATISTICS = ['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'];

/** What is known of how a service scales. */
export interface ScalingFacts {
  readonly minCount?: number;
  readonly maxCount?: number;
  /** The metrics that are tracked; a target that is not known is listed without it. */
  readonly trackings?: readonly TrackingFacts[];
  /** Policies on other metrics: steps, custom metrics, a queue's backlog. */
  readonly otherPolicies?: number;
  /** Scheduled actions. */
  readonly schedules?: number;
  readonly scaleInSeconds?: number;
  readonly scaleOutSeconds?: number;
  /** The tasks are behind an Application Load Balancer; absent when not known. */
  readonly balanced?: boolean;
}

/** What is known of the tracking of one metric, by the property that asks for it. */
export interface TrackingFacts {
  readonly metric: 'cpuPercent' | 'memoryPercent' | 'requestsPerTarget';
  readonly target?: number;
}

/** Refuses bounds and targets that Application Auto Scaling cannot keep, and advises against scaling that never happens. */
export function checkScaling(facts: ScalingFacts): Finding[] {
  const bounds = checkBounds(facts);
  return [
    ...bounds,
    ...(facts.trackings ?? []).flatMap((tracking) => checkTracking(tracking, facts.balanced)),
    ...checkRange('TaskScaling.Cooldown', 'scaleInCooldown', facts.scaleInSeconds, COOLDOWN),
    ...checkRange('TaskScaling.Cooldown', 'scaleOutCooldown', facts.scaleOutSeconds, COOLDOWN),
    ...(bounds.length === 0 ? checkMoves(facts) : []),
  ];
}

/** New bounds from a point in time on, where `undefined` is not known. */
export interface ScheduleFacts {
  readonly minCount?: number;
  readonly maxCount?: number;
  /** The schedule has a minimum of its own. */
  readonly setsMin: boolean;
  /** The schedule has a maximum of its own. */
  readonly setsMax: boolean;
}

/** Refuses a scheduled bound on the wrong side of the other one, which stays where no schedule changes it. */
export function checkSchedule(schedule: ScheduleFacts, usual: Pick<ScalingFacts, 'minCount' | 'maxCount'>, all: readonly ScheduleFacts[]): Finding[] {
  const { minCount, maxCount, setsMin, setsMax } = schedule;
  if (setsMin === setsMax) return [];
  // Application Auto Scaling User Guide, "How scheduled scaling works": such an action has to have both.
  if (setsMin && !all.some((other) => other.setsMax) && minCount !== undefined && minCount > (usual.maxCount ?? Infinity)) {
    return [refuse('TaskScaling.MinAboveMax', 'min', `must be at most the usual max of ${usual.maxCount}, got ${minCount}; set the \`max\` of the schedule too`)];
  }
  if (setsMax && !all.some((other) => other.setsMin) && maxCount !== undefined && maxCount < (usual.minCount ?? 0)) {
    return [refuse('TaskScaling.MinAboveMax', 'max', `must be at least the usual min of ${usual.minCount}, got ${maxCount}; set the \`min\` of the schedule too`)];
  }
  return [];
}

/** Refuses a statistic that target tracking cannot follow. */
export function checkTrackedStatistic(statistic: string | undefined): Finding[] {
  return statistic === undefined || STATISTICS.includes(statistic) ? [] : [refuse('TaskScaling.Metric', 'metric',
    `must have the statistic ${oneOf(STATISTICS)} where its value is tracked, got ${statistic}; use onMetricSteps`)];
}

/** Refuses a number of tasks that is not a whole number from 0 up. */
export function checkTaskCount(count: number | undefined, path: string = ''): Finding[] {
  return checkRange('TaskScaling.Count', path, count, TASKS);
}

function checkBounds({ minCount, maxCount }: ScalingFacts): Finding[] {
  const findings = [...checkTaskCount(minCount, 'min'), ...checkTaskCount(maxCount, 'max')];
  if (findings.length > 0 || minCount === undefined || maxCount === undefined || minCount <= maxCount) return findings;
  return [refuse('TaskScaling.MinAboveMax', 'min', `must be at most the max of ${maxCount}, got ${minCount}; swap them or raise the max`)];
}

function checkTracking({ metric, target }: TrackingFacts, balanced: boolean | undefined): Finding[] {
  if (metric === 'requestsPerTarget') {
    return [
      ...(balanced === false ? [refuse('TaskScaling.NoBalancer', metric, 'counts requests of an Application Load Balancer, got a service that is behind none, or behind one that its target group does not know; track CPU')] : []),
      ...(target === undefined || target > 0 ? [] : [refuse('TaskScaling.Target', metric, `takes a number above 0, got ${target}`)]),
    ];
  }
  if (target === undefined || (target > 0 && target <= 100)) return [];
  return [refuse('TaskScaling.Target', metric, `takes a percentage above 0 and up to 100, got ${target}`)];
}

function checkMoves({ minCount, maxCount, trackings = [], otherPolicies = 0, schedules = 0 }: ScalingFacts): Finding[] {
  if (minCount === undefined || maxCount === undefined || minCount >= maxCount || otherPolicies > 0 || schedules > 0) return [];
  if (trackings.length === 0) {
    return [advise('TaskScaling.NoPolicy', '', `stays at its min of ${minCount}, since no policy moves it; track cpuPercent or requestsPerTarget, or schedule it`)];
  }
  if (minCount > 0) return [];
  return [advise('TaskScaling.StaysAtZero', 'min',
    'lets the service go to 0 tasks, where CPU, memory and requests per target have no data, so that nothing starts it again; take 1 or scale on a queue or schedule')];
}
