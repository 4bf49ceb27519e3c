import * as fc from 'fast-check';
import { ParsedTemplate, parseTemplate } from '../../src/command/parse';

const CLUSTER = 'Resources:\n  A:\n    Type: AWS::ECS::Cluster\n';

describe('a template in YAML', () => {
  test.each([
    ['!Ref X', { Ref: 'X' }],
    ['!Condition X', { Condition: 'X' }],
    ['!GetAtt A.Arn', { 'Fn::GetAtt': 'A.Arn' }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!Sub "${A}-${B}"', { 'Fn::Sub': '${A}-${B}' }],
    ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
    ['!Join ["-", [a, !Ref B]]', { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }],
    ['!If [C, !Ref A, !Ref AWS::NoValue]', { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
    ['!Transform {Name: AWS::Include, Parameters: {Location: x}}', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 'x' } } }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!ImportValue\n    Fn::Sub: x', { 'Fn::ImportValue': { 'Fn::Sub': 'x' } }],
    ['!Base64\n    Fn::Sub: x', { 'Fn::Base64': { 'Fn::Sub': 'x' } }],
  ])('has the function %s', (written, value) => {
    expect(parsed(`Resources:\n  A: ${written}\n`)).toMatchObject({ template: { Resources: { A: value } }, unread: [] });
  });

  test('names the tags that CloudFormation does not have, and keeps their values unknown', () => {
    const { template, unread } = parsed('Resources:\n  A: !Odd x\n  B:\n    - !Rain::Embed {a: !Ref B}\n');
    expect(template).toEqual({ Resources: { A: { 'Fn::Odd': 'x' }, B: [{ 'Fn::Rain::Embed': { a: { Ref: 'B' } } }] } });
    expect(unread).toEqual(['what the tag !Odd stands for (line 2)', 'what the tag !Rain::Embed stands for (line 4)']);
  });

  test.each([
    ['yes', true], ['On', true], ['TRUE', true], ['no', false], ['off', false], ['"yes"', 'yes'], ['y', 'y'], ['N', 'N'],
    ['012345678901', '012345678901'], ['12', 12], ['0', 0], ['0.5', 0.5], ['"12"', '12'], ['22:22', '22:22'], ['2010-09-09', '2010-09-09'], ['~', null],
    ['!!str 12', '12'],
  ])('reads the value %s as CloudFormation does', (written, value) => {
    expect(parsed(`Resources: {A: ${written}}`).template).toEqual({ Resources: { A: value } });
  });

  test('keeps keys as they are written', () => {
    expect(parsed('Resources: {Y: 1, no: 2, 012: 3, __proto__: {a: 4}}').template)
      .toEqual({ Resources: Object.fromEntries([['Y', 1], ['no', 2], ['12', 3], ['__proto__', { a: 4 }]]) });
  });

  test('has aliases, functions among them, and merged keys', () => {
    const { template } = parsed('Tags: &tags [a]\nName: &name !Sub x\nBase: &base {B: 1}\nResources: {A: *tags, B: *name, C: {<<: *base, D: 2}}');
    expect(template).toMatchObject({ Resources: { A: ['a'], B: { 'Fn::Sub': 'x' }, C: { B: 1, D: 2 } } });
  });

  test('may use an alias often', () => {
    const uses = Array.from({ length: 400 }, (_, index) => `  A${index}: *tags\n`).join('');
    expect(Object.keys((parsed(`Tags: &tags [a]\nResources:\n${uses}`).template as any).Resources)).toHaveLength(400);
  });

  test.each([
    [['Resources', 'A', 'Properties', 'Cpu'], 5],
    [['Resources', 'A', 'Properties', 'List', '1', 'B'], 9],
    [['Resources', 'A', 'Properties', 'List', '2'], 10],
    [['Resources', 'A', 'Properties', 'List', '2', 'Fn::Sub'], 10],
    [['Resources', 'A', 'Properties', 'Chosen', 'B'], 11],
    [['Resources', 'A', 'Properties', 'Aliased', '0', 'A'], 7],
    [['Resources', 'A', 'Properties', 'Missing', 'B'], 4],
    [['Resources', 'A'], 15],
    [['Resources', 'Missing'], 1],
    [['Missing'], undefined],
  ])('tells the line of %j', (keys, line) => {
    const text = `Resources:
  A:
    Type: AWS::ECS::Cluster
    Properties:
      Cpu: 1
      List: &list
        - A: 1
        -
          B: 2
        - !Sub c
      Chosen: !If [C, {B: 1}, {B: 2}]
      Aliased: *list
`;
    expect(parsed(line === 15 ? `${text}  B: 1\n\n  A: 2\n` : text).lineOf(keys)).toBe(line);
  });
});

describe('a template in JSON', () => {
  test('keeps odd names', () => {
    expect(parsed('\n {"Resources": {"__proto__": {"constructor": 1}}}').template).toEqual({ Resources: JSON.parse('{"__proto__": {"constructor": 1}}') });
  });

  test('reads the last of equal keys', () => {
    const { lineOf, template } = parsed('{"Resources": {\n"A": 1,\n"A": 2}}');
    expect(template).toEqual({ Resources: { A: 2 } });
    expect(lineOf(['Resources', 'A'])).toBe(3);
  });

  test('tells the line of each of its values, whatever they are', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.constantFrom(1, 2, '\t', '\r\n '), (resources, space) => {
      const text = JSON.stringify({ Resources: resources }, undefined, space);
      const lines = text.split(/\r?\n/);
      const { lineOf } = parsed(text);
      expect(Object.keys(resources).map((key) => lines[(lineOf(['Resources', key]) ?? 0) - 1])).toEqual(
        Object.keys(resources).map((key) => expect.stringContaining(`${JSON.stringify(key)}: `)));
    }), { numRuns: 50 });
  });
});

