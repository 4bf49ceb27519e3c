import { refuse } from '../../../src/model/finding';
import { checkContainerCount, checkEssential } from '../../../src/model/task/container-count';

test.each([
  [0, [refuse('Containers.None', 'containers', 'must list at least one container, got none')]],
  [1, []],
  [10, []],
  [11, [refuse('Containers.TooMany', 'containers', 'must be at most 10, got 11; move some to a task of their own')]],
])('a task of %d containers', (count, findings) => {
  expect(checkContainerCount(Array(count).fill({}))).toEqual(findings);
});

test('containers that may be left out are not counted, and a task may be of them alone', () => {
  const maybe = { mayBeAbsent: true };
  expect(checkContainerCount([...Array(10).fill({}), maybe])).toEqual([]);
  expect(checkContainerCount([...Array(11).fill({}), maybe]).map(({ text }) => text)).toEqual(['must be at most 10, got 11; move some to a task of their own']);
  expect(checkContainerCount([maybe])).toEqual([]);
});

test('one container is essential at the least, as far as is known', () => {
  expect(checkEssential([{ essential: false }, { essential: false }]).map(({ id, text }) => [id, text])).toEqual([['Containers.NoneEssential',
    'must leave at least one container of the task essential, got false for all; leave `essential` out of the main one']]);
  expect(checkEssential([{ essential: false }, {}])).toEqual([]);
  expect(checkEssential([{ essential: false }, { essential: true }])).toEqual([]);
  expect(checkEssential([])).toEqual([]);
});
