import { advise, Finding, refuse } from './finding';
import { checkRange, Range } from './range';

const TASKS: Range = { min: 0, unit: 'tasks' };
const COOLDOWN: Range = { min: 0, unit: 'seconds' };

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

/** Refuses a number of tasks that is not a whole number from 0 up. */
export function checkTaskCount(count: number | undefined, path: string = ''): Finding[] {
  return checkRange('TaskScaling.Count', path, count, TASKS);
}

function checkBounds({ minCount, maxCount }: ScalingFacts): Finding[] {
  const findings = [...checkTaskCount(minCount, 'min'), ...checkTaskCount(maxCount, 'max')];
  if (findings.length > 0 || minCount === undefined || maxCount === undefined || minCount <= maxCount) return findings;
  return [refuse('TaskScaling.MinAboveMax', 'min', `is at most the max of ${maxCount}, got ${minCount}; swap them or raise the max`)];
}

function checkTracking({ metric, target }: TrackingFacts, balanced: boolean | undefined): Finding[] {
  if (metric === 'requestsPerTarget') {
    return [
      ...(balanced === false ? [refuse('TaskScaling.NoBalancer', metric, 'counts requests of an Application Load Balancer, and the service has none; track CPU')] : []),
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
