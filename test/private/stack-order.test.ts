import * as sns from 'aws-cdk-lib/aws-sns';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { StackOrder } from '../../src/private/stack-order';

function threeStacks() {
  const app = new App();
  const [one, two, three] = ['One', 'Two', 'Three'].map((id) => new Stack(app, id));
  return { one, two, three, topic: new sns.Topic(one, 'Topic') };
}

test('stacks wait for nothing by themselves', () => {
  const { one, two } = threeStacks();
  expect(new StackOrder().waitsFor(two, one)).toBe(false);
});

test.each<[string, (stacks: ReturnType<typeof threeStacks>) => void]>([
  ['that is named', ({ one, two }) => two.addDependency(one)],
  ['that one of its constructs names', ({ two, topic }) => new sns.Topic(two, 'Topic').node.addDependency(topic)],
  ['that a resource refers to', ({ two, topic }) => new sns.Topic(two, 'Topic', { displayName: topic.topicName })],
  ['that an output refers to', ({ two, topic }) => new CfnOutput(two, 'Output', { value: topic.topicArn })],
])('a stack waits for one %s', (_what, tie) => {
  const stacks = threeStacks();
  tie(stacks);
  expect(new StackOrder().waitsFor(stacks.two, stacks.one)).toBe(true);
  expect(new StackOrder().waitsFor(stacks.one, stacks.two)).toBe(false);
});

test('waiting goes over stacks in between, and what is added counts', () => {
  const { one, two, three } = threeStacks();
  two.addDependency(one);
  const order = new StackOrder();
  expect(order.waitsFor(three, one)).toBe(false);
  order.add(three, two);
  expect(order.waitsFor(three, one)).toBe(true);
  expect(order.waitsFor(one, three)).toBe(false);
});

test('stacks that wait for each other do not keep the question going', () => {
  const { one, two, three } = threeStacks();
  const order = new StackOrder();
  order.add(one, two);
  order.add(two, one);
  expect(order.waitsFor(one, three)).toBe(false);
});
