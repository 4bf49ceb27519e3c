import { checkOperatingSystem, releaseOf } from '../../../src/model/anywhere/operating-system';
import { advise, refuse } from '../../../src/model/finding';

const TAKE = 'take Amazon Linux 2023, Ubuntu 20.04, 22.04, 24.04 or RHEL 9';

test.each([
  ['amzn', '2023'], ['ubuntu', '22.04'], ['ubuntu', '24.04'], ['rhel', '9'], ['rhel', '9.0'], ['rhel', '9.6'],
])('%s %s is supported', (id, versionId) => {
  expect(checkOperatingSystem({ id, versionId })).toEqual([]);
});

test.each([
  ['amzn', '2'], ['centos', '7'], ['centos', '9'], ['debian', '9'], ['debian', '12'], ['debian', '12.5'], ['fedora', '40'], ['opensuse-tumbleweed', '20260101'],
  ['rhel', '7.9'], ['rhel', '8.10'], ['sles', '15.6'], ['ubuntu', '18.04'], ['windows', '2022'],
])('the support of %s %s ended', (id, versionId) => {
  expect(checkOperatingSystem({ id, versionId })).toEqual([
    refuse('EdgeOs.Ended', '', `is one that ECS Anywhere supports, got ${id} ${versionId}, whose support ended on 7 August 2026 or before; ${TAKE}`),
  ]);
});

test.each([
  ['arch', ''], ['debian', '13'], ['fedora', '43'], ['rhel', '10.0'], ['ubuntu', '23.10'], ['ubuntu', '24'], ['amzn', '2027'], ['constructor', '1'],
])('%s %s was never supported', (id, versionId) => {
  expect(checkOperatingSystem({ id, versionId })).toEqual([refuse('EdgeOs.Unknown', '', `is one that ECS Anywhere supports, got ${id} ${versionId}; ${TAKE}`)]);
});

test('Ubuntu 20.04 gets no updates', () => {
  expect(checkOperatingSystem({ id: 'ubuntu', versionId: '20.04' })).toEqual([advise('EdgeOs.NoUpdates', '',
    'is Ubuntu 20.04, whose standard support ended on 31 May 2025: without Ubuntu Pro such machines get no updates; take Ubuntu 24.04')]);
});

test.each([[{}], [{ id: 'debian' }], [{ versionId: '12' }]])('%j is not known', (facts) => {
  expect(checkOperatingSystem(facts)).toEqual([]);
});

test.each([['rhel', '9.4', '9'], ['ubuntu', '24.04', '24.04'], ['amzn', '2023', '2023']])('%s %s is release %s', (id, versionId, release) => {
  expect(releaseOf(id, versionId)).toBe(release);
});
