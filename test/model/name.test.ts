import { refuse } from '../../src/model/finding';
import { checkName } from '../../src/model/name';

test.each(['', 'my service', 'a.b', 'ä', 'x'.repeat(256)])('%p is none', (name) => {
  expect(checkName('Task.Family', 'family', name)).toEqual([
    refuse('Task.Family', 'family', `takes 1 to 255 letters, digits, hyphens and underscores, got '${name}'`),
  ]);
});

test.each(['a', '-', 'Web_1-b', 'x'.repeat(255), undefined])('%p gets through', (name) => {
  expect(checkName('Task.Family', 'family', name)).toEqual([]);
});
