import { refuse } from '../../../src/model/finding';
import { checkPortNames, checkPorts } from '../../../src/model/task/container-ports';

test.each([0, -1, 65536, 80.5])('port %p is out of range', (port) => {
  const nearest = port === 65536 ? 65535 : port === 80.5 ? 81 : 1;
  expect(checkPorts([{ path: '', ports: [{ port, path: 'port' }] }])).toEqual([
    refuse('ContainerPort.Range', 'port', `takes whole numbers from 1 to 65535, got ${port}; the nearest is ${nearest}`),
  ]);
});

test('a port is listened on once in a task', () => {
  expect(checkPorts([{ ports: [{ port: 80 }] }, { ports: [{ port: 443 }, { port: 80, protocol: 'tcp' }] }])).toEqual([
    refuse('ContainerPort.SamePort', 'containers[1].ports[1]', 'listens on a port of its own in the task, got 80/tcp, which `containers[0].ports[0]` has too; take another'),
  ]);
});

test('a UDP port too', () => {
  expect(checkPorts([{ ports: [{ port: 53, protocol: 'udp' }, { port: 53, protocol: 'udp' }] }])).toEqual([
    refuse('ContainerPort.SamePort', 'containers[0].ports[1]', 'listens on a port of its own in the task, got 53/udp, which `containers[0].ports[0]` has too; take another'),
  ]);
});

test('TCP and UDP have ports of their own', () => {
  expect(checkPorts([{ ports: [{ port: 53 }, { port: 53, protocol: 'udp' }] }])).toEqual([]);
});

test.each(['HTTP', '-http', 'my.port', '', 'x'.repeat(65)])('the port name %p is refused', (name) => {
  expect(checkPortNames([{ ports: [{ name }] }])).toEqual([
    refuse('ContainerPort.Name', 'containers[0].ports[0]',
      `is named with up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got '${name}'`),
  ]);
});

test('a port name is used once in a task', () => {
  expect(checkPortNames([{ ports: [{ name: 'http' }] }, { ports: [{ name: 'http' }] }])).toEqual([
    refuse('ContainerPort.SameName', 'containers[1].ports[0]', 'has a name of its own in the task, got \'http\', which `containers[0].ports[0]` has too; take another'),
  ]);
});

test('a protocol goes with a name', () => {
  expect(checkPortNames([{ path: '', ports: [{ port: 81, named: false, appProtocol: 'grpc', path: 'ports[0]' }] }])).toEqual([
    refuse('TaskBlueprint.UnnamedProtocol', 'ports[0]', 'needs a name to go with its appProtocol, got grpc without one'),
  ]);
  expect(checkPortNames([{ ports: [{ named: false }, { named: true, appProtocol: 'grpc' }, { appProtocol: 'grpc' }] }])).toEqual([]);
});

test('what is not known gets through', () => {
  const containers = [{}, { ports: [{}, {}] }, { ports: [{ port: 1, name: 'a' }, { port: 65535, name: 'x'.repeat(64) }] }, { ports: [{ name: '_a-1' }] }];
  expect([...checkPorts(containers), ...checkPortNames(containers)]).toEqual([]);
});
