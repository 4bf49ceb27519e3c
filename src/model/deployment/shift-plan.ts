import { PlanOutline, wholeTasks } from './rolling-plan';
import { minutesOf, Phase, PlannedHook, RolloutTimes, Span, spanOf, startSpan, stopSpan } from './rollout-time';
import { DEFAULTS, NETWORK_SHIFT_MINUTES, sharesOf, ShiftKind } from './traffic-shift';

/** What a rollout is planned from that starts all new tasks beside the old ones before it shifts the traffic. */
export interface ShiftPlanOptions extends RolloutTimes {
  /** Tasks that the service runs when no deployment is going on. */
  readonly desiredCount: number;
  /**
   * Instances that take one copy of the task each, because its host port is fixed.
   *
   * @default - any number of copies fits
   */
  readonly instances?: number;
  /**
   * What holds up the deployment on its way.
   *
   * @default - nothing
   */
  readonly hooks?: PlannedHook[];
}

/** What a blue/green rollout of ECS is planned from. */
export interface BlueGreenPlanOptions extends ShiftPlanOptions {
  /**
   * Minutes that the old tasks stay once all traffic is on the new ones.
   *
   * @default 5
   */
  readonly bakeMinutes?: number;
  /**
   * The traffic comes over a Network Load Balancer, where ECS waits 10 minutes more at each shift.
   *
   * @default false
   */
  readonly networkBalancer?: boolean;
}

/** What a linear rollout of ECS is planned from. */
export interface LinearPlanOptions extends BlueGreenPlanOptions {
  /**
   * Percent of the traffic that each step shifts, in steps of 0.1.
   *
   * @default 10
   */
  readonly stepPercent?: number;
  /**
   * Minutes between two steps.
   *
   * @default 6
   */
  readonly stepBakeMinutes?: number;
}

/** What a canary rollout of ECS is planned from. */
export interface CanaryPlanOptions extends BlueGreenPlanOptions {
  /**
   * Percent of the traffic that is shifted first, in steps of 0.1.
   *
   * @default 5
   */
  readonly percent?: number;
  /**
   * Minutes until the rest of the traffic follows.
   *
   * @default 10
   */
  readonly canaryBakeMinutes?: number;
}

/** What a rollout with CodeDeploy is planned from: all at once, where neither `stepPercent` nor `canaryPercent` is given. */
export interface CodeDeployPlanOptions extends ShiftPlanOptions {
  /**
   * Percent of the traffic that each step of a linear configuration shifts.
   *
   * @default - the configuration is not linear
   */
  readonly stepPercent?: number;
  /**
   * Percent of the traffic that a canary configuration shifts first; counts only without `stepPercent`.
   *
   * @default - the configuration is no canary
   */
  readonly canaryPercent?: number;
  /**
   * Minutes between two shifts.
   *
   * @default - not known, and not needed all at once
   */
  readonly intervalMinutes?: number;
  /**
   * The longest wait in minutes for somebody to approve of the new tasks before they get traffic.
   *
   * @default 0
   */
  readonly approvalWaitMinutes?: number;
  /**
   * Minutes that the old tasks stay once all traffic is on the new ones.
   *
   * @default 0
   */
  readonly terminationWaitMinutes?: number;
}

/** On which way a rollout shifts the traffic. */
interface Course {
  /** Stages with hooks: before the new tasks start, once they run, once they have test traffic, and before the first shift. */
  readonly before: readonly string[];
  readonly started: readonly string[];
  readonly tested: readonly string[];
  readonly ready: readonly string[];
  /** Before each shift, and after the last one. */
  readonly each: readonly string[];
  readonly after: readonly string[];
  /** Until somebody has approved of the new tasks. */
  readonly approval: Span;
  /** Percent of the traffic after each shift. */
  readonly shares: readonly number[];
  /** What each shift takes, also that of test traffic. */
  readonly delay: Span;
  /** After each shift but the last. */
  readonly wait: Span;
  /** After the last shift. */
  readonly bake: Span;
}

const NO_TIME: Span = { seconds: 0, unknowns: [] };

// ECS Developer Guide, "Lifecycle hooks for Amazon ECS service deployments".
const ECS_STAGES = {
  before: ['RECONCILE_SERVICE', 'PRE_SCALE_UP'],
  started: ['POST_SCALE_UP'],
  tested: ['TEST_TRAFFIC_SHIFT', 'POST_TEST_TRAFFIC_SHIFT'],
  ready: [],
  each: ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'],
  after: ['POST_PRODUCTION_TRAFFIC_SHIFT'],
};

// CodeDeploy User Guide, "AppSpec 'hooks' section for an Amazon ECS deployment".
const CODE_DEPLOY_STAGES = {
  before: ['BeforeInstall'],
  started: ['AfterInstall'],
  tested: ['AfterAllowTestTraffic'],
  ready: ['BeforeAllowTraffic'],
  each: [],
  after: ['AfterAllowTraffic'],
};

