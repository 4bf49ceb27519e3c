import { App, CfnResource, NestedStack, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { closesCircle, waitsForWorker } from '../../src/worker/stack-circle';
import { findCycle, templateGraph } from '../kit/template-graph';

type Place = 'One' | 'One/Nested' | 'One/Beside' | 'Two' | 'Two/Nested';

/** A resource that a construct stands for, as an L2 does. */
class Thing extends Construct {
  public readonly resource: CfnResource;

  constructor(scope: Construct, id: string, named?: Thing) {
    super(scope, id);
    this.resource = new CfnResource(this, 'Resource', { type: 'AWS::Test::Thing', properties: { Name: named?.resource.ref } });
  }
}

function stacks() {
  const app = new App({ analyticsReporting: false });
  const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
  const all: Record<Place, Stack> = {
    'One': one, 'One/Nested': new NestedStack(one, 'Nested'), 'One/Beside': new NestedStack(one, 'Beside'), 'Two': two, 'Two/Nested': new NestedStack(two, 'Nested'),
  };
  return { app, all };
}

/** What CDK and CloudFormation make of it: what is early names a thing beside the worker, and the worker names what is early. */
function isDeployable(early: Place, named: Place, worker: Place): boolean {
  const { app, all } = stacks();
  const first = new Thing(all[named], 'Named');
  const second = new Thing(all[early], 'Early', first);
  new Thing(all[worker], 'Worker', second);
  try {
    app.synth();
  } catch {
    return false;
  }
  return [all.One, all.Two].every((stack) => findCycle(templateGraph(stack)) === undefined);
}

describe('a worker names what is in one stack, which names what is in another', () => {
  test.each<[Place, Place, Place, boolean]>([
    // early, named, worker
    ['One', 'One', 'One', false],
    ['One', 'One', 'Two', false],
    ['One', 'Two', 'One', false],
    ['One', 'Two', 'Two', true],
    ['One', 'Two', 'Two/Nested', true],
    ['One', 'Two/Nested', 'Two', true],
    ['One', 'One/Nested', 'One', false],
    ['One', 'One/Nested', 'One/Nested', true],
    ['One', 'One/Beside', 'One/Nested', false],
    ['One/Nested', 'One', 'One', false],
    ['One/Nested', 'One', 'One/Nested', false],
    ['One/Nested', 'One', 'Two', false],
    ['One/Nested', 'One/Beside', 'One', false],
    ['One/Nested', 'One/Beside', 'One/Beside', true],
    ['One/Nested', 'Two', 'Two/Nested', true],
  ])('%s names one of %s, and a worker in %s names it: circle %p', (early, named, worker, circle) => {
    const { all } = stacks();

    expect(closesCircle(all[early], new Thing(all[named], 'Named'), new Construct(all[worker], 'Worker'))).toBe(circle);
    expect(isDeployable(early, named, worker)).toBe(!circle);
  });
});

test('what is imported is in no stack', () => {
  const { all } = stacks();

  expect(closesCircle(all.One, new Construct(all.Two, 'Imported'), new Construct(all.Two, 'Worker'))).toBe(false);
});

test.each<[Place, Place, boolean]>([
  ['One', 'One', false],
  ['One', 'Two', true],
  ['One', 'One/Nested', true],
  ['One/Nested', 'One', false],
  ['One/Nested', 'One/Nested', false],
  ['One/Nested', 'One/Beside', true],
])('what is yet to be made is beside the worker: %s would wait for %s is %p', (early, worker, circle) => {
  const { all } = stacks();

  expect(waitsForWorker(all[early], new Construct(all[worker], 'Worker'))).toBe(circle);
  expect(isDeployable(early, worker, worker)).toBe(!circle);
});
