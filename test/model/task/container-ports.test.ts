import { refuse } from '../../../src/model/finding';
import { ContainerPortFacts } from '../../../src/model/task/container-facts';
import { checkPortNames, checkPorts } from '../../../src/model/task/container-ports';
import { NetworkMode } from '../../../src/model/task/network-mode';

test.each([0, -1, 65536, 80.5])('port %p is out of range', (port) => {
  const nearest = port === 65536 ? 65535 : port === 80.5 ? 81 : 1;
  expect(checkPorts([{ path: '', ports: [{ port, path: 'port' }] }])).toEqual([
    refuse('ContainerPort.Range', 'port', `takes whole numbers from 1 to 65535, got ${port}; the nearest is ${nearest}`),
  ]);
});

test('a port is listened on once in a task', () => {
  expect(checkPorts([{ ports: [{ port: 80 }] }, { ports: [{ port: 443 }, { port: 80, protocol: 'tcp' }] }])).toEqual([
    refuse('ContainerPort.SamePort', 'containers[1].ports[1]', 'must listen on a port of its own in the task, got 80/tcp, which `containers[0].ports[0]` has too; take another'),
  ]);
});

test('a UDP port too', () => {
  expect(checkPorts([{ ports: [{ port: 53, protocol: 'udp' }, { port: 53, protocol: 'udp' }] }])).toEqual([
    refuse('ContainerPort.SamePort', 'containers[0].ports[1]', 'must listen on a port of its own in the task, got 53/udp, which `containers[0].ports[0]` has too; take another'),
  ]);
});

describe('where each container has an address of its own', () => {
  const twice = { port: 80 };

  test('two containers listen on the same port', () => {
    expect(checkPorts([{ ports: [twice] }, { ports: [twice] }], 'bridge')).toEqual([]);
    expect(checkPorts([{ ports: [twice] }, { ports: [twice] }], 'default')).toEqual([]);
  });

  test('a container listens on it once', () => {
    expect(checkPorts([{}, { ports: [twice, twice] }], 'bridge')).toEqual([
      refuse('ContainerPort.SamePort', 'containers[1].ports[1]',
        'must listen on a port of its own in the container, got 80/tcp, which `containers[1].ports[0]` has too; take another'),
    ]);
  });
});

test.each<[NetworkMode, ContainerPortFacts, string]>([
  ['host', { name: 'http', named: true }, "'http' with host"],
  ['host', { named: true }, "'…' with host"],
  ['default', { named: false, appProtocol: 'grpc' }, 'grpc with default'],
])('ports have no name with %s', (mode, port, got) => {
  expect(checkPortNames([{ path: '', ports: [port] }], mode)).toEqual([refuse('ContainerPort.NamedInMode', 'ports[0]',
    `takes a name and an application protocol with the network mode awsvpc or bridge only, got ${got}; leave them out`)]);
});

test('ports without a name are for every mode', () => {
  expect(checkPortNames([{ ports: [{ port: 80, named: false }, { port: 81 }] }], 'host')).toEqual([]);
  expect(checkPortNames([{ ports: [{ name: 'http', named: true, appProtocol: 'http' }] }], 'bridge')).toEqual([]);
});

test('TCP and UDP have ports of their own', () => {
  expect(checkPorts([{ ports: [{ port: 53 }, { port: 53, protocol: 'udp' }] }])).toEqual([]);
});

test.each(['HTTP', '-http', 'my.port', '', 'x'.repeat(65)])('the port name %p is refused', (name) => {
  expect(checkPortNames([{ ports: [{ name }] }])).toEqual([
    refuse('ContainerPort.Name', 'containers[0].ports[0]',
      `must be named with up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got '${name}'`),
  ]);
});

test('a port name is used once in a task', () => {
  expect(checkPortNames([{ ports: [{ name: 'http' }] }, { ports: [{ name: 'http' }] }])).toEqual([
    refuse('ContainerPort.SameName', 'containers[1].ports[0]', 'must have a name of its own in the task, got \'http\', which `containers[0].ports[0]` has too; take another'),
  ]);
});

describe('the shorthand `port`', () => {
  const shorthand = { port: 9090, name: 'http', path: 'port' };

  test('of two containers names two ports alike', () => {
    expect(checkPortNames([{ ports: [{ ...shorthand, port: 8080 }] }, { ports: [shorthand] }])).toEqual([
      refuse('ContainerPort.SameName', 'containers[1].port',
        "is short for a port with the name 'http', got one that `containers[0].port` has too;" +
        " write ports: [{ containerPort: 9090, name: 'another' }] in its place"),
    ]);
  });

  test('says so where the number is not known', () => {
    expect(checkPortNames([{ ports: [{ name: 'http' }] }, { ports: [{ ...shorthand, port: undefined }] }])).toEqual([
      refuse('ContainerPort.SameName', 'containers[1].port',
        "is short for a port with the name 'http', got one that `containers[0].ports[0]` has too;" +
        " write ports: [{ containerPort: …, name: 'another' }] in its place"),
    ]);
  });

  test('takes the name from a port that is written out', () => {
    expect(checkPortNames([{ path: '', ports: [shorthand, { port: 81, name: 'http', path: 'ports[0]' }] }])).toEqual([
      refuse('ContainerPort.SameName', 'ports[0]',
        "must have a name of its own in the task, got 'http', which `port` has too, since it is short for it; take another"),
    ]);
  });
});

test('a protocol goes with a name', () => {
  expect(checkPortNames([{ path: '', ports: [{ port: 81, named: false, appProtocol: 'grpc', path: 'ports[0]' }] }])).toEqual([
    refuse('TaskBlueprint.UnnamedProtocol', 'ports[0]', 'needs a name to go with its application protocol, got grpc without one'),
  ]);
  expect(checkPortNames([{ ports: [{ named: false }, { named: true, appProtocol: 'grpc' }, { appProtocol: 'grpc' }] }])).toEqual([]);
});

test('what is not known gets through', () => {
  const containers = [{}, { ports: [{}, {}] }, { ports: [{ port: 1, name: 'a' }, { port: 65535, name: 'x'.repeat(64) }] }, { ports: [{ name: '_a-1' }] }];
  expect([...checkPorts(containers), ...checkPortNames(containers)]).toEqual([]);
});
