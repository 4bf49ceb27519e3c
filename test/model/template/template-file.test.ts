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

test('the condition of a resource is told where it is not known to hold', () => {
  const condition = (value: unknown, name: unknown = 'Is') =>
    fileOf({ Conditions: { Is: value }, Resources: { Web: { Type: 'T', Condition: name } } }).resources.get('Web')?.condition;
  expect(condition({ 'Fn::Equals': [{ Ref: 'Stage' }, 'a'] })).toBe('Is');
  expect(condition({ 'Fn::Equals': ['a', 'a'] })).toBeUndefined();
  expect(condition({ 'Fn::Equals': ['a', 'a'] }, 'Missing')).toBe('Missing');
  expect(condition({ 'Fn::Equals': ['a', 'a'] }, { Ref: 'Is' })).toBeUndefined();
});

test('what a resource waits for are names only', () => {
  const dependsOn = (value: unknown) => fileOf({ Resources: { Web: { Type: 'T', DependsOn: value } } }).resources.get('Web')?.dependsOn;
  expect(dependsOn(['A', 'B'])).toEqual(['A', 'B']);
  expect(dependsOn(['A', { Ref: 'B' }, 1])).toEqual(['A']);
  expect(dependsOn({ Ref: 'A' })).toEqual([]);
});

test.each<[string, unknown, string, unknown]>([
  ['a text', 'large', 'String', 'large'],
  ['a number', 256, 'Number', 256],
  ['a list', 'a, b', 'CommaDelimitedList', ['a', 'b']],
  ['a list of numbers', '1,2', 'List<Number>', ['1', '2']],
  ['a list from a function', { 'Fn::Join': [',', ['a', 'b']] }, 'CommaDelimitedList', ['a', 'b']],
  ['no list in the name of a type alone', 'a,b', 'My::List<String>', 'a,b'],
  ['the name of another one', '/ami', 'AWS::SSM::Parameter::Value<String>', { Ref: 'P' }],
  ['a truth value', true, 'String', { Ref: 'P' }],
  ['nothing', undefined, 'String', { Ref: 'P' }],
])('a parameter is known only as its stack gives it: %s', (_name, given, type, value) => {
  const parent = fileOf({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { P: given } } } } });
  const child = fileOf({ Parameters: { P: { Type: type, Default: 'x' } } }, { file: parent, logicalId: 'Child' });
  expect(child.read({ Ref: 'P' })).toEqual(value);
});

test.each<[string, unknown, string | undefined]>([
  ['a parameter of that type', { Ref: 'Image' }, '/of/default'],
  ['a parameter of another type', { Ref: 'Text' }, undefined],
  ['a dynamic reference', '{{resolve:ssm:/of/text:3}}', '/of/text'],
  ['the form that launch templates take', 'resolve:ssm:/of/text', '/of/text'],
  ['a text that has one in it', 'ami of {{resolve:ssm:/of/text}}', undefined],
  ['an attribute', { 'Fn::GetAtt': ['Image', 'Value'] }, undefined],
  ['nothing that has a name', { 'Fn::GetAZs': '' }, undefined],
])('where a value is stored is told of %s', (_name, value, stored) => {
  const file = fileOf({
    Parameters: {
      Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/of/default' }, Text: { Type: 'String', Default: '/of/default' },
    },
  });
  expect(file.storedIn(value)).toBe(stored);
});
