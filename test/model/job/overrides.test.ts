import { refuse } from '../../../src/model/finding';
import { checkOverrides, checkTimeVariable } from '../../../src/model/job/overrides';

const CONTAINERS = ['app', 'proxy'];

describe('overrides of containers', () => {
  test('for each container of the task, once', () => {
    expect(checkOverrides([{ container: 'proxy' }, { container: 'app' }], CONTAINERS)).toEqual([]);
  });

  test('of a container that the task has not', () => {
    expect(checkOverrides([{ container: 'app' }, { container: 'worker' }], CONTAINERS)).toEqual([{
      id: 'ContainerOverrides.UnknownContainer',
      severity: 'error',
      path: '[1].container',
      text: "names a container of the task, which has app, proxy, got 'worker'",
    }]);
  });

  test('twice of one container', () => {
    expect(checkOverrides([{ container: 'app' }, { container: 'app' }], CONTAINERS)).toEqual([{
      id: 'ContainerOverrides.Twice',
      severity: 'error',
      path: '[1].container',
      text: "is changed once for a run, got 'app' again; put both into one",
    }]);
  });

  test('whose names are not known', () => {
    expect(checkOverrides([{}, {}, { container: 'any' }], undefined)).toEqual([]);
    expect(checkOverrides([{ container: undefined }], CONTAINERS)).toEqual([]);
  });
});

describe('a variable for the time of a run', () => {
  const taken = { fixed: ['MODE'], secrets: [undefined, 'TOKEN'] };

  test.each<[string, string]>([
    ['C-D', "takes letters, digits and underscores, and no digit first, got 'C-D'; take a name such as SCHEDULED_TIME"],
    ['MODE', 'is a variable of its own, got MODE, which is set in the overrides of `run`; choose another name'],
    ['TOKEN', 'is a variable of its own, got TOKEN, which is set to a secret of the task definition; choose another name'],
  ])('is not %s', (name, text) => {
    expect(checkTimeVariable(name, taken)).toEqual([refuse('ScheduledTask.TimeVariable', '', text)]);
  });

  test.each(['SCHEDULED_TIME', undefined])('may be %s', (name) => {
    expect(checkTimeVariable(name, taken)).toEqual([]);
  });
});
