import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkMounts } from '../../../src/model/task/mounts';
import { MountFacts } from '../../../src/model/task/volume-facts';

/** A container with these mounts, in a task that knows all volumes. */
function found(mounts: MountFacts[], windows?: boolean) {
  return checkMounts([{ path: '', mounts }], { windows });
}

describe('a path', () => {
  test.each(['tmp', './tmp', '', '/', '//', '/./'])('%p is no directory below the root', (directory) => {
    expect(found([{ directory: '/var' }, { directory }])).toEqual([refuse('Mount.Path', 'mounts[1]', `must be at an absolute path below the root, got '${directory}'`)]);
  });

  test.each(['/tmp', '/tmp/', '//tmp', '/./tmp'])('%p is /tmp again', (directory) => {
    expect(found([{ path: 'writablePaths[0]', directory: '/tmp' }, { directory: '/var' }, { directory }])).toEqual([refuse('Mount.SamePath', 'mounts[2]',
      `must have a path of its own in the container, got '${directory}', where \`writablePaths[0]\` is already; take another`)]);
  });

  test.each(['C:', 'C:\\', 'c:/', 'C:data', '\\\\server\\share', 'data'])('%p is no directory below the root of Windows', (directory) => {
    expect(found([{ directory }], true)).toEqual([refuse('Mount.Path', 'mounts[0]', `must be at an absolute path below the root, got '${directory}'`)]);
  });

  test.each(['C:\\data', 'c:\\Data\\', 'C:/data', 'C:\\.\\data'])('%p is C:\\data again', (directory) => {
    expect(found([{ directory: 'C:\\data' }, { directory: 'D:\\data' }, { directory }], true).map(({ id, path }) => [id, path])).toEqual([['Mount.SamePath', 'mounts[2]']]);
  });

  test('with a drive is one on Windows, and where the system is not known', () => {
    const mounts = ['C:\\data', 'D:/logs', '/data'].map((directory) => ({ directory }));

    expect([true, undefined].flatMap((windows) => found(mounts, windows))).toEqual([]);
    expect(found(mounts, false).map(({ path }) => path)).toEqual(['mounts[0]', 'mounts[1]']);
  });

  test('is mounted once in each container, and may be there in another', () => {
    const containers = [{ mounts: [{ directory: '/tmp' }] }, { mounts: [{ directory: '/tmp' }, { directory: '/tmp' }] }];

    expect(checkMounts(containers, {}).map(({ id, path }) => [id, path])).toEqual([['Mount.SamePath', 'containers[1].mounts[1]']]);
  });

  test('below another mount, or one that is not known, gets through', () => {
    expect(found([{ directory: '/tmp' }, { directory: '/tmp/a' }, {}, {}])).toEqual([]);
  });

  test('is refused as often as it is mounted again', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('/a', '/a/', '/b', '/c')), (directories) => {
      const different = new Set(directories.map((directory) => directory.replace(/\/$/, ''))).size;
      expect(found(directories.map((directory) => ({ directory })))).toHaveLength(directories.length - different);
    }));
  });
});

describe('a volume', () => {
  const mounts = [{ volume: 'data', directory: '/data' }];

  test.each([
    [[{ name: 'uploads' }, { name: 'cache' }], 'must name a volume of its task: uploads or cache, got data'],
    [[{ name: 'uploads' }, { name: 'app-tmp', ofContainer: true }], 'must name a volume of its task: uploads, got data'],
    [[], 'must name a volume of its task, got data, but the task has none; add it to `volumes`'],
    [[{ name: 'app-tmp', ofContainer: true }], 'must name a volume of its task, got data, but the task has none; add it to `volumes`'],
  ])('that is not one of %j is refused', (volumes, text) => {
    expect(checkMounts([{ mounts }], { volumes })).toEqual([refuse('Mount.NoSuchVolume', 'containers[0].mounts[0].volume', text)]);
  });

  test.each([
    ['that the task has', mounts, [{ name: 'data' }]],
    ['that a container has', mounts, [{ name: 'data', ofContainer: true }]],
    ['of a task whose volumes are not known', mounts, undefined],
    ['beside one with a name that is not known', mounts, [{ name: 'cache' }, {}]],
    ['that is not known', [{ directory: '/data' }], [{ name: 'cache' }]],
    ['of nobody', undefined, [{ name: 'cache' }]],
  ])('%s gets through', (_, given, volumes) => {
    expect(checkMounts([{ mounts: given }], { volumes })).toEqual([]);
  });
});

describe('the mounts of another container', () => {
  const NO_SUCH = (source: string) => refuse('Mount.NoSuchContainer', 'containers[1].volumesFrom[0].sourceContainer',
    `must name a container of the same task: app or proxy, got ${source}`);

  test.each(['db', 'App'])('are not those of %s', (source) => {
    expect(checkMounts([{ name: 'app' }, { name: 'proxy', volumesFrom: [source, 'app'] }], {})).toEqual([NO_SUCH(source)]);
  });

  test.each([
    [[{ name: 'app' }, { name: 'proxy', volumesFrom: ['app', undefined] }]],
    [[{ name: undefined }, { name: 'proxy', volumesFrom: ['db'] }]],
    [[{ name: 'app' }, { name: 'proxy' }]],
  ])('in %j are there, or may be', (containers) => {
    expect(checkMounts(containers, {})).toEqual([]);
  });
});
