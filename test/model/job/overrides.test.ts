import { checkOverrides } from '../../../src/model/job/overrides';

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
