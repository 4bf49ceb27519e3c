import { conditionOf, resolved, TemplateScope, UNKNOWN } from '../../../src/model/template/intrinsics';

const TEMPLATE = {
  Parameters: { Domain: { Type: 'String' }, Port: { Type: 'Number', Default: 8080 }, Stage: { Type: 'String', Default: 'beta' } },
  Mappings: { Sizes: { beta: { port: 9090 } } },
  Resources: { Node: {}, Bucket: {} },
  Conditions: {
    IsBeta: { 'Fn::Equals': [{ Ref: 'Stage' }, 'beta'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsBeta' }] },
    IsLocal: { 'Fn::Equals': [{ Ref: 'Domain' }, 'local'] },
    Both: { 'Fn::And': [{ Condition: 'IsBeta' }, { Condition: 'IsLocal' }] },
    Neither: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsLocal' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsBeta' }, { Condition: 'IsLocal' }] },
    Maybe: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsLocal' }] },
    NotLocal: { 'Fn::Not': [{ Condition: 'IsLocal' }] },
    Turning: { Condition: 'Turning' },
    Odd: { 'Fn::Contains': [] },
  },
};

function read(value: unknown, parameters: Record<string, string> = {}): { value: unknown; unread: string[] } {
  const unread: string[] = [];
  return { value: resolved(value, scope(parameters, unread)), unread };
}

function scope(parameters: Record<string, string> = {}, unread: string[] = []): TemplateScope {
  return {
    template: TEMPLATE,
    parameters: { Port: 8080, Stage: 'beta', ...parameters },
    missing: (what, short) => {
      unread.push(what);
      return `\${${short}}`;
    },
    verdicts: new Map(),
    attribute: (logicalId, attribute) => (logicalId === 'Node' ? `node:${attribute ?? 'ref'}` : undefined),
  };
}

test.each<[string, unknown, unknown]>([
  ['a text', 'plain', 'plain'],
  ['a number', 3, 3],
  ['nothing', null, null],
  ['the default of a parameter', { Ref: 'Port' }, 8080],
  ['a resource', { Ref: 'Node' }, 'node:ref'],
  ['an attribute', { 'Fn::GetAtt': ['Node', 'Name'] }, 'node:Name'],
  ['an attribute in one text', { 'Fn::GetAtt': 'Node.Deep.Name' }, 'node:Deep.Name'],
  ['a substitution', { 'Fn::Sub': 'a-${Stage}-${Node.Name}' }, 'a-beta-node:Name'],
  ['a substitution with variables', { 'Fn::Sub': ['${Color}-${Stage}', { Color: { Ref: 'Port' } }] }, '8080-beta'],
  ['a literal in a substitution', { 'Fn::Sub': '${!Stage}' }, '${Stage}'],
  ['a join', { 'Fn::Join': ['.', ['a', { Ref: 'Stage' }]] }, 'a.beta'],
  ['a split', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
  ['a selection', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  ['a mapping', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'port'] }, 9090],
  ['a condition that holds', { 'Fn::If': ['IsBeta', 'yes', 'no'] }, 'yes'],
  ['a condition that does not hold', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
  ['an entry that is left out', [1, { 'Fn::If': ['IsProd', 2, { Ref: 'AWS::NoValue' }] }], [1]],
  ['a property that is left out', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['all of it left out', { Ref: 'AWS::NoValue' }, undefined],
  ['properties', { a: { b: [{ Ref: 'Stage' }] } }, { a: { b: ['beta'] } }],
])('reads %s', (_, value, expected) => {
  expect(read(value)).toEqual({ value: expected, unread: [] });
});

test('a parameter that is given counts for more than its default', () => {
  expect(read({ 'Fn::Sub': '${Stage}.${Domain}' }, { Stage: 'prod', Domain: 'local' })).toEqual({ value: 'prod.local', unread: [] });
});

test.each<[string, unknown, unknown, string]>([
  ['a parameter without a value', { 'Fn::Sub': 'shop.${Domain}' }, 'shop.${Domain}', 'the parameter Domain, which has no default'],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, '${AWS::Region}', 'AWS::Region'],
  ['another resource', { Ref: 'Bucket' }, '${Bucket}', 'the resource Bucket'],
  ['an attribute of another resource', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, '${Bucket.Arn}', 'Arn of the resource Bucket'],
  ['an export', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}:Mesh' } }, '${ImportValue beta:Mesh}', 'the export \'beta:Mesh\' of another stack'],
  ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'prod', 'port'] }, '${FindInMap Sizes}', 'the mapping Sizes'],
  ['a selection out of nothing', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, '${Select}', 'the function Fn::GetAZs'],
  ['a join of nothing', { 'Fn::Join': ['', { 'Fn::GetAZs': '' }] }, '${Join}', 'the function Fn::GetAZs'],
  ['another function', { 'Fn::Base64': 'x' }, '${Base64}', 'the function Fn::Base64'],
  ['a dynamic reference', 'a-{{resolve:ssm:/b}}', '${a-resolve:ssm:/b}', 'a dynamic reference'],
  ['a dynamic reference that is put together', { 'Fn::Join': ['', ['{{resolve', ':ssm:/b}}']] }, '${resolve:ssm:/b}', 'a dynamic reference'],
  ['an open condition', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, '${If IsLocal}', 'the condition IsLocal'],
])('keeps a place for %s, and says so', (_, value, expected, unread) => {
  const result = read(value);
  expect(result.value).toBe(expected);
  expect(result.unread).toContain(unread);
});

