import { refuse } from '../../../src/model/finding';
import { checkAccessPoint } from '../../../src/model/task/access-point';

test.each([
  [{ directory: 'uploads' }, 'AccessPoint.Directory', 'directory', "is an absolute path of up to four directories and 100 characters, got 'uploads'"],
  [{ directory: '/a/b/c/d/e' }, 'AccessPoint.Directory', 'directory', "is an absolute path of up to four directories and 100 characters, got '/a/b/c/d/e'"],
  [{ directory: `/${'a'.repeat(100)}` }, 'AccessPoint.Directory', 'directory',
    `is an absolute path of up to four directories and 100 characters, got '/${'a'.repeat(100)}'`],
  [{ owner: '1000' }, 'AccessPoint.Owner', 'owner', "is the number of a user and that of a group with a colon between, such as 1000:1000, got '1000'"],
  [{ owner: 'node:node' }, 'AccessPoint.Owner', 'owner', "is the number of a user and that of a group with a colon between, such as 1000:1000, got 'node:node'"],
  [{ permissions: 'rwx' }, 'AccessPoint.Permissions', 'permissions', "is an octal number of three or four digits, such as 750, got 'rwx'"],
  [{ permissions: '790' }, 'AccessPoint.Permissions', 'permissions', "is an octal number of three or four digits, such as 750, got '790'"],
])('%j is refused', (facts, id, path, text) => {
  expect(checkAccessPoint(facts)).toEqual([refuse(id, path, text)]);
});

test.each([
  { directory: '/', owner: '0:0', permissions: '0755' },
  { directory: '/a/b/c/d', owner: '1000:1000', permissions: '750' },
  {},
])('%j gets through', (facts) => {
  expect(checkAccessPoint(facts)).toEqual([]);
});
