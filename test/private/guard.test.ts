import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { advise, Finding, refuse } from '../../src/model/finding';
import { errorsIn, guard, guardAtSynth, guardClass, warningId } from '../../src/private/guard';

class Guarded extends Construct {
  constructor(scope: Construct, id: string, findings: Finding[]) {
    super(scope, id);
    guard(this, findings);
  }
}

const size = refuse('Size.Wrong', 'task.size', 'is 1 or 2, got 3');
const weight = refuse('Weight.Zero', 'spot', 'needs a weight');
const tag = advise('Image.Latest', 'task.image', 'changes, got latest');

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

test('one error lists all that is refused, and nothing that is advised against', () => {
  expect(() => new Guarded(new Stack(undefined, 'Stack'), 'Web', [size, tag, weight])).toThrow(expect.objectContaining({
    message: [
      'Guarded at Stack/Web has 2 problems:',
      '  Size.Wrong: `task.size` is 1 or 2, got 3',
      '  Weight.Zero: `spot` needs a weight',
    ].join('\n'),
  }));
});

test('one problem is one problem', () => {
  expect(() => new Guarded(new Stack(undefined, 'Stack'), 'Web', [size])).toThrow('Guarded at Stack/Web has 1 problem:\n  Size.Wrong: ');
});

test('a refused construct leaves no trace: its id can be used again', () => {
  const stack = new Stack(undefined, 'Stack');
  expect(() => new Guarded(stack, 'Web', [tag, size])).toThrow('Size.Wrong');
  expect(stack.node.children).toEqual([]);
  const web = new Guarded(stack, 'Web', []);
  expect(stack.node.children).toEqual([web]);
  expect(warnings(stack)).toEqual([]);
});

test('each warning is shown, and one word acknowledges all of its kind', () => {
  const stack = new Stack(undefined, 'Stack');
  const guarded = new Guarded(stack, 'Web', [tag, { ...tag, path: 'task.containers[1].image' }]);
  expect(warnings(stack)).toEqual([
    expect.stringContaining('`task.image` changes, got latest'), expect.stringContaining('`task.containers[1].image` changes, got latest'),
  ]);
  Validations.of(guarded).acknowledge({ id: `Annotation::${warningId(tag)}`, reason: 'a demo' });
  expect(warnings(stack)).toEqual([]);
});

describe('at synth', () => {
  function stackWith(findings: Finding[]): Stack {
    const stack = new Stack(new App(), 'Stack');
    const found: Finding[] = [];
    guardAtSynth(new Construct(stack, 'Web'), () => found);
    found.push(...findings);
    return stack;
  }

  test('what is refused by then is told', () => {
    expect(() => App.of(stackWith([size, weight]))!.synth())
      .toThrow(/Size\.Wrong: `task\.size` is 1 or 2, got 3[^]*Weight\.Zero: `spot` needs a weight/);
  });

  test('what is advised against becomes a warning', () => {
    expect(warnings(stackWith([tag]))).toEqual([expect.stringContaining('`task.image` changes, got latest')]);
  });
});

test('errors are what is left without warnings', () => {
  expect(errorsIn([size, tag, weight])).toEqual([size, weight]);
});

test('what is no construct is refused by its class', () => {
  expect(() => guardClass('Pack', [refuse('Pack.A', 'one', 'is wrong'), advise('Pack.B', 'two', 'is unwise')]))
    .toThrow('Pack has 1 problem:\n  Pack.A: `one` is wrong');
  expect(guardClass('Pack', [advise('Pack.B', 'two', 'is unwise')])).toBeUndefined();
});
