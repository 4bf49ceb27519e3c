import { directoryOf } from '../../../src/model/task/directory';

test.each<[string, boolean, string | undefined]>([
  ['/tmp', false, '/tmp'],
  ['/tmp/', false, '/tmp'],
  ['/var//./run', false, '/var/run'],
  ['/', false, undefined],
  ['/.', false, undefined],
  ['tmp', false, undefined],
  ['/Data', false, '/Data'],
  ['C:\\Data', true, 'c:/data'],
  ['c:/data/', true, 'c:/data'],
  ['C:\\', true, undefined],
  ['C:\\Data', false, undefined],
])('%p, on Windows perhaps %p, is the directory %p', (path, mayBeWindows, directory) => {
  expect(directoryOf(path, mayBeWindows)).toBe(directory);
});
