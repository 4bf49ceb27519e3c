import { largest } from '../../src/task/task-source';

test.each<[(number | undefined)[], number | undefined]>([
  [[], undefined],
  [[undefined], undefined],
  [[0], 0],
  [[undefined, 2, 10, undefined], 10],
])('the largest of %j that is known', (numbers, expected) => {
  expect(largest(numbers)).toBe(expected);
});
