import { Finding, refuse } from '../finding';
import { all, checkRange, Range } from '../range';

// Application Auto Scaling takes 20 steps in each direction; the CDK needs two to find out where the directions part.
const FEWEST_STEPS = 2;
const MOST_STEPS = 40;

/** What is known of one step: a range of the metric, whose missing bound is that of its neighbour, and what it changes. */
export interface StepFacts {
  readonly lower?: number;
  readonly upper?: number;
  /** 0 is no change, unless it is a number of tasks. */
  readonly change?: number;
}

/** What the change of a step means: tasks to add, percent to add, or the number of tasks. */
export type AdjustmentKind = 'change' | 'percent' | 'exact';

// Application Auto Scaling API reference, StepAdjustment and StepScalingPolicyConfiguration: whole numbers; nothing can lose more than it has.
const PERCENT: Range = { min: -100, unit: 'percent' };
const TASKS: Range = { min: 0, unit: 'tasks' };
const LEAST_CHANGE: Range = { min: 1, unit: 'tasks' };

/** A step with both of its bounds, and its place among those of its user. */
interface Span {
  readonly index: number;
  readonly lower: number;
  readonly upper: number;
  readonly moves: boolean;
  /** As its user wrote it. */
  readonly step: StepFacts;
}

/** Refuses steps from which no policy can be made; `exact` says that their changes are numbers of tasks. */
export function checkSteps(steps: readonly StepFacts[], exact: boolean = false): Finding[] {
  if (steps.length < FEWEST_STEPS || steps.length > MOST_STEPS) {
    return [refuse('TaskScaling.Steps', 'steps', `takes ${FEWEST_STEPS} to ${MOST_STEPS} ranges, got ${steps.length}`)];
  }
  const spans = spansOf(steps, exact);
  const unbounded = steps.flatMap((_, index) => (spans.some((span) => span.index === index) ? [] : [index]));
  if (unbounded.length > 0) {
    return unbounded.map((index) => refuse('TaskScaling.Step', `steps[${index}]`,
      'has a bound that neither it nor its neighbour names; name `lower` and `upper`'));
  }
  const overlaps = spans.flatMap((span, place) => checkOrder(span, spans[place - 1]));
  return overlaps.length > 0 ? overlaps : checkGaps(spans);
}

/** Refuses changes that no number of tasks can take; those that are not known are `undefined`. */
export function checkAdjustments(kind: AdjustmentKind, changes: readonly (number | undefined)[], leastChange: number | undefined): Finding[] {
  return [
    ...changes.flatMap((change, index) => checkChange(kind, `steps[${index}].change`, change)),
    ...(leastChange !== undefined && kind !== 'percent' ? [refuse('TaskScaling.MinAdjustment', 'minAdjustmentMagnitude',
      `is for steps in percent, got ${leastChange} for steps in tasks; leave it out or set PERCENT_CHANGE_IN_CAPACITY`)]
      : checkRange('TaskScaling.MinAdjustment', 'minAdjustmentMagnitude', leastChange, LEAST_CHANGE)),
  ];
}

function checkChange(kind: AdjustmentKind, path: string, change: number | undefined): Finding[] {
  if (kind !== 'change') return checkRange('TaskScaling.StepChange', path, change, kind === 'percent' ? PERCENT : TASKS);
  return change === undefined || Number.isInteger(change) ? [] : [refuse('TaskScaling.StepChange', path, `takes whole tasks, got ${change}; the nearest is ${Math.round(change)}`)];
}

/** Ordered by the metric; a step whose bounds nobody names is left out. */
function spansOf(steps: readonly StepFacts[], exact: boolean): Span[] {
  const bounded = steps
    .map((step, index) => ({ step, index }))
    .filter(({ step }) => step.lower !== undefined || step.upper !== undefined)
    .sort((one, other) => (one.step.lower ?? one.step.upper!) - (other.step.lower ?? other.step.upper!));
  return bounded.flatMap(({ step, index }, place) => {
    const lower = step.lower ?? (place === 0 ? 0 : bounded[place - 1].step.upper);
    const upper = step.upper ?? (place === bounded.length - 1 ? Infinity : bounded[place + 1].step.lower);
    return lower === undefined || upper === undefined ? [] : [{ index, lower, upper, moves: exact || step.change !== 0, step }];
  });
}

function checkOrder(span: Span, before: Span | undefined): Finding[] {
  const path = `steps[${span.index}]`;
  const isBackward = span.lower > span.upper;
  if (isBackward && (before === undefined || span.step.lower !== undefined)) {
    return [refuse('TaskScaling.StepBounds', path, `must have its lower bound below its upper one, got ${span.lower} to ${span.upper}; change one of them`)];
  }
  return !isBackward && (before === undefined || before.upper <= span.lower) ? [] : [refuse('TaskScaling.StepsOverlap', path,
    `must not overlap with another range, got ${describe(span.step)} beside ${describe(before!.step)} of \`steps[${before!.index}]\`; move one of the bounds`)];
}

/** Fewer tasks below it and more above it: there is one range in between at the most. */
function checkGaps(spans: readonly Span[]): Finding[] {
  const ends = [0, ...spans.map(({ upper }) => upper)];
  const line = [
    ...spans.flatMap(({ lower, moves }, place) => [
      ...(ends[place] < lower ? [{ lower: ends[place], moves: false }] : []),
      { lower, moves },
    ]),
    ...(ends[spans.length] < Infinity ? [{ lower: ends[spans.length], moves: false }] : []),
  ];
  const gaps = line.filter(({ moves }, place) => !moves && (place === 0 || line[place - 1].moves));
  return gaps.length <= 1 ? [] : [refuse('TaskScaling.StepGaps', 'steps',
    `may leave one range without a change at the most, got ${gaps.length}, from ${all(gaps.map(({ lower }) => lower))}; let the ranges follow each other`)];
}

function describe({ lower, upper }: StepFacts): string {
  if (lower === undefined) return `up to ${upper}`;
  return upper === undefined ? `${lower} and more` : `${lower} to ${upper}`;
}
