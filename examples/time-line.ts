import { RolloutPlan, RolloutStep } from '../src';

// Of more steps of the same kind only these are shown at either end.
const SHOWN_SHIFTS = 2;

/** The time line of a rollout as a person reads it: a line a step, and one for the end. */
export function timeLineOf(plan: RolloutPlan): string[] {
  const lines = shorten(merge(plan.steps));
  const width = Math.max(0, ...lines.map(({ action }) => action.length));
  return [
    ...lines.map(({ fromSecond, toSecond, action, newTrafficPercent, tasks }) => [
      `${clock(fromSecond)} to ${clock(toSecond)}`, action.padEnd(width), count(tasks), `${String(newTrafficPercent).padStart(5)} % new`,
    ].join('  ')),
    endOf(plan),
  ];
}

/** A shift and the bake after it are one line. */
function merge(steps: readonly RolloutStep[]): RolloutStep[] {
  return steps.flatMap((step, index) => {
    const [before, after] = [steps[index - 1], steps[index + 1]];
    if (step.action === 'bake' && before?.action.startsWith('shift to')) {
      return [{ ...step, action: `${before.action}, bake`, fromSecond: before.fromSecond }];
    }
    return step.action.startsWith('shift to') && after?.action === 'bake' ? [] : [step];
  });
}

/** The steps in the middle of many shifts become one. */
function shorten(steps: readonly RolloutStep[]): RolloutStep[] {
  const shifts = steps.filter(({ action }) => action.startsWith('shift to'));
  const middle = shifts.slice(SHOWN_SHIFTS, -SHOWN_SHIFTS);
  if (middle.length < 2) return [...steps];
  const [first, last] = [steps.indexOf(middle[0]), steps.indexOf(middle[middle.length - 1])];
  return [
    ...steps.slice(0, first),
    { ...steps[last], action: `${middle.length} more shifts`, fromSecond: steps[first].fromSecond },
    ...steps.slice(last + 1),
  ];
}

function endOf({ seconds, stalls, unknowns }: RolloutPlan): string {
  if (stalls) return 'never ends';
  return `${clock(seconds)} in all${unknowns.length === 0 ? '' : `, and what is not known: ${unknowns.join(', ')}`}`;
}

/** Hours, minutes and seconds: `00:05:30`. */
function clock(seconds: number): string {
  return [seconds / 3600, seconds / 60 % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

function count(tasks: number): string {
  return `${String(tasks).padStart(3)} ${tasks === 1 ? 'task ' : 'tasks'}`;
}
