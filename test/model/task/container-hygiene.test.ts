import { advise } from '../../../src/model/finding';
import { checkReadonlyRoot, checkUser } from '../../../src/model/task/container-hygiene';

const path = 'containers[0]';

test('a root filesystem that can be written to is advised against on Linux', () => {
  const writable = advise('RootFilesystem.Writable', 'containers[0].readonlyRootFilesystem',
    'must be true, or whoever breaks into the container can change its programs; set it to true, and mount a volume where the application writes');
  expect(checkReadonlyRoot([{ path, readonlyRoot: false }, { path: 'containers[1]', readonlyRoot: true }], { windows: false })).toEqual([writable]);
  expect(checkReadonlyRoot([{ path, readonlyRoot: true }, { path }], { windows: false })).toEqual([]);
  expect([{ windows: true }, {}].flatMap((system) => checkReadonlyRoot([{ path, readonlyRoot: false }], system))).toEqual([]);
});

test.each([
  ['root', 'root'], ['root:root', 'root:root'], ['0', '0'], ['00:1000', '00:1000'], ['', 'none, which leaves it to the image'],
])('the user %p is advised against on Linux', (user, got) => {
  expect(checkUser([{ path, user }], { windows: false })).toEqual([advise('User.Root', 'containers[0].user',
    `must be named and not root, got ${got}; name the number of another, such as 1000:1000`)]);
});

test.each([
  ['ContainerAdministrator', 'ContainerAdministrator'], ['User Manager\\containeradministrator', 'User Manager\\containeradministrator'],
  ['', 'none, which leaves it to the image'],
])('the user %p is advised against on Windows', (user, got) => {
  expect(checkUser([{ path, user }], { windows: true })).toEqual([advise('User.Administrator', 'containers[0].user',
    `must be named and not the administrator of the container, got ${got}; name another, such as ContainerUser`)]);
});

test.each([
  ['1000', { windows: false }], ['10:0', { windows: false }], ['ContainerAdministrator', { windows: false }], [undefined, { windows: false }],
  ['root', { windows: true }], ['ContainerUser', { windows: true }], ['ContainerAdministrators', { windows: true }], ['myContainerAdministrator', { windows: true }],
  [undefined, { windows: true }], ['root', {}], ['', {}],
])('the user %p with %j gets through', (user, system) => {
  expect(checkUser([{ path, user }], system)).toEqual([]);
});
