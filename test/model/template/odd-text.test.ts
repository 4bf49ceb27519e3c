import { ownEntry, textOf } from '../../../src/model/template/odd-text';

test.each<[unknown, string]>([
  [{ Ref: 'A' }, '{"Ref":"A"}'], [['a', 1], '["a",1]'], [Object.create(null), '{}'], [null, 'null'], [undefined, 'undefined'], ['a', 'a'], [1, '1'],
])('%j is read as %s', (value, text) => {
  expect(textOf(value)).toBe(text);
});

test('only own entries are found', () => {
  expect(ownEntry({ constructor: 1 } as Record<string, unknown>, 'constructor')).toBe(1);
  expect(ownEntry({}, 'constructor')).toBeUndefined();
});
