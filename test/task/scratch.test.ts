import { CfnParameter } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { containerOf, IMAGE, newStack, saidOf, taskOf } from './tasks';
import { scratchVolumes } from '../../src/task/scratch';
import { TaskBlueprint } from '../../src/task/task-blueprint';

describe('a volume', () => {
  test.each([
    ['/tmp', 'app-tmp'],
    ['/var/run', 'app-var-run'],
    ['/var-run', 'app-var_2d_run'],
    ['/var/cache/nginx.d', 'app-var-cache-nginx_2e_d'],
  ])('for %s is called %s', (path, name) => {
    expect(scratchVolumes('app', [path])).toEqual([{ path, name }]);
  });

  test('is another for each path, and has a name that ECS takes', () => {
    const path = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '-', '_', '.', '2', 'd', ' ', 'é') }).map((rest) => `/${rest}`);
    fc.assert(fc.property(path, path, (one, other) => {
      const [first, second] = scratchVolumes('app', [one, other]);
      expect(first.name).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(first.name === second.name).toBe(one === other);
    }));
  });

  test('is there for a path that only the deployment knows', () => {
    const path = new CfnParameter(newStack(), 'Path').valueAsString;

    expect(scratchVolumes('app', ['/tmp', path])).toEqual([{ path: '/tmp', name: 'app-tmp' }, { path, name: 'app-1' }]);
  });
});

describe('a container', () => {
  test('with a read-only root may write to /tmp', () => {
    const task = taskOf(TaskBlueprint.container({ image: IMAGE }));

    expect(task.Volumes).toEqual([{ Name: 'app-tmp' }]);
    expect(task.ContainerDefinitions[0]).toEqual(expect.objectContaining({
      ReadonlyRootFilesystem: true,
      MountPoints: [{ SourceVolume: 'app-tmp', ContainerPath: '/tmp', ReadOnly: false }],
    }));
  });

  test('that may write anywhere needs no volume', () => {
    const task = taskOf(TaskBlueprint.container({ image: IMAGE, readonlyRootFilesystem: false }));

    expect(task.Volumes).toBeUndefined();
    expect(task.ContainerDefinitions[0].ReadonlyRootFilesystem).toBe(false);
    expect(task.ContainerDefinitions[0].MountPoints).toBeUndefined();
  });

  test('may write where it is told to', () => {
    expect(containerOf({ writablePaths: ['/tmp', '/var/cache'] }).MountPoints.map(({ ContainerPath: path }: any) => path)).toEqual(['/tmp', '/var/cache']);
  });

  test('may write nowhere', () => {
    expect(containerOf({ writablePaths: [] }).MountPoints).toBeUndefined();
  });

  test('shares its volume with no other', () => {
    const task = taskOf(TaskBlueprint.containers({ containers: [{ image: IMAGE }, { image: IMAGE, name: 'helper' }] }));

    expect(task.Volumes).toEqual([{ Name: 'app-tmp' }, { Name: 'helper-tmp' }]);
  });
});

describe('a service', () => {
  test.each(['1000', '1000:1000', 'node'])('warns that the user %s cannot write', (user) => {
    expect(saidOf({ user, writablePaths: ['/tmp', '/data'] })).toEqual([
      `warning TaskBlueprint.ScratchOwner: \`writablePaths\` belong to root with mode 0755 when the container starts, so that user ${user} cannot write to /tmp, /data`
      + ' unless the image gives them another owner; take `hardening: Hardening.strict(…)` in place of `user`, which hands them over,'
      + ' or chown them in the Dockerfile and name them in a VOLUME, then acknowledge this',
    ]);
  });

  test.each(['root', '0', '0:0', 'root:root'])('lets %s write', (user) => {
    expect(saidOf({ user })).toEqual([]);
  });

  test('says nothing where nothing is written, or nothing is known', () => {
    expect(saidOf({ user: '1000', writablePaths: [] })).toEqual([]);
    expect(saidOf({ user: '1000', readonlyRootFilesystem: false })).toEqual([]);
    expect(saidOf({ user: new CfnParameter(newStack(), 'User').valueAsString })).toEqual([]);
    expect(saidOf({ writablePaths: [new CfnParameter(newStack(), 'Path').valueAsString] })).toEqual([]);
  });

  test('refuses a path that is not absolute, and one that is listed twice', () => {
    expect(saidOf({ writablePaths: ['/tmp', 'tmp', '/tmp'] })).toEqual([
      "error Mount.Path: `writablePaths[1]` must be at an absolute path below the root, got 'tmp'",
      "error Mount.SamePath: `writablePaths[2]` must have a path of its own in the container, got '/tmp', where `writablePaths[0]` is already; take another",
    ]);
  });
});
