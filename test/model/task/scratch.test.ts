import { advise } from '../../../src/model/finding';
import { checkScratch } from '../../../src/model/task/scratch';

test('directories do not belong to root on Windows', () => {
  expect(checkScratch({ paths: ['C:\\data'], windows: true, user: 'ContainerUser' })).toEqual([]);
});

test.each(['1000', '1000:0', 'node'])('user %p cannot write', (user) => {
  expect(checkScratch({ paths: ['/tmp', undefined], user })).toEqual([advise('TaskBlueprint.ScratchOwner', 'writablePaths',
    `belong to root with mode 0755 when the container starts, so that user ${user} cannot write to /tmp, a path that the deployment knows`
    + ' unless the image gives them another owner; take `hardening: Hardening.strict(…)` in place of `user`, which hands them over,'
    + ' or chown them in the Dockerfile and name them in a VOLUME, then acknowledge this')]);
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
