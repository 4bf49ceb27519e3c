import { App, CfnElement, CfnResource, Lazy, Stack } from 'aws-cdk-lib/core';
import { leadsTo } from '../../src/private/references';

function resources(...ids: string[]): CfnResource[] {
  const stack = new Stack(new App());
  return ids.map((id) => new CfnResource(stack, id, { type: 'Test::Resource' }));
}

test('a value without references leads nowhere', () => {
  const [target] = resources('Target');

  expect(leadsTo({ Name: 'Target', Count: 1 }, target)).toBe(false);
});

test.each([
  ['Ref', (target: CfnResource) => target.ref],
  ['Fn::GetAtt', (target: CfnResource) => target.getAtt('Arn').toString()],
  ['a part of a string', (target: CfnResource) => `${target.getAtt('Arn')}/*`],
  ['a lazy value', (target: CfnResource) => Lazy.string({ produce: () => target.ref })],
])('%s of the target leads to it', (_, reference) => {
  const [target] = resources('Target');

  expect(leadsTo([{ Resource: reference(target) }], target)).toBe(true);
});

test('a reference leads to the target over other resources', () => {
  const [target, near, far] = resources('Target', 'Near', 'Far');
  near.addPropertyOverride('Key', far.ref);
  far.addPropertyOverride('Principal', target.getAtt('Arn'));

  expect(leadsTo(near.ref, target)).toBe(true);
});

test('only resources that are worth it are followed', () => {
  const [target, near, far] = resources('Target', 'Near', 'Far');
  near.addPropertyOverride('Key', far.ref);
  far.addPropertyOverride('Principal', target.ref);

  expect(leadsTo(near.ref, target, (element) => element === near)).toBe(false);
  expect(leadsTo(near.ref, target, (element) => element === near || element === far)).toBe(true);
});

test('a circle of others ends', () => {
  const [target, one, two] = resources('Target', 'One', 'Two');
  one.addPropertyOverride('Other', two.ref);
  two.addPropertyOverride('Other', one.ref);

  expect(leadsTo(one.ref, target)).toBe(false);
});

test('a resource that many ask about is rendered once', () => {
  const [key, ...targets] = resources('Key', 'One', 'Two', 'Three');
  const rendered = jest.spyOn(key as unknown as { _toCloudFormation(): unknown }, '_toCloudFormation');

  expect(targets.map((target) => leadsTo(key.ref, target))).toEqual([false, false, false]);
  expect(rendered).toHaveBeenCalledTimes(1);
});

test('a reference into another stack is followed', () => {
  const app = new App();
  const target: CfnElement = new CfnResource(new Stack(app, 'Here'), 'Target', { type: 'Test::Resource' });
  const elsewhere = new CfnResource(new Stack(app, 'There'), 'Key', { type: 'Test::Key', properties: { Principal: (target as CfnResource).ref } });

  expect(leadsTo(elsewhere.ref, target)).toBe(true);
});
