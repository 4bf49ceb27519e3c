import { sentence } from '../../../src/model/finding';
import { checkCallers, checkSharedUnits, checkShare, sharedWith } from '../../../src/model/lattice/lattice-access';

const ACCOUNT = '111122223333';
const ORGANIZATION = 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5';
const UNIT = 'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef3456';

test('whom an auth policy can tell from others', () => {
  expect(sharedWith([ACCOUNT, ORGANIZATION, UNIT])).toEqual({ accounts: [ACCOUNT], organizations: ['o-a1b2c3d4e5'] });
});

test('ids of accounts and organizations', () => {
  expect(checkCallers([ACCOUNT, undefined], ['o-a1b2c3d4e5', undefined])).toEqual([]);
  expect(checkCallers(['1111'], ['organization']).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'LatticeAuth.Account: `accounts[0]` takes account ids of 12 digits, got \'1111\'',
    'LatticeAuth.Organization: `organizations[0]` takes organization ids such as o-a1b2c3d4e5, got \'organization\'',
  ]);
});

test('whom a share can be for', () => {
  expect(checkShare(undefined)).toEqual([]);
  expect(checkShare([ACCOUNT, ORGANIZATION, UNIT, undefined])).toEqual([]);
  expect(checkShare([]).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'LatticeShare.Nobody: `sharedWith` needs somebody to share with, got an empty list; leave it out',
  ]);
  expect(checkShare([ACCOUNT, 'o-a1b2c3d4e5']).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'LatticeShare.Principal: `sharedWith[1]` takes an account id of 12 digits, or the ARN of an organization or of a unit of it, got \'o-a1b2c3d4e5\'',
  ]);
});

test('a unit of an organization is let in by nobody', () => {
  expect(checkSharedUnits([ACCOUNT, ORGANIZATION, undefined])).toEqual([]);
  expect(checkSharedUnits([ACCOUNT, UNIT]).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`)).toEqual([
    `warning LatticeShare.Unit: \`sharedWith[1]\` may put the service into its networks, but not call it, got '${UNIT}', ` +
    'which LatticeAuth.iam() cannot tell from its organization; name the organization or accounts of it in `auth`',
  ]);
});