test.each([
  ['', 'is empty'],
  [' \n\t', 'is empty'],
  ['# nothing', 'is no template: it has no Resources'],
  ['hello', 'is no template: it has no Resources'],
  ['[1]', 'is no template: it has no Resources'],
  ['{"resources": {}}', 'is no template: it has no Resources'],
  ['{"Resources": {},}', 'is no JSON: Expected double-quoted property name in JSON at position 17'],
  ['{ // why\n"Resources": {}}', "is no JSON: Expected property name or '}' in JSON at position 2"],
  [`${CLUSTER}---\n${CLUSTER}`, 'holds more than one YAML document'],
  ['Resources:\n\tA: b', 'is no YAML: Tabs are not allowed as indentation (line 2)'],
  ['Resources: !Base64 !Sub x', 'is no YAML: A node can have at most one tag (line 1)'],
  ['Resources: *none', 'is no template: Unresolved alias (the anchor must be set before the alias): none'],
  ['Resources: &all {A: *all}', 'is nested more than 200 levels deep'],
  [`Resources: ${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'is nested more than 200 levels deep'],
  [`{"Resources": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'is nested more than 200 levels deep'],
  [`{"Resources": ${'['.repeat(200)}${']'.repeat(200)}}`, 'is nested more than 200 levels deep'],
  [bomb(), 'is no template: Excessive alias count indicates a resource exhaustion attack'],
])('%.40j %s', (text, problem) => {
  expect(parseTemplate(text)).toBe(problem);
});

test.each([201, 500, 1000, 2000, 4000, 8000])('%d levels in YAML are too deep', (levels) => {
  expect(parseTemplate(`Resources: ${'['.repeat(levels)}${']'.repeat(levels)}`)).toBe('is nested more than 200 levels deep');
});

// Somewhere among these the stack runs out in the middle of a tag.
test.each(Array.from({ length: 12 }, (_, step) => 300 + step * 100))('%d levels of a block in YAML are too deep', (levels) => {
  const block = Array.from({ length: levels }, (_, level) => `${' '.repeat(level + 1)}a:`).join('\n');
  expect(parseTemplate(`Resources:\n${block} 1\n`)).toBe('is nested more than 200 levels deep');
});

test('200 levels are not too deep', () => {
  expect(parseTemplate(`{"Resources": ${'['.repeat(199)}${']'.repeat(199)}}`)).toMatchObject({ unread: [] });
});

test.each(['Resources', 'AWSTemplateFormatVersion', 'Transform', 'Fn::Transform'])('%s makes a template', (section) => {
  expect(parseTemplate(JSON.stringify({ [section]: 'x' }))).toMatchObject({ template: { [section]: 'x' } });
});

function parsed(text: string): ParsedTemplate {
  const result = parseTemplate(text);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

/** Three of three of three … */
function bomb(): string {
  const levels = Array.from({ length: 10 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]\n`);
  return `a0: &a0 [1]\n${levels.join('')}Resources: {}`;
}
