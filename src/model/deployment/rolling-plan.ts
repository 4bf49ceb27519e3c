import { Phase, RolloutTimes, spanOf, startSpan, stopSpan } from './rollout-time';

// CloudFormation reference, AWS::ECS::Service DeploymentConfiguration: the defaults of a replica service.
const DEFAULT_MIN_HEALTHY_PERCENT = 100;
const DEFAULT_MAX_HEALTHY_PERCENT = 200;

/** What a rolling update is planned from. */
export interface RolloutPlanOptions extends RolloutTimes {
  /** Tasks that the service runs when no deployment is going on. */
  readonly desiredCount: number;
  /**
   * Percent of the desired tasks that keep running during a deployment.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number;
  /**
   * Percent of the desired tasks that may run during a deployment, old and new together.
   *
   * @default 200
   */
  readonly maxHealthyPercent?: number;
  /**
   * Instances that take one copy of the task each, because its host port is fixed.
   *
   * @default - any number of copies fits
   */
  readonly instances?: number;
  /**
   * Seconds that ECS goes on watching the alarms that roll back, once the new tasks have taken over.
   *
   * @default 0 - no alarms
   */
  readonly alarmSeconds?: number;
}

/** What a plan of any kind tells, but for its times. */
export interface PlanOutline {
  readonly floor: number;
  readonly ceiling: number;
  readonly peakTasks: number;
  readonly batches: number[];
  readonly stalls: boolean;
  readonly phases: Phase[];
}

/** New tasks start up to the ceiling, old ones stop down to the floor, and so on: a step waits for the one before. */
export function planRolling(options: RolloutPlanOptions): PlanOutline {
  const { minHealthyPercent, maxHealthyPercent, instances, alarmSeconds = 0 } = options;
  const desired = wholeTasks(options.desiredCount);
  // Multiplied before divided: whole numbers up to there, so that the rounding is exact.
  const floor = Math.ceil(desired * (minHealthyPercent ?? DEFAULT_MIN_HEALTHY_PERCENT) / 100);
  const ceiling = Math.floor(desired * (maxHealthyPercent ?? DEFAULT_MAX_HEALTHY_PERCENT) / 100);
  const room = Math.min(ceiling, instances ?? Infinity);
  const batches: number[] = [];
  const phases: Phase[] = [];
  let old = Math.min(desired, instances ?? Infinity);
  let fresh = 0;
  let peakTasks = old;

  const stopOld = () => {
    // As many as possible beside these new ones, which are healthy.
    const left = Math.min(old, Math.max(0, floor - fresh));
    if (left < old) {
      phases.push({ action: `stop ${old - left} old`, span: stopSpan(options), percent: share(fresh, left), tasks: old + fresh });
    }
    old = left;
  };

  if (old >= room) stopOld();
  while (fresh < desired) {
    const batch = Math.min(desired - fresh, room - old - fresh);
    if (!(batch > 0)) break;
    fresh += batch;
    batches.push(batch);
    peakTasks = Math.max(peakTasks, old + fresh);
    phases.push({ action: `start ${batch} new`, span: startSpan(options), percent: share(fresh, old), tasks: old + fresh });
    stopOld();
  }
  const stalls = fresh < desired;
  if (!stalls && fresh > 0 && alarmSeconds > 0) {
    phases.push({ action: 'watch alarms', span: spanOf('alarmSeconds', alarmSeconds), percent: 100, tasks: fresh });
  }
  return { floor, ceiling, peakTasks, batches, stalls, phases };
}

/** A count of tasks as it can be planned with. */
export function wholeTasks(count: number): number {
  return Number.isFinite(count) ? Math.max(0, Math.floor(count)) : 0;
}

/** Percent of the traffic that new tasks get, in tenths. */
function share(fresh: number, old: number): number {
  return fresh === 0 ? 0 : Math.round(1000 * fresh / (fresh + old)) / 10;
}
