import { advise, refuse, sentence, under } from '../../src/model/finding';

test('a refusal is an error and an advice a warning', () => {
  expect(refuse('A.B', 'size', 'is small')).toEqual({ id: 'A.B', severity: 'error', path: 'size', text: 'is small' });
  expect(advise('A.B', 'size', 'is small')).toEqual({ id: 'A.B', severity: 'warning', path: 'size', text: 'is small' });
});

test.each([
  ['size', 'task.size'],
  ['', 'task'],
  ['containers[0].cpu', 'task.containers[0].cpu'],
])('a finding at %p is seen from its owner at %p', (path, seen) => {
  expect(under('task', [refuse('A.B', path, 'is small')])).toEqual([refuse('A.B', seen, 'is small')]);
});

test('the owner leaves the finding itself alone', () => {
  const findings = [advise('A.B', 'size', 'is small')];
  under('task', findings);
  expect(findings).toEqual([advise('A.B', 'size', 'is small')]);
});

test('a person reads the path in backticks and no code', () => {
  expect(sentence(refuse('A.B', 'task.size', 'is small'))).toBe('`task.size` is small');
});
