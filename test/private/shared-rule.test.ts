import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { freeId, writeOnce } from '../../src/private/shared-rule';

test('a rule is written once in an app, and other stacks wait for the one that has it', () => {
  const [app, otherApp] = [new App(), new App()];
  const [first, second, elsewhere] = [new Stack(app, 'First'), new Stack(app, 'Second'), new Stack(otherApp, 'First')];
  const written: string[] = [];
  const write = (stack: Stack, rule: unknown) => writeOnce(stack, rule, () => written.push(`${stack.node.id} ${JSON.stringify(rule)}`));
  for (const stack of [first, first, second]) write(stack, { ingress: 1 });
  expect(written).toEqual(['First {"ingress":1}']);
  expect([first.dependencies, second.dependencies]).toEqual([[], [first]]);
  write(second, { egress: 1 });
  write(elsewhere, { ingress: 1 });
  expect(written.slice(1)).toEqual(['Second {"egress":1}', 'First {"ingress":1}']);
});

test('ids are free, and so are the logical ids that come of them', () => {
  const stack = new Stack();
  const resources = [0, 1, 2].map(() => new CfnResource(stack, freeId(stack, 'Rule'), { type: 'Some::Type' }));
  expect(resources.map(({ logicalId }) => stack.resolve(logicalId))).toEqual(['Rule', 'Rule2', 'Rule3']);
});
