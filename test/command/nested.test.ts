import { nestedStacksIn } from '../../src/command/nested';

const ASSETS = new Map([['aaa.json', '/out/Outer.json'], ['bbb.json', '/out/Inner.json']]);

/** The file of the only stack in a template at /app/parent.yml. */
function fileOf(properties: unknown, more: object = {}, assets: ReadonlyMap<string, string> = new Map()): unknown {
  const template = { Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: properties, ...more } } };
  const [stack, ...others] = nestedStacksIn(template, '/app/parent.yml', assets);
  expect({ id: stack.logicalId, others }).toEqual({ id: 'Child', others: [] });
  return stack.file;
}

test.each([
  ['child.yml', '/app/child.yml'],
  ['./parts/../child.yml', '/app/child.yml'],
  ['../child.yml', '/child.yml'],
  ['/srv/child.yml', '/srv/child.yml'],
  ['https://example.com/child.yml', undefined],
  ['S3://bucket/child.yml', undefined],
  ['', undefined],
  [5, undefined],
  [{ Ref: 'Url' }, undefined],
])('the template at %j is %j', (url, file) => {
  expect(fileOf({ TemplateURL: url })).toBe(file);
});

test.each([[undefined], [null], ['text'], [{}], [{ Location: 'app.yml' }]])('a stack with the properties %j has no file', (properties) => {
  expect(fileOf(properties)).toBeUndefined();
});

test('an application of SAM has its template elsewhere', () => {
  expect(fileOf({ Location: 'app.yml', TemplateURL: 'other.yml' }, { Type: 'AWS::Serverless::Application' })).toBe('/app/app.yml');
  expect(fileOf({ Location: { ApplicationId: 'arn', SemanticVersion: '1.0.0' } }, { Type: 'AWS::Serverless::Application' })).toBeUndefined();
  expect(fileOf({ TemplateURL: 'other.yml' }, { Type: 'AWS::Serverless::Application' })).toBeUndefined();
});

test.each([
  [{ 'Fn::Sub': 'https://s3.${AWS::URLSuffix}/bucket/bbb.json' }, '/out/Inner.json'],
  [{ 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::URLSuffix' }, '/bucket/aaa.json']] }, '/out/Outer.json'],
  ['https://bucket.s3.amazonaws.com/aaa.json', '/out/Outer.json'],
  ['https://bucket.s3.amazonaws.com/ccc.json', undefined],
])('%j is the asset with its key', (url, file) => {
  expect(fileOf({ TemplateURL: url }, {}, ASSETS)).toBe(file);
});

test('the metadata of an asset count before its address', () => {
  expect(fileOf({ TemplateURL: 'https://bucket/aaa.json' }, { Metadata: { 'aws:asset:path': 'Written.json' } }, ASSETS)).toBe('/app/Written.json');
  expect(fileOf({ TemplateURL: 'https://bucket/aaa.json' }, { Metadata: { 'aws:asset:path': { Ref: 'Path' } } }, ASSETS)).toBe('/out/Outer.json');
});

test('stacks are told in their order, and other resources are none', () => {
  const stack = (url: string) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } });
  const template = { Resources: { B: stack('b.yml'), Cluster: { Type: 'AWS::ECS::Cluster', Properties: { TemplateURL: 'c.yml' } }, A: stack('a.yml') } };
  expect(nestedStacksIn(template, 'parent.yml', ASSETS)).toEqual([{ logicalId: 'B', file: 'b.yml' }, { logicalId: 'A', file: 'a.yml' }]);
});

test.each([[undefined], [[]], ['text'], [{}], [{ Resources: [] }], [{ Resources: { A: null, B: 'text', C: [] } }]])('in %j there is none', (template) => {
  expect(nestedStacksIn(template, 'parent.yml', ASSETS)).toEqual([]);
});
