import { Finding, refuse } from '../finding';
import { all, checkRange, oneOf, Range } from '../range';

/** The stages of a deployment that take hooks, in their order. ECS API reference, DeploymentLifecycleHook. */
export const HOOK_STAGES: readonly string[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
];
// ECS Developer Guide, "Lifecycle hooks": these run again as a deployment is rolled back, where nobody is there to go on.
const WITHOUT_PAUSE = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];
// The same: they come with each shift of the production traffic.
const RECURRING = ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];
// ECS API reference, DeploymentLifecycleHookTimeoutConfiguration.
const PAUSE_TIMEOUT: Range = { min: 1, max: 20160, unit: 'minutes' };
// ECS Developer Guide, "Lambda hooks for Amazon ECS service deployments".
const LAMBDA_TIMEOUT: Range = { min: 1, max: 1440, unit: 'minutes' };

/** What is known of a hook: what waits, where, and how long. */
export interface HookFacts {
  /** True for a pause that somebody ends, false for a function. */
  readonly pause: boolean;
  /** Absent when not known. */
  readonly stages?: readonly string[];
  /** Absent when not known; ECS itself waits 1440, be it for a pause or a function (the same two pages). */
  readonly timeoutMinutes?: number;
}

/** Refuses hooks at stages that do not take them, and timeouts out of range. */
export function checkHooks(hooks: readonly HookFacts[]): Finding[] {
  return hooks.flatMap(({ pause, stages, timeoutMinutes }, index) => [
    ...checkStages(`hooks[${index}].stages`, pause, stages),
    ...checkRange('TrafficShift.HookTimeout', `hooks[${index}].timeout`, timeoutMinutes, pause ? PAUSE_TIMEOUT : LAMBDA_TIMEOUT),
  ]);
}

/** How often a deployment comes by a stage. */
export function visitsOf(stage: string, shifts: number): number {
  return RECURRING.includes(stage) ? shifts : 1;
}

function checkStages(path: string, pause: boolean, stages: readonly string[] | undefined): Finding[] {
  if (stages === undefined) return [];
  const taken = HOOK_STAGES.filter((stage) => !pause || !WITHOUT_PAUSE.includes(stage));
  if (stages.length === 0) return [refuse('TrafficShift.HookStage', path, `needs at least one of ${oneOf(taken)}, got none`)];
  const wrong = stages.filter((stage) => !taken.includes(stage));
  if (wrong.length === 0) return [];
  const isPauseOnly = wrong.every((stage) => WITHOUT_PAUSE.includes(stage));
  return [refuse('TrafficShift.HookStage', path, isPauseOnly
    ? `takes a function and no pause at ${all(wrong)}, which a rollback comes by too; pause before or after`
    : `takes ${oneOf(taken)}, got ${all(wrong)}`)];
}
