import { checkHooks, HookFacts, visitsOf } from './deployment-hooks';
import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

export type { HookFacts };

/** How ECS itself moves the traffic from the old revision to the new one. */
export type ShiftKind = 'blue-green' | 'linear' | 'canary';

// CloudFormation reference, AWS::ECS::Service LinearConfiguration and CanaryConfiguration: multiples of 0.1.
const PERCENT = {
  linear: { min: 3, max: 100 },
  canary: { min: 0.1, max: 100 },
};
// The same.
const STEP_BAKE: Range = { min: 0, max: 1440, unit: 'minutes' };
// The API and CloudFormation references name no upper end; the Terraform provider takes no more than a day, and a managed daemon too.
const BAKE: Range = { min: 0, max: 1440, unit: 'minutes' };
// CloudFormation reference, LinearConfiguration: a deployment of more computed hours is rejected.
const COMPUTED_HOURS = 33;
// The same: a CloudFormation operation ends after this time, whatever the deployment does.
const OPERATION_HOURS = 36;
/** What a Network Load Balancer adds to each shift. ECS Developer Guide, "Network Load Balancer resources for blue/green deployments". */
export const NETWORK_SHIFT_MINUTES = 10;
const MINUTES = 60;
const TENTHS = 1000;

/**
 * What a rollout does where its user says nothing.
 *
 * Percentages and step bakes are ECS's own. ECS has no final bake that suits all: five minutes are enough for the standard alarms to go off.
 */
export const DEFAULTS = {
  'blue-green': { bakeMinutes: 5 },
  'linear': { percent: 10, stepBakeMinutes: 6, bakeMinutes: 5 },
  'canary': { percent: 5, stepBakeMinutes: 10, bakeMinutes: 5 },
};

/** What is known of a rollout that shifts traffic; `undefined` is unknown, so that defaults are filled in before. */
export interface TrafficShiftFacts {
  readonly kind: ShiftKind;
  /** Percent of each step where it is linear, of the first one where it is a canary. */
  readonly percent?: number;
  /** Wait after each step but the last. */
  readonly stepBakeMinutes?: number;
  /** Time that both revisions run on once all traffic is on the new one. */
  readonly bakeMinutes?: number;
  readonly hooks?: readonly HookFacts[];
  /** Listeners of Network Load Balancers whose traffic is shifted. */
  readonly networkListeners?: number;
}

/** Refuses a shift of traffic that ECS or CloudFormation does not take, and advises against one that takes too long. */
export function checkTrafficShift(facts: TrafficShiftFacts): Finding[] {
  const findings = [
    ...checkPercent(facts),
    ...checkRange('TrafficShift.StepBake', facts.kind === 'canary' ? 'canaryBakeTime' : 'stepBakeTime', facts.stepBakeMinutes, STEP_BAKE),
    ...checkRange('TrafficShift.Bake', 'bakeTime', facts.bakeMinutes, BAKE),
    ...checkHooks(facts.hooks ?? []),
  ];
  return findings.length > 0 ? findings : [...checkTime(facts), ...checkNetwork(facts)];
}

/** Refuses a shift for which there are not instances enough: each takes one copy of the task, and old and new run side by side. */
export function checkShiftRoom(minCount: number | undefined, instances: number | undefined): Finding[] {
  if (minCount === undefined || instances === undefined || 2 * minCount <= instances) return [];
  const tasks = `${minCount} ${minCount === 1 ? 'task' : 'tasks'}`;
  return [refuse('TrafficShift.Stalls', '',
    `starts ${tasks} beside ${tasks}, each on an instance of its own since their host port is fixed, got ${instances} ${instances === 1 ? 'instance' : 'instances'}; ` +
    `have at least ${2 * minCount}, or take Rollout.rolling()`)];
}

