import { TemplateFile } from '../../../src/model/template/template-file';

const fileOf = (template: unknown, stack?: { file: TemplateFile; logicalId: string }) => new TemplateFile({ name: 'app.json', template }, stack);

test('a resource, as far as the template tells of it', () => {
  const file = fileOf({ Resources: { Web: { Type: 'AWS::ECS::Service', Properties: { ServiceName: { 'Fn::Join': ['-', ['a', 'b']] }, Cluster: { Ref: 'Main' } }, DependsOn: 'Rule' } } });
  expect(file.resources.get('Web')).toEqual({
    template: 'app.json',
    logicalId: 'Web',
    type: 'AWS::ECS::Service',
    properties: { ServiceName: 'a-b', Cluster: { Ref: 'Main' } },
    raw: { ServiceName: { 'Fn::Join': ['-', ['a', 'b']] }, Cluster: { Ref: 'Main' } },
    dependsOn: ['Rule'],
  });
  expect(file.unread).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ['resources that are no object', { Resources: 'none' }, ['its Resources, which are no object']],
  ['a loop', { Resources: { 'Fn::ForEach::Each': [] } }, ['the resources of Fn::ForEach::Each']],
  ['a resource without a type', { Resources: { Web: {} } }, ['the resource Web, which has no type']],
  ['properties of a macro', { Resources: { Web: { Type: 'T', Properties: { 'Fn::Transform': { Name: 'M' } } } } }, ['the properties of Web']],
  ['a macro over the whole template', { 'Fn::Transform': { Name: 'AWS::Include' }, 'Resources': {} }, ['what the macro AWS::Include makes']],
  ['macros', { Transform: ['AWS::LanguageExtensions', { Name: 'Own' }], Resources: {} }, ['what the macro AWS::LanguageExtensions makes', 'what the macro Own makes']],
])('%s is told as unread', (_name, template, unread) => {
  const file = fileOf(template);
  expect(file.unread).toEqual(unread);
  expect([...file.resources]).toEqual([]);
});

test('depth is no way to end the program: what is too deep is unread', () => {
  const nested = (levels: number) => Array.from({ length: levels }).reduce<object>((inner) => ({ inner }), {});
  expect(fileOf({ Resources: { Web: { Type: 'T', Properties: nested(250) } } }).unread).toEqual(['a template of more than 200 levels']);
  expect(fileOf({ Resources: { Web: { Type: 'T', Properties: nested(100) } } }).unread).toEqual([]);
});

test('a resource is left out only where its condition is known not to hold', () => {
  const condition = (value: unknown) => fileOf({ Conditions: { Is: value }, Resources: { Web: { Type: 'T', Condition: 'Is' } } }).resources.has('Web');
  expect(condition({ 'Fn::Equals': ['a', 'b'] })).toBe(false);
  expect(condition({ 'Fn::Equals': ['a', 'a'] })).toBe(true);
  expect(condition({ 'Fn::Equals': [{ Ref: 'Stage' }, 'a'] })).toBe(true);
});

describe('parameters', () => {
  const parent = fileOf({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Size: 'large', Zones: 'a, b', Ami: '/ami' } } } } });
  const child = fileOf({
    Parameters: { Size: { Type: 'String' }, Zones: { Type: 'CommaDelimitedList' }, Ami: { Type: 'AWS::SSM::Parameter::Value<String>' }, Free: { Type: 'String', Default: 'x' } },
  }, { file: parent, logicalId: 'Child' });

  test.each<[string, unknown]>([
    ['Size', 'large'], ['Zones', ['a', 'b']], ['Ami', { Ref: 'Ami' }], ['Free', { Ref: 'Free' }],
  ])('%s is known only as its stack gives it', (name, value) => {
    expect(child.read({ Ref: name })).toEqual(value);
  });
});
