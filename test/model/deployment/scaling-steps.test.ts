import { checkSteps, StepFacts } from '../../../src/model/deployment/scaling-steps';
import { refuse } from '../../../src/model/finding';

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