test.each([
  ['IsBeta', true], ['IsProd', false], ['IsLocal', undefined], ['NotLocal', undefined], ['Both', undefined], ['Neither', false],
  ['Either', true], ['Maybe', undefined], ['Turning', undefined], ['Odd', undefined], ['Absent', undefined],
])('the condition %s is %s', (name, expected) => {
  expect(conditionOf(name, scope())).toBe(expected);
});

test('a condition does not tell what it could not read', () => {
  const unread: string[] = [];
  conditionOf('IsLocal', scope({}, unread));
  expect(unread).toEqual([]);
});

test('a value as deep as a cycle would be ends', () => {
  const deep = Array.from({ length: 80 }).reduce<unknown>((inner) => [inner], 'end');
  expect(read(deep).unread).toEqual(['a reference that leads to itself']);
});

const OPEN = { Ref: 'Domain' };

test.each<[string, unknown]>([
  ['a parameter', OPEN],
  ['a join of it', { 'Fn::Join': ['', ['a', OPEN]] }],
  ['a join of properties with it', { 'Fn::Join': ['', ['a', { b: OPEN }]] }],
  ['a join by it', { 'Fn::Join': [',', { 'Fn::Split': [OPEN, 'a,b'] }] }],
  ['a substitution of it', { 'Fn::Sub': 'a${Domain}' }],
  ['a substitution of a variable of it', { 'Fn::Sub': ['${a}', { a: OPEN }] }],
  ['a substitution of something odd', { 'Fn::Sub': OPEN }],
  ['a selection of it', { 'Fn::Select': [0, [OPEN]] }],
  ['a selection by it', { 'Fn::Select': [OPEN, ['a']] }],
  ['a selection behind what may come to nothing', { 'Fn::Select': [1, [{ 'Fn::If': ['IsLocal', 'a', { Ref: 'AWS::NoValue' }] }, 'b', 'c']] }],
  ['a split of it', { 'Fn::Split': [',', OPEN] }],
  ['a mapping of it', { 'Fn::FindInMap': ['Sizes', OPEN, 'port'] }],
  ['a choice by it', { 'Fn::If': ['IsLocal', 'a', 'b'] }],
  ['a choice of it', { 'Fn::If': ['IsBeta', OPEN, 'b'] }],
  ['properties that a loop makes', { 'a': 1, 'Fn::ForEach::b': [] }],
  ['a dynamic reference', '{{resolve:ssm:a}}'],
])('%s is unknown, and stands as it is among others', (_, value) => {
  const quiet: TemplateScope = { ...scope(), missing: () => UNKNOWN };
  const [, taken = value] = ((value as Record<string, unknown[]>)['Fn::If'] ?? []).filter((part) => part === 'IsBeta' || part === OPEN);
  expect([resolved(value, quiet), resolved({ a: value, b: [value] }, quiet)]).toEqual([UNKNOWN, { a: taken, b: [taken] }]);
});
