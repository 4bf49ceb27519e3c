import { advise, refuse } from '../../../src/model/finding';
import { AccessPointFacts, checkAccessPoint, checkSharedDirectory } from '../../../src/model/task/access-point';

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

describe('a directory of two access points', () => {
  const FIRST = { path: 'Stack/A', directory: '/f', owner: '1000:1000', permissions: '750' };

  test.each([
    ['another user and group', { owner: '2000:2000' }, {}],
    ['a group that may not enter', { owner: '2000:1000', permissions: '770' }, { permissions: '700' }],
    ['others who may list it and not enter', { owner: '2000:2000', permissions: '0754' }, { permissions: '0754' }],
    ['one of the two who shuts the other out', { owner: '2000:2000', permissions: '755' }, {}],
  ])('%s is warned about', (_, second, first) => {
    const found = checkSharedDirectory({ ...FIRST, ...second }, [{ ...FIRST, ...first }]);
    expect(found).toEqual([advise('AccessPoint.TwoOwners', 'owner', 'owns the directory /f only if this is mounted first, '
      + `got ${second.owner} here and 1000:1000 in \`Stack/A\`, one of whom cannot enter what the other owns; take one owner, or one group and permissions such as 770`)]);
  });

  test.each<[string, AccessPointFacts, AccessPointFacts]>([
    ['the same user', {}, { permissions: '700' }],
    ['the same group, which may enter', { owner: '2000:1000', permissions: '770' }, {}],
    ['everybody may enter', { owner: '2000:2000', permissions: '755' }, { permissions: '0777' }],

    ['the root, which is there', { directory: '/', owner: '2000:2000' }, { directory: '/' }],
    ['another directory', { directory: '/f/a', owner: '2000:2000' }, {}],
    ['an owner that is not known', { owner: undefined }, {}],
    ['permissions that are not known', { owner: '2000:2000', permissions: undefined }, { permissions: undefined }],
    ['a directory that is not known', { directory: undefined, owner: '2000:2000' }, { directory: undefined }],
  ])('%s gets through', (_, second, first) => {
    expect(checkSharedDirectory({ ...FIRST, ...second }, [{ ...FIRST, ...first }])).toEqual([]);
  });
});
