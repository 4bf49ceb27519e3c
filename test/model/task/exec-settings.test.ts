import { advise } from '../../../src/model/finding';
import { checkExecSettings } from '../../../src/model/task/exec-settings';

const path = 'containers[0]';

test('ECS Exec without an init process is advised against', () => {
  expect(checkExecSettings([{ path, initProcess: false }, { path: 'containers[1]', initProcess: true }], { exec: true, windows: false })).toEqual([
    advise('ExecAccess.NoInitProcess', 'containers[0].linuxParameters.initProcessEnabled',
      'must be true where ECS Exec is on, or processes of sessions that have ended stay in the container; set it to true'),
  ]);
});

test.each([
  ['no ECS Exec', { initProcess: false }, { exec: false, windows: false }],
  ['Windows', { initProcess: false }, { exec: true, windows: true }],
  ['a system that is not known', { initProcess: false }, { exec: true }],
  ['an init process that is not known', {}, { exec: true, windows: false }],
])('%s gets through', (_name, container, use) => {
  expect(checkExecSettings([{ path, ...container }], use)).toEqual([]);
});
