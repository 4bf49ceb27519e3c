import { Lazy, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { eventRun } from './runs';
import { launchParameters, mutable } from '../../src/event/event-launch';
import { ecsParameters, ruleInput } from '../../src/event/event-rule-target';
import { EventRun } from '../../src/event/event-source';
import { transform } from '../kit/input-transformer';

const stack = new Stack();

describe('what a rule tells ECS', () => {
  test('of a task with a network interface of its own', () => {
    expect(ecsParameters(eventRun({ taskCount: 3 }))).toEqual({
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report:7',
      taskCount: 3,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: { awsVpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' } },
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    });
  });

  test('of a task on instances, in the words of a rule: strategies, not one strategy', () => {
    const placementStrategy = [{ type: 'binpack', field: 'CPU' }];
    const placementConstraints = [{ type: 'distinctInstance' }];
    const run = eventRun({ launch: { awsvpc: undefined, placementStrategy, placementConstraints, enableExecuteCommand: true } });
    expect(ecsParameters(run)).toMatchObject({
      placementStrategies: placementStrategy, placementConstraints, networkConfiguration: undefined, enableExecuteCommand: true,
    });
  });

  test.each([[undefined], [[]]])('nothing of capacity or constraints that are %p: the default of the cluster counts', (none) => {
    expect(launchParameters(eventRun({ launch: { capacityProviderStrategy: none, placementConstraints: none } })))
      .toMatchObject({ capacityProviderStrategy: undefined, placementConstraints: undefined });
  });

  test('a list of its own: what is changed there does not change the task', () => {
    const items = [1, 2];
    mutable(items)!.push(3);
    expect(items).toEqual([1, 2]);
  });
});

/** What a task gets for an event. */
function overridesFor(run: Partial<EventRun>, event: object): any {
  const { input, inputTransformer } = stack.resolve(ruleInput(stack, eventRun(run)));
  return input === undefined
    ? transform({ InputPathsMap: inputTransformer.inputPathsMap, InputTemplate: inputTransformer.inputTemplate }, event)
    : JSON.parse(input);
}

describe('what a run changes', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/<\w+>/.test(value));
  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);

  test('is nothing where neither the task nor the event says anything', () => {
    expect(ruleInput(stack, eventRun())).toEqual({});
  });

  test('is the same for every event where no field is asked for', () => {
    const overrides = [{ name: 'app', command: ['say', '"<field1>"'], cpu: 256 }, { name: 'agent', memory: 64 }];
    expect(overridesFor({ overrides }, {})).toEqual({ containerOverrides: overrides });
  });

  test('is what it was, with the fields of the event behind its variables, whatever is in either', () => {
    const variables = fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key, minLength: 1, maxLength: 6 });
    fc.assert(fc.property(variables, fc.nat(6), fc.array(text), text, (all, count, command, other) => {
      const [fixed, filled] = [all.slice(0, count), all.slice(count)];
      const environment = fixed.map(([key, value]) => ({ name: key, value }));
      const overrides = [{ name: 'agent', environment: [{ name: 'OTHER', value: other }] }, { name: 'app', command, environment, memoryReservation: 64 }];
      const paths = Object.fromEntries(filled.map(([key], index) => [key, `$.detail.lines[${index}]`]));
      const { containerOverrides: [app, agent, ...more] } = overridesFor({ overrides, fields: { container: 'app', paths } }, { detail: { lines: filled.map(([, value]) => value) } });
      const own = { name: 'app', command, environment: all.map(([key, value]) => ({ name: key, value })), memoryReservation: 64 };
      const expected = filled.length > 0 ? [own, overrides[0]] : [overrides[0], own];
      expect([app, agent, ...more]).toEqual(expected);
    }));
  });

  test('of a container that has no overrides is its variables alone', () => {
    expect(overridesFor({ fields: { container: 'app', paths: { KEY: '$.detail.object.key' } } }, { detail: { object: { key: 'a"b' } } }))
      .toEqual({ containerOverrides: [{ name: 'app', environment: [{ name: 'KEY', value: 'a"b' }] }] });
  });

  test('has no place inside of quotes, where EventBridge would write a text as it is', () => {
    const { inputTransformer } = ruleInput(stack, eventRun({ fields: { container: 'app', paths: { A: '$.a', B: '$.b' } } }));
    expect(stack.resolve(inputTransformer)).toEqual({
      inputPathsMap: { field1: '$.a', field2: '$.b' },
      inputTemplate: '{"containerOverrides":[{"name":"app","environment":[{"name":"A","value":<field1>},{"name":"B","value":<field2>}]}]}',
    });
  });

  test('may be known to the deployment only', () => {
    const overrides = [{ name: Lazy.string({ produce: () => 'app' }), cpu: Lazy.number({ produce: () => 256 }) }];
    expect(overridesFor({ overrides }, {})).toEqual({ containerOverrides: [{ name: 'app', cpu: 256 }] });
  });
});
