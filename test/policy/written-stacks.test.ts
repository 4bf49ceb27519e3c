import { basename } from 'path';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { logicalIdOf, WrittenStacks } from '../../src/policy/written-stacks';

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
