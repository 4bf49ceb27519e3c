import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

const TASKS: Range = { min: 0, unit: 'tasks' };
const COOLDOWN: Range = { min: 0, unit: 'seconds' };

/** What is known of how a service scales. */
export interface ScalingFacts {
  readonly minCount?: number;
  readonly maxCount?: number;
  /** The metrics that are tracked; a target that is not known is listed without it. */
  readonly trackings?: readonly TrackingFacts[];
  /** Policies on other metrics: steps, custom metrics, a queue's backlog, forecasts that are acted upon. */
  readonly otherPolicies?: readonly MovesFacts[];
  /** Policies that only forecast, and move nothing. */
  readonly onlyForecasts?: number;
  /** Scheduled actions. */
  readonly schedules?: number;
  readonly scaleInSeconds?: number;
  readonly scaleOutSeconds?: number;
  /** The tasks are behind an Application Load Balancer; absent when not known. */
  readonly balanced?: boolean;
  /** CPU and memory are measured every 20 seconds. */
  readonly highResolution?: boolean;
}

/** How a policy moves the number of tasks. */
export interface MovesFacts {
  /** It has a measure at 0 tasks, and starts the first. */
  readonly fromZero: boolean;
  /** It takes tasks away, too. */
  readonly scalesIn: boolean;
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
    ...(facts.trackings ?? []).flatMap(({ metric, target }) => checkTarget(metric, metric, target, facts.balanced)),
    ...checkResolution(facts),
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
    return [refuse('TaskScaling.MinAboveMax', 'min', `must be at most the usual maximum of ${usual.maxCount}, got ${minCount}; set the \`max\` of the schedule too`)];
  }
  if (setsMax && !all.some((other) => other.setsMin) && maxCount !== undefined && maxCount < (usual.minCount ?? 0)) {
    return [refuse('TaskScaling.MinAboveMax', 'max', `must be at least the usual minimum of ${usual.minCount}, got ${maxCount}; set the \`min\` of the schedule too`)];
  }
  return [];
}

/** Refuses points in time that are none, and a schedule that ends before it begins. */
export function checkScheduleTimes(startTime: Date | undefined, endTime: Date | undefined): Finding[] {
  const unreadable = Object.entries({ startTime, endTime }).filter(([, time]) => time !== undefined && Number.isNaN(time.getTime()));
  if (unreadable.length > 0) {
    return unreadable.map(([path]) => refuse('TaskScaling.ScheduleTime', path, 'must be a point in time, got a date that is none; use a form such as 2030-01-31T08:00:00Z'));
  }
  return startTime === undefined || endTime === undefined || startTime < endTime ? [] : [refuse('TaskScaling.ScheduleTime', 'endTime',
    `must be later than the start at ${startTime.toISOString()}, got ${endTime.toISOString()}; swap them`)];
}

/** Refuses what no scaling policy can measure, such as a search. */
export function checkMeasured(path: string, measured: boolean): Finding[] {
  return measured ? [] : [refuse('TaskScaling.Metric', path, 'must be a metric or metric math, got another expression; name the metrics that it is made of')];
}

/** Refuses a target that a metric can never have. */
export function checkTarget(metric: TrackingFacts['metric'], path: string, target: number | undefined, balanced?: boolean): Finding[] {
  if (metric === 'requestsPerTarget') {
    return [
      ...(balanced === false ? [refuse('TaskScaling.NoBalancer', path, 'counts requests of an Application Load Balancer, got a service that is behind none, or behind one that its target group does not know; track CPU')] : []),
      ...checkValue(path, target),
    ];
  }
  if (target === undefined || (target > 0 && target <= 100)) return [];
  return [refuse('TaskScaling.Target', path, `takes a percentage above 0 and up to 100, got ${target}`)];
}

/** Refuses a value of a metric that is not above 0. */
export function checkValue(path: string, value: number | undefined): Finding[] {
  return value === undefined || value > 0 ? [] : [refuse('TaskScaling.Target', path, `takes a number above 0, got ${value}`)];
}

/** Refuses a number of tasks that is not a whole number from 0 up. */
export function checkTaskCount(count: number | undefined, path: string = ''): Finding[] {
  return checkRange('TaskScaling.Count', path, count, TASKS);
}

function checkBounds({ minCount, maxCount }: ScalingFacts): Finding[] {
  const findings = [...checkTaskCount(minCount, 'min'), ...checkTaskCount(maxCount, 'max')];
  if (findings.length > 0 || minCount === undefined || maxCount === undefined || minCount <= maxCount) return findings;
  return [refuse('TaskScaling.MinAboveMax', 'min', `must be at most the maximum of ${maxCount}, got ${minCount}; swap them or raise the max`)];
}

function checkResolution({ highResolution, trackings = [] }: ScalingFacts): Finding[] {
  const measured = trackings.some(({ metric }) => metric !== 'requestsPerTarget');
  return !highResolution || measured ? [] : [refuse('TaskScaling.HighResolution', 'highResolution',
    'measures CPU and memory more often, got neither of them tracked; set cpuPercent or memoryPercent, or leave it out')];
}

function checkMoves({ minCount, maxCount, onlyForecasts = 0, otherPolicies = [], schedules = 0, trackings = [] }: ScalingFacts): Finding[] {
  if (minCount === undefined || maxCount === undefined || minCount >= maxCount || schedules > 0) return [];
  if (trackings.length + otherPolicies.length === 0) {
    return onlyForecasts > 0 ? [] : [advise('TaskScaling.NoPolicy', '', `stays at its minimum of ${minCount}, since no policy moves it; track cpuPercent or requestsPerTarget, or schedule it`)];
  }
  if (trackings.length === 0 && !otherPolicies.some(({ scalesIn }) => scalesIn)) {
    return [advise('TaskScaling.NeverScalesIn', '', 'only ever gets more tasks, since no policy takes any away; track cpuPercent or requestsPerTarget too')];
  }
  if (minCount > 0 || otherPolicies.some(({ fromZero }) => fromZero)) return [];
  return [advise('TaskScaling.StaysAtZero', 'min',
    'lets the service go to 0 tasks, where CPU, memory and requests per target have no data and a percentage changes nothing, so that nothing starts it again; '
    + 'take 1, or scale on a queue by numbers of tasks or on a schedule')];
}
