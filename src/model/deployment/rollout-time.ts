// ECS Developer Guide, "Rolling update": how long ECS watches a task that neither a balancer nor a health check vouches for.
const UNCHECKED_SECONDS = 40;

/** What takes time in a rollout of any kind; what is left out is unknown, and named by `RolloutPlan.unknowns`. */
export interface RolloutTimes {
  /**
   * Seconds from the order to start a task until it runs and answers: placement, pull of the image, start of the application.
   *
   * @default - not known
   */
  readonly startSeconds?: number;
  /**
   * Seconds between two health checks of the target group, or of the container where there is no balancer.
   *
   * @default - not known
   */
  readonly healthCheckIntervalSeconds?: number;
  /**
   * Checks in a row that a new task must pass.
   *
   * @default - not known
   */
  readonly healthyThreshold?: number;
  /**
   * The service has neither a balancer nor a health check: ECS watches a new task for 40 seconds.
   *
   * @default false
   */
  readonly withoutHealthCheck?: boolean;
  /**
   * Seconds that the target group keeps serving an old task's last requests; 0 without a balancer.
   *
   * @default - not known
   */
  readonly deregistrationDelaySeconds?: number;
  /**
   * Seconds from SIGTERM to the end of an old task, at most its stop timeout.
   *
   * @default - not known
   */
  readonly stopSeconds?: number;
}

/** A hook that holds up a deployment: a pause that somebody ends, or a function. */
export interface PlannedHook {
  /** Lifecycle stage of ECS or event of CodeDeploy: `POST_TEST_TRAFFIC_SHIFT`, `AfterAllowTestTraffic`. */
  readonly stage: string;
  /**
   * Seconds that it takes each time; a stage that comes with each shift of the traffic takes them each time.
   *
   * @default - not known
   */
  readonly seconds?: number;
}

/** One step of a rollout's time line. */
export interface RolloutStep {
  /** What happens: `start 4 tasks`. */
  readonly action: string;
  /** Seconds from the start of the deployment until this begins. */
  readonly fromSecond: number;
  /** Seconds from the start of the deployment until this is over. */
  readonly toSecond: number;
  /** Percent of the traffic on the new revision once this is over, where all tasks get the same of it. */
  readonly newTrafficPercent: number;
  /** Tasks, old and new together, that run or start meanwhile. */
  readonly tasks: number;
  /** What is not known of its time, which is longer by that; empty when all of it is known. */
  readonly unknowns: string[];
}

/** A step on its own, before it has its place on a time line. */
export interface Phase {
  readonly action: string;
  readonly span: Span;
  readonly percent: number;
  readonly tasks: number;
}

/** A length of time: what is known of it, and the names of what is not. */
export interface Span {
  readonly seconds: number;
  readonly unknowns: readonly string[];
}

/** One phase after the other. */
export function timeLine(phases: readonly Phase[]): RolloutStep[] {
  let second = 0;
  return phases.map(({ action, span, percent, tasks }) => {
    const fromSecond = second;
    second += span.seconds;
    return { action, fromSecond, toSecond: second, newTrafficPercent: percent, tasks, unknowns: [...span.unknowns] };
  });
}

/** New tasks: until they run, and until they are found healthy. They start side by side, so that their number does not matter. */
export function startSpan(times: RolloutTimes): Span {
  return together(spanOf('startSeconds', times.startSeconds), healthSpan(times));
}

/** Old tasks: until their last requests are served, and until they have ended. */
export function stopSpan({ deregistrationDelaySeconds, stopSeconds }: RolloutTimes): Span {
  return together(spanOf('deregistrationDelaySeconds', deregistrationDelaySeconds), spanOf('stopSeconds', stopSeconds));
}

/** A time under the name of what it was given as. What is no length of time is unknown. */
export function spanOf(name: string, seconds: number | undefined): Span {
  return isLength(seconds) ? { seconds, unknowns: [] } : { seconds: 0, unknowns: [name] };
}

/** A time in minutes. */
export function minutesOf(name: string, minutes: number | undefined): Span {
  return spanOf(name, minutes === undefined ? undefined : minutes * 60);
}

/** One span after the other. */
export function together(...spans: Span[]): Span {
  return { seconds: spans.reduce((sum, { seconds }) => sum + seconds, 0), unknowns: spans.flatMap(({ unknowns }) => unknowns) };
}

function healthSpan({ healthCheckIntervalSeconds: interval, healthyThreshold: threshold, withoutHealthCheck }: RolloutTimes): Span {
  if (withoutHealthCheck) return { seconds: UNCHECKED_SECONDS, unknowns: [] };
  if (isLength(interval) && isLength(threshold)) return { seconds: interval * threshold, unknowns: [] };
  return { seconds: 0, unknowns: [spanOf('healthCheckIntervalSeconds', interval), spanOf('healthyThreshold', threshold)].flatMap(({ unknowns }) => unknowns) };
}

function isLength(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
