import * as fc from 'fast-check';
import { joined, Reference, referenceOf, referencesIn } from '../../../src/model/template/reference';

const DEEP = Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ 'Fn::Join': ['', [inner]] }), { Ref: 'A' });

test.each<[string, unknown, Reference | undefined]>([
  ['a name', { Ref: 'A' }, { logicalId: 'A' }],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, { logicalId: 'AWS::Region' }],
  ['an attribute in one text', { 'Fn::GetAtt': 'A.Outputs.B' }, { logicalId: 'A', attribute: 'Outputs.B' }],
  ['an attribute in two texts', { 'Fn::GetAtt': ['A', 'Arn'] }, { logicalId: 'A', attribute: 'Arn' }],
  ['a substitution of one name', { 'Fn::Sub': '${A}' }, { logicalId: 'A' }],
  ['a substitution of one attribute', { 'Fn::Sub': ['${A.Arn}', {}] }, { logicalId: 'A', attribute: 'Arn' }],
  ['a substitution of one variable', { 'Fn::Sub': ['${X}', { X: { Ref: 'A' } }] }, { logicalId: 'A' }],
  ['a substitution of a variable that is a text', { 'Fn::Sub': ['${X}', { X: 'A' }] }, undefined],
  ['a substitution of more', { 'Fn::Sub': '${A}-b' }, undefined],
  ['a substitution of two', { 'Fn::Sub': '${A}${B}' }, undefined],
  ['a substitution of nothing', { 'Fn::Sub': '' }, undefined],
  ['a name that is meant as text', { 'Fn::Sub': '${!A}' }, undefined],
  ['nothing', { Ref: 'AWS::NoValue' }, undefined],
  ['an attribute that another function names', { 'Fn::GetAtt': ['A', { Ref: 'B' }] }, undefined],
  ['an attribute without a name', { 'Fn::GetAtt': 'A' }, undefined],
  ['another function', { 'Fn::Join': ['', [{ Ref: 'A' }]] }, undefined],
  ['properties', { Ref: 'A', B: 1 }, undefined],
  ['a reference to something odd', { Ref: ['A'] }, undefined],
  ['a text', 'A', undefined],
])('%s is read as one reference', (_, value, expected) => {
  expect(referenceOf(value)).toEqual(expected);
});

test('references are found wherever they are', () => {
  expect(referencesIn({
    a: { 'Fn::Join': ['', ['x', { Ref: 'A' }, { 'Fn::GetAtt': ['B', 'Arn'] }]] },
    b: [{ 'Fn::Sub': ['${C}-${X}-${D.Name}-${!E}', { X: { Ref: 'F' } }] }],
    c: { 'Fn::Select': [0, { 'Fn::Split': ['/', { Ref: 'G' }] }] },
    d: { 'Fn::If': ['Known', { Ref: 'H' }, { Ref: 'AWS::NoValue' }] },
    e: { 'Fn::GetAtt': ['I', { Ref: 'J' }] },
  })).toEqual([
    { logicalId: 'A' }, { logicalId: 'B', attribute: 'Arn' }, { logicalId: 'C' }, { logicalId: 'D', attribute: 'Name' }, { logicalId: 'F' },
    { logicalId: 'G' }, { logicalId: 'H' }, { logicalId: 'I' }, { logicalId: 'J' },
  ]);
});

test.each<[string, unknown, readonly (string | Reference)[] | undefined]>([
  ['a join', { 'Fn::Join': ['/', ['service', { Ref: 'C' }, { 'Fn::GetAtt': ['S', 'Name'] }]] },
    ['service/', { logicalId: 'C' }, '/', { logicalId: 'S', attribute: 'Name' }]],
  ['a join in a join', { 'Fn::Join': ['', ['a', { 'Fn::Join': ['-', ['b', 3]] }]] }, ['ab-3']],
  ['a substitution', { 'Fn::Sub': 'service/${C}/${S.Name}' }, ['service/', { logicalId: 'C' }, '/', { logicalId: 'S', attribute: 'Name' }]],
  ['a substitution of variables', { 'Fn::Sub': ['${X}/${Y}${!Z}', { X: 'a', Y: { Ref: 'B' } }] }, ['a/', { logicalId: 'B' }, '${Z}']],
  ['a text', 'service/a/b', ['service/a/b']],
  ['a reference', { Ref: 'A' }, [{ logicalId: 'A' }]],
  ['a part that is left out', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, ['a-b']],
  ['a part that is chosen', { 'Fn::Join': ['-', ['a', { 'Fn::If': ['C', 'b', 'c'] }]] }, undefined],
  ['a part that is read from elsewhere', { 'Fn::Join': ['', ['{{resolve:ssm:', { Ref: 'A' }, '}}']] }, undefined],
  ['a list that is not known', { 'Fn::Join': ['-', { Ref: 'List' }] }, undefined],
  ['a substitution of something odd', { 'Fn::Sub': { Ref: 'A' } }, undefined],
  ['another function', { 'Fn::ImportValue': 'a' }, undefined],
  ['nothing', undefined, undefined],
])('%s is read in parts', (_, value, expected) => {
  expect(joined(value)).toEqual(expected);
});

test('functions as deep as one likes are read', () => {
  expect([referencesIn(DEEP), joined(DEEP), referenceOf(DEEP)]).toEqual([[{ logicalId: 'A' }], undefined, undefined]);
  const substitutions = Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ 'Fn::Sub': ['${X}', { X: inner }] }), { Ref: 'A' });
  expect([referencesIn(substitutions), referenceOf(substitutions)]).toEqual([[{ logicalId: 'A' }], undefined]);
});

test('a reference is among the references, and is the only part', () => {
  const value = fc.oneof(fc.json().map((text): unknown => JSON.parse(text)), fc.string().map((name) => ({ Ref: name })),
    fc.string().map((text) => ({ 'Fn::Sub': text })), fc.string().map((text) => ({ 'Fn::GetAtt': text })));
  fc.assert(fc.property(value, (given) => {
    const reference = referenceOf(given);
    const isText = JSON.stringify(reference ?? '').includes('{{resolve:');
    if (reference !== undefined && !isText) expect([referencesIn(given), joined(given)]).toEqual([[reference], [reference]]);
  }));
});
