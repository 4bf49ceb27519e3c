import { refuse } from '../../../src/model/finding';
import { checkExecContainers, checkExecMode, checkExecNetwork } from '../../../src/model/task/exec';

const CLOSED = { readonlyRootFilesystem: true };

test.each([
  ['the one container', { path: '', ...CLOSED }, 'readonlyRootFilesystem'],
  ['the one in a list', CLOSED, 'containers[0].readonlyRootFilesystem'],
])('a read-only root of %s is refused', (_name, container, path) => {
  expect(checkExecContainers([container])).toEqual([refuse('ExecAccess.ReadonlyRoot', path,
    'must be false for a container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out')]);
});

test('read-only roots of all containers are refused, and each is named', () => {
  expect(checkExecContainers([CLOSED, { path: 'sidecar', ...CLOSED }, CLOSED])).toEqual([refuse('ExecAccess.ReadonlyRoot', 'containers',
    'must hold one that ECS Exec can open, whose root its agent may write to, got true for `containers[0].readonlyRootFilesystem`, ' +
    '`sidecar.readonlyRootFilesystem` and `containers[2].readonlyRootFilesystem`; set one to false or leave exec out')]);
});

test('a strict container is named for what it is', () => {
  expect(checkExecContainers([CLOSED, { ...CLOSED, hardened: true }])).toEqual([refuse('ExecAccess.ReadonlyRoot', 'containers[1].hardening',
    'keeps the root filesystem read-only, where the agent of ECS Exec has to write, and no other container of the task can be opened; leave exec or the preset out')]);
  expect(checkExecContainers([{ readonlyRootFilesystem: false }, { ...CLOSED, hardened: true }])).toEqual([]);
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

test('a task without a network is refused', () => {
  expect(checkExecMode('none')).toEqual([
    refuse('ExecAccess.NoNetwork', 'networkMode', 'must give ECS Exec a way to Systems Manager, got none; take another mode or leave exec out'),
  ]);
  expect((['awsvpc', 'bridge', 'host', 'default', undefined] as const).flatMap(checkExecMode)).toEqual([]);
});
