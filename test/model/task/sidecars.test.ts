import { Finding, refuse } from '../../../src/model/finding';
import { ContainerFacts } from '../../../src/model/task/container-facts';
import { checkLocalPorts, checkOwnContainers, checkSidecars, SidecarFacts } from '../../../src/model/task/sidecars';

const proxy: SidecarFacts = { path: 'sidecars[0]', name: 'proxy', essential: true };
const other: SidecarFacts = { path: 'sidecars[1]', name: 'other', essential: false };
const gives = (value?: string) => new Map([['URL', value]]);

test.each<[string, SidecarFacts[], Finding[]]>([
  ['nothing asked', [proxy, other], []],
  ['a wait for the start', [{ ...proxy, startsBefore: 'START' }], []],
  ['a wait for health', [{ ...proxy, startsBefore: 'HEALTHY', healthCheck: {} }], []],
  ['a wait for the end', [{ ...other, startsBefore: 'SUCCESS' }], []],
  ['a wait for health that nobody checks', [{ ...proxy, startsBefore: 'HEALTHY' }], [refuse('ContainerDependency.NoHealthCheck', 'sidecars[0].startsBefore',
    'waits for proxy to be HEALTHY, but proxy has no health check; give it one or wait for START')]],
  ['a wait for the end of what is essential', [{ ...proxy, startsBefore: 'COMPLETE' }], [refuse('ContainerDependency.Essential', 'sidecars[0].startsBefore',
    'waits for COMPLETE of proxy, but proxy is essential, and its end stops the task; set its `essential` to false')]],
  ['the same variable twice', [{ ...proxy, gives: gives('a') }, { ...other, gives: gives('b') }], [refuse('Sidecar.SameVariable', 'sidecars[1]',
    'gives the containers of the task the variable URL, got another value of `sidecars[0]`; set it on the containers')]],
  ['the same variable with the same value', [{ ...proxy, gives: gives('a') }, { ...other, gives: gives('a') }], []],
  ['two that take the logs', [{ ...proxy, takesLogs: true }, { ...other, takesLogs: true }], [refuse('Sidecar.TwoLoggings', 'sidecars[1]',
    'takes on the logs of containers that name no `logging`, got `sidecars[0]` too; leave one of them out')]],
])('%s', (_, sidecars, findings) => {
  expect(checkSidecars(sidecars)).toEqual(findings);
});

const local = { ...proxy, localPorts: [{ port: 8125, protocol: 'udp' as const }] };

test.each([['bridge'], ['host'], ['none'], ['default']] as const)('localhost is not the task\'s alone in %s', (mode) => {
  expect(checkLocalPorts([{ name: 'app' }, local], { networkMode: mode })).toEqual([refuse('Sidecar.NetworkMode', 'sidecars[0]',
    `is reached at localhost, which the containers of a task share with nobody else in the network mode awsvpc only, got ${mode}; take awsvpc, or run one on each instance with DaemonService`)]);
  expect(checkLocalPorts([proxy], { networkMode: mode })).toEqual([]);
});

test('on machines outside AWS, which have no awsvpc, there is one on each of them', () => {
  expect(checkLocalPorts([{ name: 'app' }, local], { networkMode: 'bridge', external: true })).toEqual([refuse('Sidecar.NetworkMode', 'sidecars[0]',
    'is reached at localhost, which the containers of a task share with nobody else in the network mode awsvpc only, got bridge;'
    + ' run one on each machine with EdgeService and `everyMachine`')]);
});

test.each<[string, ContainerFacts[], string[]]>([
  ['alone', [local], []],
  ['beside another protocol', [{ path: '', ports: [{ port: 8125 }] }, local], []],
  ['beside another port', [{ path: '', ports: [{ port: 8126, protocol: 'udp' }] }, local], []],
  ['beside ports that are not known', [{ path: '', ports: [{}] }, { ...local, localPorts: [{}] }], []],
  ['beside a container that listens there', [{ path: '', ports: [{ port: 8125, protocol: 'udp' }] }, local], ['its container']],
  ['beside one of several that listens there', [{ path: 'containers[0]' }, { path: 'containers[1]', ports: [{ port: 8125, protocol: 'udp' }] }, local], ['`containers[1]`']],
  ['beside another sidecar on the same port, told once', [local, { ...local, path: 'sidecars[1]' }], ['`sidecars[0]`']],
])('a port at localhost %s', (_, containers, taken) => {
  for (const mode of ['awsvpc', undefined] as const) {
    expect(checkLocalPorts(containers, { networkMode: mode }).map(({ id, text }) => [id, text])).toEqual(taken.map((taker) => ['Sidecar.LocalPort',
      `listens on port 8125/udp of the task's address, which ${taker} has too; take another port for that, or leave one of them out`]));
  }
});

const NO_EXEC = { exec: false };

test('a task has containers of its own, one of them essential', () => {
  expect(checkOwnContainers([], [proxy], NO_EXEC)).toEqual([refuse('Containers.None', 'containers', 'must list at least one container, got none')]);
  expect(checkOwnContainers([{ path: '', essential: false }], [proxy], NO_EXEC)).toEqual([refuse('Containers.NoneEssential', 'essential',
    'must leave at least one container of the task essential, got false for all; leave `essential` out of the main one')]);
  expect(checkOwnContainers([{ path: '', essential: true }], [proxy], NO_EXEC)).toEqual([]);
  // What is wrong without sidecars too is told by the checks of all containers.
  expect(checkOwnContainers([], [], NO_EXEC)).toEqual([]);
  expect(checkOwnContainers([{ path: '', essential: false }], [other], NO_EXEC)).toEqual([]);
});

test('a shell is for the task\'s own containers', () => {
  const own = [{ path: '', readonlyRootFilesystem: true }];
  expect(checkOwnContainers(own, [proxy], { exec: true })).toEqual([refuse('ExecAccess.ReadonlyRoot', 'readonlyRootFilesystem',
    'must be false for a container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out')]);
  expect(checkOwnContainers(own, [proxy], NO_EXEC)).toEqual([]);
  // Told by the check of all containers.
  expect(checkOwnContainers(own, [{ ...proxy, readonlyRootFilesystem: true }], { exec: true })).toEqual([]);
});