/** All traffic at once. */
export function planBlueGreen(options: BlueGreenPlanOptions): PlanOutline {
  return planEcs(options, 'blue-green', 100, NO_TIME);
}

/** Equal steps of traffic. */
export function planLinear(options: LinearPlanOptions): PlanOutline {
  const { stepPercent = DEFAULTS.linear.percent, stepBakeMinutes = DEFAULTS.linear.stepBakeMinutes } = options;
  return planEcs(options, 'linear', stepPercent, minutesOf('stepBakeMinutes', stepBakeMinutes));
}

/** A little of the traffic, then the rest. */
export function planCanary(options: CanaryPlanOptions): PlanOutline {
  const { percent = DEFAULTS.canary.percent, canaryBakeMinutes = DEFAULTS.canary.stepBakeMinutes } = options;
  return planEcs(options, 'canary', percent, minutesOf('canaryBakeMinutes', canaryBakeMinutes));
}

/** One of the three ways of CodeDeploy. */
export function planCodeDeploy(options: CodeDeployPlanOptions): PlanOutline {
  const { stepPercent, canaryPercent, intervalMinutes, approvalWaitMinutes = 0, terminationWaitMinutes = 0 } = options;
  const kind = stepPercent !== undefined ? 'linear' : canaryPercent !== undefined ? 'canary' : 'blue-green';
  return planShift(options, {
    ...CODE_DEPLOY_STAGES,
    approval: minutesOf('approvalWaitMinutes', approvalWaitMinutes),
    shares: sharesOf(kind, stepPercent ?? canaryPercent ?? 100),
    delay: NO_TIME,
    wait: minutesOf('intervalMinutes', intervalMinutes),
    bake: minutesOf('terminationWaitMinutes', terminationWaitMinutes),
  });
}

function planEcs(options: BlueGreenPlanOptions, kind: ShiftKind, percent: number, wait: Span): PlanOutline {
  return planShift(options, {
    ...ECS_STAGES,
    approval: NO_TIME,
    shares: sharesOf(kind, percent),
    delay: options.networkBalancer ? minutesOf('networkBalancer', NETWORK_SHIFT_MINUTES) : NO_TIME,
    wait,
    bake: minutesOf('bakeMinutes', options.bakeMinutes ?? DEFAULTS[kind].bakeMinutes),
  });
}

function planShift(options: ShiftPlanOptions, course: Course): PlanOutline {
  const desired = wholeTasks(options.desiredCount);
  const both = 2 * desired;
  const stalls = both > (options.instances ?? Infinity);
  return {
    floor: desired,
    ceiling: both,
    peakTasks: Math.min(both, options.instances ?? Infinity),
    batches: desired > 0 && !stalls ? [desired] : [],
    stalls,
    phases: stalls ? [] : phasesOf(options, course, desired),
  };
}

function phasesOf(options: ShiftPlanOptions, course: Course, desired: number): Phase[] {
  const both = 2 * desired;
  const { before, started, tested, ready, each, after, shares, delay, wait } = course;
  const hooks = (stages: readonly string[], percent: number, tasks: number) => hookPhases(options.hooks ?? [], stages, percent, tasks);
  return [
    ...hooks(before, 0, desired),
    ...(desired > 0 ? [{ action: `start ${desired} new`, span: startSpan(options), percent: 0, tasks: both }] : []),
    ...hooks(started, 0, both),
    ...timed({ action: 'shift test traffic', span: delay, percent: 0, tasks: both }),
    ...hooks(tested, 0, both),
    ...timed({ action: 'wait for approval', span: course.approval, percent: 0, tasks: both }),
    ...hooks(ready, 0, both),
    ...shares.flatMap((percent, index) => [
      ...hooks(each, shares[index - 1] ?? 0, both),
      { action: `shift to ${percent} %`, span: delay, percent, tasks: both },
      ...(index < shares.length - 1 ? timed({ action: 'bake', span: wait, percent, tasks: both }) : []),
    ]),
    ...hooks(after, 100, both),
    ...timed({ action: 'bake', span: course.bake, percent: 100, tasks: both }),
    ...(desired > 0 ? [{ action: `stop ${desired} old`, span: stopSpan(options), percent: 100, tasks: both }] : []),
  ];
}

/** The hooks of these stages, in the order of the stages. */
function hookPhases(hooks: readonly PlannedHook[], stages: readonly string[], percent: number, tasks: number): Phase[] {
  return stages.flatMap((stage) => hooks
    .filter((hook) => hook.stage === stage)
    .map(({ seconds }) => ({ action: `hook at ${stage}`, span: spanOf(stage, seconds), percent, tasks })));
}

/** Nothing where it takes no time. */
function timed(phase: Phase): Phase[] {
  return phase.span.seconds === 0 && phase.span.unknowns.length === 0 ? [] : [phase];
}
