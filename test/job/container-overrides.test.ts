import * as events from 'aws-cdk-lib/aws-events';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Lazy, Stack, Token } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import {
  ContainerOverrideItem, ContainerOverrides, overridesFindings, overrideTexts, renderOverrides, takenVariables, withVariables,
} from '../../src/job/container-overrides';
import { RunnableTask } from '../../src/job/runnable-task';
import { StandaloneTask } from '../../src/job/standalone-task';
import { refuse } from '../../src/model/finding';
import { TaskDefinitionFacts } from '../../src/model/task/task';

const unknown = Lazy.string({ produce: () => 'later' });

/** A task of which its containers alone are known. */
function choicesOf(...containers: TaskDefinitionFacts['containers']): StandaloneTask {
  return { taskFacts: { containers } } as unknown as StandaloneTask;
}

const task = choicesOf({ name: 'agent', essential: false }, { name: 'app', secrets: ['TOKEN'] }, { name: 'proxy' });
const runnable = { mainContainer: 'app' } as RunnableTask;

const name = fc.constantFrom('app', 'agent', 'proxy');
const variable = fc.stringMatching(/^[A-Z]{1,3}$/).map((key) => ({ name: key, value: key.toLowerCase() }));
const item = fc.record(
  { name, environment: fc.array(variable), command: fc.array(fc.string()), cpu: fc.nat() }, { requiredKeys: ['name'] }) as fc.Arbitrary<ContainerOverrideItem>;
const items = fc.uniqueArray(item, { selector: (each) => each.name });

describe('containers that overrides mean', () => {
  test('are the first essential one where they name none', () => {
    expect(overridesFindings([{}, { container: 'app' }], task)).toEqual([
      refuse('ContainerOverrides.Twice', '[1].container', "is changed once for a run, got 'app' again; put both into one"),
    ]);
    expect(overridesFindings([{}, { container: 'agent' }, { container: 'proxy' }], task)).toEqual([]);
  });

  test('are those of the task', () => {
    expect(overridesFindings([{ container: 'web' }], task)).toEqual([
      refuse('ContainerOverrides.UnknownContainer', '[0].container', "names a container of the task, which has agent, app, proxy, got 'web'"),
    ]);
  });

  test('are anything where a name is not known', () => {
    expect(overridesFindings([{ container: unknown }], task)).toEqual([]);
    expect(overridesFindings([{ container: 'web' }], choicesOf({ name: undefined }, { name: 'app' }))).toEqual([]);
    expect(overridesFindings([{}, { container: 'app' }], choicesOf({ name: undefined }))).toEqual([]);
  });
});

describe('texts', () => {
  test('have the paths under which their user wrote them', () => {
    expect(overrideTexts([{}, { command: ['import', '--all'], environment: { MODE: 'full' } }])).toEqual([
      { path: '[1].command[0]', text: 'import' }, { path: '[1].command[1]', text: '--all' }, { path: '[1].environment.MODE', text: 'full' },
    ]);
  });

  test.each<[string, string, string]>([
    ['the input of a state', sfn.JsonPath.stringAt('$.file'), '$.file'],
    ['an event', events.EventField.fromPath('$.detail.file'), '$.detail.file'],
    ['either, between other text', `s3://${events.EventField.fromPath('$.detail.file')}?v=1`, '$.detail.file'],
  ])('may be fields of %s', (_of, text, field) => {
    expect(overrideTexts([{ environment: { FILE: text } }])).toEqual([{ path: '[0].environment.FILE', text: undefined, field }]);
    expect(overridesFindings([{ environment: { FILE: text } }], task)).toEqual([
      refuse('ContainerOverrides.NotFilled', '[0].environment.FILE', `is passed on as it is, got ${field}, which nothing fills in here; write the value itself`),
    ]);
    expect(overridesFindings([{ environment: { FILE: text } }], task, { by: 'states', remedy: '' })).toEqual([]);
  });

  test('may be a list of the input as a whole', () => {
    expect(overrideTexts([{ command: sfn.JsonPath.listAt('$.arguments') }])).toEqual([{ path: '[0].command', field: '$.arguments' }]);
  });

  test('that only the deployment knows are no fields', () => {
    const list = Token.asList({ resolve: () => ['later'] });
    expect(overrideTexts([{ command: list, environment: { REGION: new Stack().region, LATER: unknown } }]).map(({ field, text }) => [field, text]))
      .toEqual([[undefined, undefined], [undefined, undefined], [undefined, undefined]]);
  });
});

describe('variables that are taken', () => {
  test('are those that overrides of the main container set, by its name or without, and its secrets', () => {
    const overrides: ContainerOverrides[] = [
      { environment: { MODE: 'full' } }, { container: 'agent', environment: { LEVEL: 'debug' } }, { container: 'app', environment: { SIZE: '1' } },
    ];
    expect(takenVariables(overrides, task)).toEqual({ fixed: ['MODE', 'SIZE'], secrets: ['TOKEN'] });
  });

  test('are none of a task whose containers are not known', () => {
    expect(takenVariables([], choicesOf())).toEqual({ fixed: [], secrets: [] });
  });
});

test('overrides are told in the words of RunTask, and of the main container unless they name another', () => {
  expect(renderOverrides([
    { command: ['import'], environment: { A: '1', B: '2' }, cpu: 256, memoryMiB: 512, memoryReservationMiB: 128 }, { container: 'agent', cpu: 0, environment: {} },
  ], runnable)).toEqual([
    { name: 'app', command: ['import'], environment: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], cpu: 256, memory: 512, memoryReservation: 128 },
    { name: 'agent', cpu: 0, environment: [] },
  ]);
});

describe('variables that are added', () => {
  test('come behind those of their container, of which the rest stays, as does every other container', () => {
    fc.assert(fc.property(items, name, fc.array(variable, { minLength: 1 }), (before, container, variables) => {
      const after = withVariables(before, container, variables);
      const own = before.find((each) => each.name === container);
      const environment = [...own?.environment ?? [], ...variables];
      expect(after.find((each) => each.name === container)).toEqual({ ...own, name: container, environment });
      expect(after.filter((each) => each.name !== container)).toEqual(before.filter((each) => each.name !== container));
      expect(new Set(after.map((each) => each.name)).size).toBe(after.length);
    }));
  });

  test('change nothing where there are none, and never what was given', () => {
    fc.assert(fc.property(items, name, fc.array(variable), (before, container, variables) => {
      const copy = structuredClone(before);
      expect(withVariables(before, container, [])).toEqual(copy);
      withVariables(before, container, variables).push({ name: 'more' });
      expect(before).toEqual(copy);
    }));
  });
});
