import * as fc from 'fast-check';
import { charactersOf } from '../../src/private/characters';

test.each<[string, unknown, string]>([
  ['text', 'a"b', '"a\\"b"'],
  ['a list', [1, true, 'x'], '[1,true,"x"]'],
  ['an object', { Key: { Other: [] } }, '{"Key":{"Other":[]}}'],
  ['nothing', {}, '{}'],
  ['pseudo parameters, at their shortest', [{ Ref: 'AWS::Partition' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }], '["aws","us-east-1","123456789012"]'],
  ['references', [{ Ref: 'Table' }, { 'Fn::GetAtt': ['Table', 'Arn'] }, { 'Fn::ImportValue': 'table' }], '["....","....","...."]'],
  ['a joined text', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { Ref: 'Table' }]] }, '"arn:aws:...."'],
])('counts %s', (_, value, json) => {
  expect(charactersOf(value, 4)).toBe(json.length);
});

test('counts what is plain as JSON does', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abc"{}') });
  fc.assert(fc.property(fc.array(fc.record({ name: letters, values: fc.array(letters) })), (value) => {
    expect(charactersOf(value, 0)).toBe(JSON.stringify(value).length);
  }));
});