/** Percent of the traffic that is on the new revision after each shift; it ends at 100. */
export function sharesOf(kind: ShiftKind, percent: number): number[] {
  if (kind === 'blue-green') return [100];
  // Whole tenths: multiples of 0.1 have no exact form in binary.
  const step = Number.isFinite(percent) ? Math.min(Math.max(Math.round(percent * 10), 1), TENTHS) : TENTHS;
  if (kind === 'canary') return [step / 10, 100];
  return Array.from({ length: Math.ceil(TENTHS / step) }, (_, index) => Math.min(step * (index + 1), TENTHS) / 10);
}

/** Waits between the shifts, as CloudFormation counts them: none follows the last shift. */
export function waitsOf(kind: ShiftKind, percent: number): number {
  return sharesOf(kind, percent).length - 1;
}

function checkPercent({ kind, percent }: TrafficShiftFacts): Finding[] {
  if (kind === 'blue-green' || percent === undefined) return [];
  const { min, max } = PERCENT[kind];
  if (percent >= min && percent <= max && tenth(percent) === percent) return [];
  const nearest = Number.isFinite(percent) ? `; the nearest is ${Math.min(Math.max(tenth(percent), min), max)}` : '';
  return [refuse('TrafficShift.Percent', kind === 'linear' ? 'stepPercent' : 'percent',
    `takes a percentage from ${min} to ${max} in steps of 0.1, got ${percent}${nearest}`)];
}

function tenth(percent: number): number {
  return Math.round(percent * 10) / 10;
}

/** What is not known is left out: the sum is the least that the deployment takes. */
function checkTime(facts: TrafficShiftFacts): Finding[] {
  const { kind, percent, stepBakeMinutes = 0, bakeMinutes = 0 } = facts;
  const waits = percent === undefined ? 0 : waitsOf(kind, percent);
  const computed = bakeMinutes + waits * stepBakeMinutes;
  if (computed > COMPUTED_HOURS * MINUTES) {
    return [refuse('TrafficShift.Time', '',
      `takes ${computed} minutes, ${waits} ${waits === 1 ? 'wait' : 'waits'} of ${stepBakeMinutes} and a bake of ${bakeMinutes}, ` +
      `but CloudFormation takes at most ${COMPUTED_HOURS * MINUTES}, ${COMPUTED_HOURS} hours; shorten the bakes${kind === 'linear' ? ' or take larger steps' : ''}`)];
  }
  const longest = computed + pauseMinutes(facts) + networkMinutes(facts);
  return longest <= OPERATION_HOURS * MINUTES ? [] : [advise('TrafficShift.OutlastsCloudFormation', '',
    `may take ${longest} minutes until the last of its pauses times out, but CloudFormation gives up after ${OPERATION_HOURS * MINUTES}, ` +
    `${OPERATION_HOURS} hours; give the pauses shorter timeouts, or end them in time and acknowledge this`)];
}

function checkNetwork(facts: TrafficShiftFacts): Finding[] {
  const minutes = networkMinutes(facts);
  if (facts.kind === 'blue-green' || facts.percent === undefined || minutes === 0) return [];
  return [advise('TrafficShift.NetworkBalancer', '',
    `waits ${NETWORK_SHIFT_MINUTES} minutes more at each shift behind a Network Load Balancer, ${minutes} in all; ` +
    'take fewer steps or blue/green, or acknowledge this')];
}

/** The longest that people may take to end the pauses. */
function pauseMinutes({ kind, percent, hooks = [] }: TrafficShiftFacts): number {
  const shifts = shiftsOf(kind, percent);
  return hooks.filter(({ pause }) => pause).reduce((sum, { stages = [], timeoutMinutes = 0 }) =>
    sum + stages.reduce((visits, stage) => visits + visitsOf(stage, shifts), 0) * timeoutMinutes, 0);
}

/** The test traffic is shifted once, the production traffic with each step. */
function networkMinutes({ kind, percent, networkListeners = 0 }: TrafficShiftFacts): number {
  return networkListeners > 0 ? (1 + shiftsOf(kind, percent)) * NETWORK_SHIFT_MINUTES : 0;
}

/** At least one, where the percentage is not known. */
function shiftsOf(kind: ShiftKind, percent: number | undefined): number {
  return percent === undefined ? 1 : sharesOf(kind, percent).length;
}
