import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { AdjustmentKind, checkAdjustments, checkSteps, StepFacts } from '../../../src/model/scaling/scaling-steps';

const many = (count: number): StepFacts[] => Array.from({ length: count }, (_, index) => ({ lower: index, change: 1 }));

test.each<[string, StepFacts[], string, string, string]>([
  ['one step', many(1), 'TaskScaling.Steps', 'steps', 'takes 2 to 40 ranges, got 1'],
  ['41 steps', many(41), 'TaskScaling.Steps', 'steps', 'takes 2 to 40 ranges, got 41'],
  ['a step without bounds', [{ upper: 10, change: -1 }, { lower: 100, change: 1 }, { change: 1 }], 'TaskScaling.Step', 'steps[2]',
    'has a bound that neither it nor its neighbour names; name `lower` and `upper`'],
  ['an overlap', [{ lower: 0, upper: 10, change: 1 }, { lower: 5, upper: 20, change: 2 }], 'TaskScaling.StepsOverlap', 'steps[1]',
    'must not overlap with another range, got 5 to 20 beside 0 to 10 of `steps[0]`; move one of the bounds'],
  ['an overlap out of order', [{ lower: 5, change: 2 }, { lower: 0, upper: 10, change: 1 }], 'TaskScaling.StepsOverlap', 'steps[0]',
    'must not overlap with another range, got 5 and more beside 0 to 10 of `steps[1]`; move one of the bounds'],
  ['bounds the wrong way round', [{ lower: 20, upper: 10, change: 1 }, { lower: 30, change: 2 }], 'TaskScaling.StepBounds', 'steps[0]',
    'must have its lower bound below its upper one, got 20 to 10; change one of them'],
  ['a range below 0', [{ upper: -5, change: 1 }, { lower: 30, change: 2 }], 'TaskScaling.StepBounds', 'steps[0]',
    'must have its lower bound below its upper one, got 0 to -5; change one of them'],
  ['an overlap of a bound that is not named', [{ upper: 10, change: -1 }, { lower: 5, upper: 20, change: 1 }], 'TaskScaling.StepsOverlap', 'steps[0]',
    'must not overlap with another range, got up to 10 beside 5 to 20 of `steps[1]`; move one of the bounds'],
  ['two gaps', [{ lower: 10, upper: 20, change: 1 }, { lower: 30, change: 2 }], 'TaskScaling.StepGaps', 'steps',
    'may leave one range without a change at the most, got 2, from 0 and 20; let the ranges follow each other'],
  ['a gap before the first and one behind the last', [{ lower: 10, upper: 20, change: 1 }, { lower: 20, upper: 30, change: 2 }], 'TaskScaling.StepGaps', 'steps',
    'may leave one range without a change at the most, got 2, from 0 and 30; let the ranges follow each other'],
  ['a gap and a step without a change', [{ upper: 10, change: -1 }, { lower: 20, upper: 30, change: 1 }, { lower: 30, change: 0 }], 'TaskScaling.StepGaps', 'steps',
    'may leave one range without a change at the most, got 2, from 10 and 30; let the ranges follow each other'],
])('%s is refused', (_name, steps, id, path, text) => {
  expect(checkSteps(steps)).toEqual([refuse(id, path, text)]);
});

test('two neighbours that leave the bound between them to each other are refused', () => {
  expect(checkSteps([{ lower: 0, change: 1 }, { upper: 10, change: 2 }]).map(({ id, path }) => [id, path])).toEqual([
    ['TaskScaling.Step', 'steps[0]'], ['TaskScaling.Step', 'steps[1]'],
  ]);
});

test.each<[string, boolean, StepFacts[]]>([
  ['40 steps', false, many(40)],
  ['a bound of 0', false, [{ upper: 0, change: -1 }, { lower: 1, change: 1 }, { lower: 100, change: 5 }]],
  ['in any order', false, [{ lower: 100, change: 5 }, { upper: 10, change: -1 }]],
  ['a step without a change in the gap', false, [{ upper: 10, change: -1 }, { lower: 10, upper: 20, change: 0 }, { lower: 30, change: 1 }]],
  ['changes that are not known', false, [{ upper: 10 }, { lower: 10, upper: 30 }, { lower: 30 }]],
  ['numbers of tasks, of which 0 is one', true, [{ upper: 10, change: 0 }, { lower: 10, upper: 20, change: 5 }, { lower: 30, change: 10 }]],
])('%s gets through', (_name, exact, steps) => {
  expect(checkSteps(steps, exact)).toEqual([]);
});

test.each<[string, AdjustmentKind, (number | undefined)[], number | undefined, string, string, string]>([
  ['more than all of the tasks', 'percent', [10, -101], undefined, 'TaskScaling.StepChange', 'steps[1].change', 'takes whole percent from -100 up, got -101; the nearest is -100'],
  ['half a percent', 'percent', [0.5], undefined, 'TaskScaling.StepChange', 'steps[0].change', 'takes whole percent from -100 up, got 0.5; the nearest is 1'],
  ['fewer than no tasks', 'exact', [-1], undefined, 'TaskScaling.StepChange', 'steps[0].change', 'takes whole tasks from 0 up, got -1; the nearest is 0'],
  ['half a task', 'change', [1, -1.5], undefined, 'TaskScaling.StepChange', 'steps[1].change', 'takes whole tasks, got -1.5; the nearest is -1'],
  ['a least change of nothing', 'percent', [10], 0, 'TaskScaling.MinAdjustment', 'minAdjustmentMagnitude', 'takes whole tasks from 1 up, got 0; the nearest is 1'],
  ['a least change of half a task', 'percent', [10], 1.6, 'TaskScaling.MinAdjustment', 'minAdjustmentMagnitude', 'takes whole tasks from 1 up, got 1.6; the nearest is 2'],
  ['a least change in tasks', 'change', [1], 2, 'TaskScaling.MinAdjustment', 'minAdjustmentMagnitude',
    'is for steps in percent, got 2 for steps in tasks; leave it out or set PERCENT_CHANGE_IN_CAPACITY'],
  ['a least change of numbers of tasks', 'exact', [1], 2, 'TaskScaling.MinAdjustment', 'minAdjustmentMagnitude',
    'is for steps in percent, got 2 for steps in tasks; leave it out or set PERCENT_CHANGE_IN_CAPACITY'],
])('a change of %s is refused', (_name, kind, changes, least, id, path, text) => {
  expect(checkAdjustments(kind, changes, least)).toEqual([refuse(id, path, text)]);
});

test('a change that the number of tasks can take gets through', () => {
  const kind = fc.constantFrom<AdjustmentKind>('change', 'percent', 'exact');
  const least: Record<AdjustmentKind, number> = { change: -Infinity, percent: -100, exact: 0 };
  const number = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.double({ min: -200, max: 200, noNaN: true }));
  fc.assert(fc.property(kind, fc.option(number, { nil: undefined }), (adjustment, change) => {
    const fits = change === undefined || (Number.isInteger(change) && change >= least[adjustment]);
    expect(checkAdjustments(adjustment, [change], undefined).length === 0).toBe(fits);
  }));
});
