import * as fc from 'fast-check';
import { advise, Finding, refuse } from '../../../src/model/finding';
import { ContainerFacts, ContainerPortFacts } from '../../../src/model/task/container-facts';
import { checkHostPorts } from '../../../src/model/task/host-ports';
import { NetworkMode } from '../../../src/model/task/network-mode';

const oneContainer = (...ports: ContainerPortFacts[]): ContainerFacts[] => [{ path: '', ports }];

test.each<[string, ContainerFacts[], NetworkMode, Finding[]]>([
  ['one that the instance keeps', oneContainer({ port: 80, hostPort: 22 }), 'bridge', [refuse('NetworkMode.ReservedPort', 'ports[0].hostPort',
    'must not be one that the instance keeps for itself, got 22; leave it out for a dynamic port')]],
  ['one that the instance keeps, on Windows', oneContainer({ port: 80, hostPort: 51678 }), 'default', [refuse('NetworkMode.ReservedPort', 'ports[0].hostPort',
    'must not be one that the instance keeps for itself, got 51678; leave it out for a dynamic port')]],
  ['another than the container’s, at one address', oneContainer({ port: 8080, hostPort: 80 }), 'host', [refuse('NetworkMode.HostPort', 'ports[0].hostPort',
    'must be the container port 8080 with host, got 80; leave it out')]],
  ['one of the dynamic range', oneContainer({ port: 80, hostPort: 40000 }), 'bridge', [advise('NetworkMode.DynamicPort', 'ports[0].hostPort',
    'may be taken by the dynamic ports from 32768 up, got 40000; leave it out or take a lower one')]],
  ['the same one of two ports', oneContainer({ port: 80, hostPort: 8080 }, { port: 81, hostPort: 8080 }), 'bridge', [refuse('NetworkMode.SameHostPort', 'ports[1].hostPort',
    'must be taken once on an instance, got 8080/tcp, which `ports[0]` has too; leave it out for a dynamic port')]],
  ['the same one of two containers', [{ ports: [{ port: 53, hostPort: 53, protocol: 'udp' }] }, { ports: [{ port: 54, hostPort: 53, protocol: 'udp' }] }], 'bridge',
    [refuse('NetworkMode.SameHostPort', 'containers[1].ports[0].hostPort',
      'must be taken once on an instance, got 53/udp, which `containers[0].ports[0]` has too; leave it out for a dynamic port')]],
])('finds wrong: %s', (_name, containers, mode, findings) => {
  expect(checkHostPorts(containers, mode)).toEqual(findings);
});

test.each<[string, ContainerFacts[], NetworkMode | undefined]>([
  ['dynamic ports', oneContainer({ port: 80 }, { port: 81, hostPort: 0 }, { port: 82, hostPort: 0 }), 'bridge'],
  ['a fixed port', oneContainer({ port: 80, hostPort: 8080 }), 'bridge'],
  ['one number over TCP and UDP', oneContainer({ port: 53, hostPort: 53 }, { port: 53, hostPort: 53, protocol: 'udp' }), 'bridge'],
  ['the container’s own', oneContainer({ port: 80, hostPort: 80 }), 'awsvpc'],
  ['a mode that is not known', oneContainer({ port: 80, hostPort: 22 }), undefined],
  ['ports that are not known', oneContainer({}, {}), 'bridge'],
  ['containers without ports', [{}, {}], 'host'],
])('lets through: %s', (_name, containers, mode) => {
  expect(checkHostPorts(containers, mode)).toEqual([]);
});

test('a port is told once, however many share it', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(8080, 8081, 8082), { maxLength: 8 }), (hostPorts) => {
    const found = checkHostPorts(oneContainer(...hostPorts.map((hostPort, port) => ({ port: port + 1, hostPort }))), 'bridge');
    expect(found).toHaveLength(hostPorts.length - new Set(hostPorts).size);
  }));
});

test.each<[NetworkMode | undefined, number, number, string[]]>([
  ['bridge', 94, 20, []], ['bridge', 95, 0, ['NetworkMode.TooManyHostPorts']], ['host', 95, 0, ['NetworkMode.TooManyHostPorts']],
  ['awsvpc', 95, 0, []], [undefined, 95, 0, []],
])('in the mode %s, %d fixed ports and %d dynamic ones are told as %j', (mode, fixed, dynamic, ids) => {
  const ports = [
    ...Array.from({ length: fixed }, (_, index) => ({ port: 8000 + index, hostPort: 8000 + index })),
    ...Array.from({ length: dynamic }, (_, index) => ({ port: 9000 + index, hostPort: 0 })),
  ];
  expect(checkHostPorts([{ path: '', ports }], mode).map(({ id }) => id)).toEqual(ids);
});

test('too many host ports are told with what the instance keeps', () => {
  const ports = Array.from({ length: 95 }, (_, index) => ({ port: 8000 + index, hostPort: 8000 + index }));
  expect(checkHostPorts([{ path: '', ports }], 'host')).toEqual([refuse('NetworkMode.TooManyHostPorts', '',
    'must ask for 94 ports of the instance or fewer, beside the 6 that it keeps, got 95; leave host ports out for dynamic ones')]);
});
