import { refuse } from '../../../src/model/finding';
import { checkServiceConstraints, checkTaskConstraints } from '../../../src/model/task/task-constraints';

test('a task has ten placement constraints at the most', () => {
  expect(checkTaskConstraints(11)).toEqual([refuse('Task.TooManyConstraints', 'placementConstraints', 'must be at most 10, got 11; put some together with and')]);
  expect([10, 0, undefined].flatMap((count) => checkTaskConstraints(count))).toEqual([]);
});

test('those of its service count too', () => {
  expect(checkServiceConstraints(5, 6)).toEqual([refuse('PlacementOrder.TooMany', 'placementConstraints',
    'must be at most 10 together with those of the task definition, got 5 and 6; put some together with and')]);
});

test.each([[5, 5], [10, 0], [undefined, 10], [10, undefined], [11, 1], [1, 11]])('%p of a service and %p of a task are fine, or told already', (ofService, ofTask) => {
  expect(checkServiceConstraints(ofService, ofTask)).toEqual([]);
});
