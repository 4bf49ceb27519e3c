import { at, pathOf, sharedPath } from '../../../src/model/task/container-facts';

test('a container is found where its user wrote it', () => {
  expect(pathOf({}, 2)).toBe('containers[2]');
  expect(pathOf({ path: '' }, 0)).toBe('');
  expect(pathOf({ path: 'sidecar' }, 1)).toBe('sidecar');
});

test('a property is found in its owner', () => {
  expect(at('containers[0]', 'cpu')).toBe('containers[0].cpu');
  expect(at('', 'cpu')).toBe('cpu');
});

test('what containers share is found in the only one, or in their list', () => {
  expect(sharedPath([{ path: '' }], 'cpu')).toBe('cpu');
  expect(sharedPath([{}], 'cpu')).toBe('containers[0].cpu');
  expect(sharedPath([{}, {}], 'cpu')).toBe('containers');
});
