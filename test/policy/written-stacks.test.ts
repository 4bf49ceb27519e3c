import { basename } from 'path';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { logicalIdOf, WrittenStacks } from '../../src/policy/written-stacks';
import { REFERENCE_FLAG } from '../kit/flags';

function appWithStage() {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  const stack = new Stack(stage, 'App');
  const nested = new NestedStack(stack, 'Nested');
  const inner = new CfnResource(nested, 'Inner', { type: 'A::B::C' });
  const other = new CfnResource(new Stack(app, 'Other'), 'Outer', { type: 'A::B::C' });
  other.overrideLogicalId('Renamed');
  return { app, stage, stack, inner, other };
}

test('the stacks of an app are read with those of its stages and those nested in them', () => {
  const { app, inner, other } = appWithStage();
  const stacks = WrittenStacks.ofStage(app);
  const found = stacks.templates().resources('A::B::C').map(({ logicalId, template }) => [logicalId, template]);
  expect(found).toEqual(expect.arrayContaining([['Inner', stacks.fileOf(inner)], ['Renamed', stacks.fileOf(other)]]));
  expect(found).toHaveLength(2);
  expect([logicalIdOf(inner), logicalIdOf(other)]).toEqual(['Inner', 'Renamed']);
});

test('a stage has its own stacks only', () => {
  const { inner, other, stage } = appWithStage();
  const stacks = WrittenStacks.ofStage(stage);
  expect(basename(stacks.fileOf(inner) ?? '')).toMatch(/nested\.template\.json$/);
  expect(stacks.fileOf(other)).toBeUndefined();
});

test('of what CDK names, nested stacks are found beside their parents, and others are left out', () => {
  const { app, inner, other, stack, stage } = appWithStage();
  const written = WrittenStacks.ofStage(stage).fileOf(inner) as string;
  const stacks = WrittenStacks.ofContext({
    accountId: undefined,
    region: undefined,
    appConstruct: app,
    templatePaths: [],
    stackTemplates: [{ stackConstructPath: stack.node.path, templatePath: written }],
  });
  expect([stacks.fileOf(inner), stacks.fileOf(other)]).toEqual([written, undefined]);
});

test('what is in a stack is of that stack, and what is around stacks of the first of them', () => {
  const { app, inner, other, stack, stage } = appWithStage();
  const [ofStage, ofApp] = [WrittenStacks.ofStage(stage), WrittenStacks.ofStage(app)];
  expect([app, stage, stack, inner, other].map((construct) => ofStage.has(construct))).toEqual([true, true, true, true, false]);
  expect(ofApp.has(other)).toBe(true);
  expect(new App().node.findAll().map((construct) => ofApp.has(construct))).toEqual([false]);
});

test('of two environments, what is around their stacks is of the first', () => {
  const app = new App();
  const stacks = ['one', 'other'].map((id) => new Stack(app, id));
  const of = ({ node: { path } }: Stack) => WrittenStacks.ofContext({
    accountId: undefined, region: undefined, appConstruct: app, templatePaths: [], stackTemplates: [{ stackConstructPath: path, templatePath: 'a.json' }],
  });
  expect(stacks.map((stack) => of(stack).has(app))).toEqual([true, false]);
});

test('a template leads to its stack', () => {
  const { app, inner } = appWithStage();
  const stacks = WrittenStacks.ofStage(app);
  expect(stacks.stackOf(stacks.fileOf(inner) as string)).toBe(inner.stack);
  expect(stacks.stackOf('elsewhere.json')).toBeUndefined();
});

test('resources of one stack name those of another by its outputs, as CDK writes them with its recommended flags', () => {
  const app = new App({ context: { [REFERENCE_FLAG]: 'weak' } });
  const [network, shop] = ['Network', 'Shop'].map((id) => new Stack(app, id));
  const bucket = new CfnResource(network, 'Bucket', { type: 'A::B::Bucket' });
  new CfnResource(shop, 'User', { type: 'A::B::User', properties: { Bucket: bucket.ref } });
  const templates = WrittenStacks.ofStage(app).templates();
  const [user] = templates.resources('A::B::User');
  expect(Object.keys(user.raw.Bucket as object)).toEqual(['Fn::GetStackOutput']);
  expect(templates.target(user, user.properties.Bucket)).toMatchObject({ logicalId: 'Bucket', type: 'A::B::Bucket' });
});
