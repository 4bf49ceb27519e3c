import { advise, refuse } from '../../../src/model/finding';
import { checkScratch } from '../../../src/model/task/scratch';

test.each(['tmp', './tmp', '', '/', '//', '/./'])('%p is no directory below the root', (path) => {
  expect(checkScratch({ paths: ['/var', path] })).toEqual([
    refuse('TaskBlueprint.ScratchPath', 'writablePaths[1]', `is an absolute path below the root, got '${path}'`),
  ]);
});

test.each(['/tmp', '/tmp/', '//tmp', '/./tmp'])('%p is /tmp again', (path) => {
  expect(checkScratch({ paths: ['/tmp', '/var', path] })).toEqual([
    refuse('TaskBlueprint.SameScratchPath', 'writablePaths[2]', `is listed once, got '${path}' again`),
  ]);
});

describe('on Windows', () => {
  test.each(['C:', 'C:\\', 'c:/', 'C:data', '\\\\server\\share', 'data'])('%p is no directory below the root', (path) => {
    expect(checkScratch({ paths: [path], windows: true })).toEqual([
      refuse('TaskBlueprint.ScratchPath', 'writablePaths[0]', `is an absolute path below the root, got '${path}'`),
    ]);
  });

  test.each(['C:\\data', 'c:\\Data\\', 'C:/data', 'C:\\.\\data'])('%p is C:\\data again', (path) => {
    expect(checkScratch({ paths: ['C:\\data', 'D:\\data', path], windows: true })).toEqual([
      refuse('TaskBlueprint.SameScratchPath', 'writablePaths[2]', `is listed once, got '${path}' again`),
    ]);
  });

  test('a drive is a path there, and where the system is not known', () => {
    const paths = ['C:\\data', 'D:/logs', '/data'];
    expect([true, undefined].flatMap((windows) => checkScratch({ paths, windows }))).toEqual([]);
    expect(checkScratch({ paths, windows: false }).map(({ path }) => path)).toEqual(['writablePaths[0]', 'writablePaths[1]']);
  });

  test('directories do not belong to root', () => {
    expect(checkScratch({ paths: ['C:\\data'], windows: true, user: 'ContainerUser' })).toEqual([]);
  });
});

test.each(['1000', '1000:0', 'node'])('user %p cannot write', (user) => {
  expect(checkScratch({ paths: ['/tmp', undefined], user })).toEqual([advise('TaskBlueprint.ScratchOwner', 'writablePaths',
    `belong to root with mode 0755 when the container starts, so that user ${user} cannot write to /tmp, a path that the deployment knows`
    + ' unless the image gives them another owner; chown them in the Dockerfile and name them in a VOLUME, then acknowledge this')]);
});

test('what cannot be mounted is refused before anybody is asked whether they may write to it', () => {
  expect(checkScratch({ paths: ['tmp'], user: '1000' }).map(({ id }) => id)).toEqual(['TaskBlueprint.ScratchPath']);
});

test.each([
  { paths: ['/tmp', '/tmp/a', '/var'] },
  { paths: ['/tmp'], user: 'root' },
  { paths: ['/tmp'], user: '0:1000' },
  { paths: ['/tmp'], user: '' },
  { paths: [], user: '1000' },
  { paths: [undefined, undefined, '/tmp'] },
])('%p gets through', (facts) => {
  expect(checkScratch(facts)).toEqual([]);
});
