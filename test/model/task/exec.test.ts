import { refuse } from '../../../src/model/finding';
import { checkExecContainers, checkExecNetwork } from '../../../src/model/task/exec';

const CLOSED = { readonlyRootFilesystem: true };

test.each([
  ['one container', [{ path: '', ...CLOSED }], 'readonlyRootFilesystem'],
  ['two containers', [CLOSED, CLOSED], 'containers[0].readonlyRootFilesystem'],
])('a read-only root of %s is refused', (_name, containers, path) => {
  expect(checkExecContainers(containers)).toEqual([refuse('ExecAccess.ReadonlyRoot', path,
    'must be false for a container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out')]);
});

test.each([
  ['a writable container beside a read-only sidecar', [{ readonlyRootFilesystem: false }, CLOSED]],
  ['a root that is not known', [{}, CLOSED]],
  ['no container that is known', []],
])('%s gets through', (_name, containers) => {
  expect(checkExecContainers(containers)).toEqual([]);
});

test('IPv6 alone is refused', () => {
  expect(checkExecNetwork({ ipv6Only: true })).toEqual([
    refuse('ExecAccess.Ipv6Only', '', 'needs IPv4, and the subnets have IPv6 only; take dual-stack subnets or leave it out'),
  ]);
  expect([{ ipv6Only: false }, {}].flatMap(checkExecNetwork)).toEqual([]);
});
