import { sentence } from '../../../src/model/finding';
import { AdmittedCallers, checkCallers, checkNetworkCallers, checkShare, checkSharedStrangers, sharedWith } from '../../../src/model/lattice/lattice-access';

const ACCOUNT = '111122223333';
const ORGANIZATION = 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5';
const UNIT = 'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef3456';
const NOBODY: AdmittedCallers = { accounts: [], organizations: [] };

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

test('a unit of an organization, and what only the deployment knows, are let in by nobody', () => {
  expect(checkSharedStrangers([ACCOUNT, ORGANIZATION])).toEqual([]);
  expect(checkSharedStrangers([ACCOUNT, UNIT, undefined]).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`)).toEqual([
    `warning LatticeShare.Unit: \`sharedWith[1]\` may put the service into its networks, but not call it, got '${UNIT}', ` +
    'which LatticeAuth.iam() cannot tell from its organization; name the organization or accounts of it in `auth`',
    'warning LatticeShare.Unknown: `sharedWith[2]` may put the service into its networks, but not call it, got a value that only the deployment knows; ' +
    'name its account in `auth`',
  ]);
});

test.each<[(string | undefined)[], AdmittedCallers, string]>([
  [[ACCOUNT], NOBODY, ACCOUNT],
  [[ACCOUNT], { accounts: ['444455556666'], organizations: [] }, ACCOUNT],
  [[ACCOUNT, ORGANIZATION, UNIT], NOBODY, `${ACCOUNT}, ${ORGANIZATION} and ${UNIT}`],
  [[ACCOUNT, '444455556666', undefined], { accounts: [ACCOUNT], organizations: [] }, '444455556666'],
])('in a network for %j, %j lets in nobody of %s', (network, admitted, strangers) => {
  expect(checkNetworkCallers(network, admitted).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`)).toEqual([
    `warning LatticeAuth.NotAdmitted: \`auth\` lets in this account and those it names, got a network that is shared with ${strangers}, whose requests ` +
    'are refused; name who may call in LatticeAuth.iam({ accounts, organizations })',
  ]);
});

test.each<[(string | undefined)[], AdmittedCallers]>([
  [[], NOBODY],
  [[undefined], NOBODY],
  [[ACCOUNT], { accounts: [ACCOUNT], organizations: [] }],
  [[ACCOUNT], { accounts: [undefined], organizations: [] }],
  [[ACCOUNT], { accounts: [], organizations: ['o-a1b2c3d4e5'] }],
  [[ORGANIZATION, UNIT], { accounts: [], organizations: ['o-a1b2c3d4e5'] }],
  [[ORGANIZATION, UNIT], { accounts: [ACCOUNT], organizations: [] }],
])('in a network for %j, %j is well', (network, admitted) => {
  expect(checkNetworkCallers(network, admitted)).toEqual([]);
});
