import { checkRegistryPort } from '../../../src/model/discovery/registry-port';
import { readRegistry } from '../../../src/model/discovery/written-registry';
import { refuse } from '../../../src/model/finding';

const PORTS = [{ container: 'web', port: 80, protocol: 'tcp' }] as const;
const TWO = [...PORTS, { container: 'web', port: 81, protocol: 'tcp' }] as const;
const PARAMETER = { Ref: 'Parameter' };
const ids = (entry: object, facts: Parameters<typeof checkRegistryPort>[1]) => checkRegistryPort(readRegistry(entry), facts).map(({ id }) => id.split('.')[1]);

test.each(['bridge', 'host', 'default'] as const)('in the network mode %s clients are told a port of a container', (mode) => {
  const unnamed = (got: string) => [refuse('CloudMapRegistration.UnnamedPort', 'service',
    `must name the container and its port in the network mode ${mode}, got ${got}; write ContainerName and ContainerPort`)];
  expect(checkRegistryPort(readRegistry({}), { mode, ports: PORTS })).toEqual(unnamed('neither'));
  expect(checkRegistryPort(readRegistry({ Port: 80 }), { mode, ports: PORTS })).toEqual(unnamed('neither'));
  expect(checkRegistryPort(readRegistry({ ContainerName: 'web' }), { mode, ports: PORTS })).toEqual(unnamed('a container alone'));
  expect(checkRegistryPort(readRegistry({ ContainerPort: 80 }), { mode, ports: PORTS })).toEqual(unnamed('a port alone'));
  expect(checkRegistryPort(readRegistry({ ContainerName: PARAMETER }), { mode, ports: PORTS })).toEqual(unnamed('a container alone'));
  expect(checkRegistryPort(readRegistry({ ContainerName: 'web', ContainerPort: 80 }), { mode, ports: PORTS })).toEqual([]);
});

test('SRV records of awsvpc take a port of any kind', () => {
  const facts = { mode: 'awsvpc', records: 'SRV', ports: PORTS } as const;
  expect(checkRegistryPort(readRegistry({}), facts)).toEqual([refuse('CloudMapRegistration.UnnamedPort', 'service',
    'must name the container and its port for SRV records, got neither; write ContainerName and ContainerPort')]);
  expect(ids({ Port: 9999 }, facts)).toEqual([]);
  expect(ids({ Port: 9999 }, { ...facts, ports: TWO })).toEqual([]);
  expect(ids({ Port: PARAMETER }, facts)).toEqual([]);
  expect(ids({ ContainerName: 'web', ContainerPort: 80 }, facts)).toEqual([]);
  expect(ids({ ContainerName: 'web', ContainerPort: 81, Port: 80 }, facts)).toEqual(['UnknownPort']);
});

test.each(['A', 'AAAA', 'A, AAAA'])('%s records of awsvpc take none', (records) => {
  const refused = [refuse('CloudMapRegistration.PortNotTold', 'service',
    `must name no container and no port in the network mode awsvpc with ${records} records, which hold addresses alone, got one; leave it out, or take SRV records`)];
  const facts = { mode: 'awsvpc', records, ports: PORTS } as const;
  expect(checkRegistryPort(readRegistry({ ContainerName: 'web' }), facts)).toEqual(refused);
  expect(checkRegistryPort(readRegistry({ ContainerPort: 80 }), facts)).toEqual(refused);
  expect(checkRegistryPort(readRegistry({ Port: 80 }), facts)).toEqual(refused);
  expect(ids({}, facts)).toEqual([]);
  expect(ids({ ContainerName: PARAMETER, ContainerPort: PARAMETER, Port: PARAMETER }, facts)).toEqual([]);
});

test('addresses of instances are refused whatever the port', () => {
  expect(ids({}, { mode: 'bridge', records: 'A', ports: PORTS })).toEqual([]);
  expect(ids({ ContainerName: 'web', ContainerPort: 81 }, { mode: 'bridge', records: 'A', ports: PORTS })).toEqual([]);
  expect(ids({}, { mode: 'bridge', records: 'SRV', ports: PORTS })).toEqual(['UnnamedPort']);
});

test('a port has to be there, and to be the only one meant', () => {
  expect(ids({ ContainerName: 'web' }, { mode: 'bridge', ports: [] })).toEqual(['NoPort']);
  expect(ids({ ContainerName: 'web', ContainerPort: 82 }, { mode: 'bridge', ports: TWO })).toEqual(['UnknownPort']);
  expect(ids({ ContainerName: 'web' }, { mode: 'bridge', ports: TWO })).toEqual(['SeveralPorts']);
  expect(ids({}, { mode: 'bridge', ports: TWO })).toEqual(['SeveralPorts']);
  expect(ids({ ContainerName: 'db', ContainerPort: 80 }, { mode: 'awsvpc', ports: PORTS })).toEqual(['UnknownPort']);
});

test('what nobody knows is not refused', () => {
  expect(ids({ ContainerName: 'db', ContainerPort: 80 }, { mode: 'bridge' })).toEqual([]);
  expect(ids({ ContainerName: PARAMETER, ContainerPort: 81 }, { mode: 'bridge', ports: TWO })).toEqual([]);
  expect(ids({ ContainerName: 'web', ContainerPort: PARAMETER }, { mode: 'bridge', ports: TWO })).toEqual([]);
  expect(ids({}, { mode: 'awsvpc', ports: TWO })).toEqual([]);
  expect(ids({}, { ports: TWO })).toEqual([]);
  expect(ids({}, { records: 'SRV', ports: TWO })).toEqual([]);
});

test('that tasks have no network is told elsewhere', () => {
  expect(ids({}, { mode: 'none', records: 'SRV', ports: TWO })).toEqual([]);
});
