import { advise, refuse } from '../../../src/model/finding';
import {
  allowsPorts, allowsPublicIp, allowsServiceConnect, checkHostPort, checkNetwork, DnsRecord, dnsRecordsOf, isOneCopyAnInstance, LaunchPlatform,
  mapsPorts, NetworkFacts, NetworkMode, networkModesOn, sharesAddress, targetTypeOf,
} from '../../../src/model/task/network-mode';

test.each<[LaunchPlatform, boolean, NetworkMode[]]>([
  ['fargate', false, ['awsvpc']],
  ['fargate', true, ['awsvpc']],
  ['ec2', false, ['awsvpc', 'bridge', 'host', 'none']],
  ['ec2', true, ['default', 'awsvpc']],
  ['managed-instances', false, ['awsvpc', 'host']],
  ['external', false, ['bridge', 'host', 'none']],
])('modes on %s, Windows %p', (platform, windows, modes) => {
  expect(networkModesOn(platform, windows)).toEqual(modes);
});

test.each<[NetworkMode, string | undefined, DnsRecord[], boolean, boolean, boolean]>([
  ['awsvpc', 'ip', ['A', 'SRV'], true, true, true],
  ['bridge', 'instance', ['SRV'], true, false, true],
  ['host', 'instance', ['SRV'], false, false, true],
  ['none', undefined, [], false, false, false],
  ['default', 'instance', ['SRV'], false, false, true],
])('%s: targets, records, Service Connect, public IP, ports', (mode, targetType, records, serviceConnect, publicIp, ports) => {
  expect(targetTypeOf(mode)).toBe(targetType);
  expect(dnsRecordsOf(mode)).toEqual(records);
  expect(allowsServiceConnect(mode)).toBe(serviceConnect);
  expect(allowsPublicIp(mode, 'fargate')).toBe(publicIp);
  expect(allowsPorts(mode)).toBe(ports);
});

test.each<[NetworkMode, boolean, boolean]>([
  ['awsvpc', true, false], ['host', true, false], ['bridge', false, true], ['default', false, true], ['none', false, false],
])('%s: containers share an address %p, ports are mapped %p', (mode, shared, mapped) => {
  expect([sharesAddress(mode), mapsPorts(mode)]).toEqual([shared, mapped]);
});

test('records of awsvpc follow the addresses of the subnets', () => {
  expect(dnsRecordsOf('awsvpc', 'dualstack')).toEqual(['A', 'AAAA', 'SRV']);
  expect(dnsRecordsOf('awsvpc', 'ipv6')).toEqual(['AAAA', 'SRV']);
});

test.each<LaunchPlatform>(['ec2', 'managed-instances', 'external'])('tasks on %s have no public IP of their own', (platform) => {
  expect(allowsPublicIp('awsvpc', platform)).toBe(false);
});

test.each<[NetworkMode, number | undefined, boolean]>([
  ['host', undefined, true], ['host', 8080, true], ['bridge', 8080, true], ['bridge', 0, false], ['bridge', undefined, false], ['awsvpc', 8080, false],
  ['default', 8080, true], ['default', 0, false], ['none', 8080, false],
])('%s with host port %p: one copy an instance is %p', (mode, hostPort, one) => {
  expect(isOneCopyAnInstance(mode, hostPort)).toBe(one);
});

test.each<[NetworkFacts, string, string, string]>([
  [{ mode: 'bridge', platform: 'fargate' }, 'NetworkMode.Platform', '', 'must be awsvpc on Fargate, got bridge'],
  [{ mode: 'bridge', implied: true, platform: 'fargate' }, 'NetworkMode.Platform', '', 'must be awsvpc on Fargate, got none, which means bridge'],
  [{ mode: 'default', platform: 'fargate' }, 'NetworkMode.Platform', '', 'must be awsvpc on Fargate, got default'],
  [{ mode: 'default', platform: 'ec2' }, 'NetworkMode.Platform', '', 'must be awsvpc, bridge, host or none on EC2, got default'],
  [{ mode: 'awsvpc', platform: 'external' }, 'NetworkMode.Platform', '', 'must be bridge, host or none on external instances, got awsvpc'],
  [{ mode: 'bridge', platform: 'ec2', windows: true }, 'NetworkMode.Platform', '', 'must be default or awsvpc on EC2 with Windows, got bridge'],
  [{ mode: 'none', ports: 1 }, 'NetworkMode.Ports', 'ports', 'need a network mode other than none, got 1 of them; use awsvpc'],
  [{ mode: 'awsvpc', targetType: 'instance' }, 'NetworkMode.TargetType', 'targetType',
    'must be ip with the network mode awsvpc, got instance; take a target group of type ip'],
  [{ mode: 'bridge', targetType: 'ip' }, 'NetworkMode.TargetType', 'targetType',
    'must be instance with the network mode bridge, got ip; take a target group of type instance'],
  [{ mode: 'none', targetType: 'ip' }, 'NetworkMode.TargetType', 'targetType', 'needs a network mode other than none, got ip; use awsvpc'],
  [{ mode: 'bridge', dnsRecord: 'A' }, 'NetworkMode.DnsRecord', 'dnsRecord', 'must be SRV with the network mode bridge, got A'],
  [{ mode: 'awsvpc', dnsRecord: 'A', ipFamily: 'ipv6' }, 'NetworkMode.DnsRecord', 'dnsRecord', 'must be AAAA or SRV with the network mode awsvpc and ipv6 subnets, got A'],
  [{ mode: 'awsvpc', dnsRecord: 'AAAA', ipFamily: 'ipv4' }, 'NetworkMode.DnsRecord', 'dnsRecord',
    'must be A or SRV with the network mode awsvpc and ipv4 subnets, got AAAA'],
  [{ mode: 'none', dnsRecord: 'SRV' }, 'NetworkMode.DnsRecord', 'dnsRecord', 'needs a network mode other than none, got SRV; use awsvpc'],
  [{ mode: 'host', serviceConnect: true }, 'NetworkMode.ServiceConnect', 'serviceConnect', 'takes the network mode awsvpc or bridge, got host'],
  [{ mode: 'awsvpc', platform: 'ec2', publicIp: true }, 'NetworkMode.PublicIp', 'publicIp',
    'takes awsvpc on Fargate, got awsvpc on EC2; place the task in a subnet with a NAT gateway'],
])('%p is refused with %s', (facts, id, path, text) => {
  expect(checkNetwork(facts)).toEqual([refuse(id, path, text)]);
});

test.each([22, 2375, 2376, 51678, 51679, 51680])('the instance keeps port %p', (hostPort) => {
  expect(checkHostPort({ mode: 'bridge', hostPort }).map(({ id }) => id)).toEqual(['NetworkMode.ReservedPort']);
});

test.each([21, 23, 2374, 2377])('port %p is free', (hostPort) => {
  expect(checkHostPort({ mode: 'bridge', hostPort })).toEqual([]);
});

test('a platform runs Linux where nothing else is said', () => {
  expect(networkModesOn('ec2')).toEqual(networkModesOn('ec2', false));
});

test.each<NetworkFacts>([
  {},
  { platform: 'fargate', ports: 2, serviceConnect: true, publicIp: true },
  { mode: 'awsvpc', platform: 'fargate', ports: 2, targetType: 'ip', dnsRecord: 'A', serviceConnect: true, publicIp: true },
  { mode: 'awsvpc', dnsRecord: 'AAAA', publicIp: true },
  { mode: 'awsvpc', dnsRecord: 'A' },
  { mode: 'bridge', platform: 'ec2', targetType: 'instance', dnsRecord: 'SRV', serviceConnect: true },
  { mode: 'none', platform: 'ec2', ports: 0 },
])('%p gets through', (facts) => {
  expect(checkNetwork(facts)).toEqual([]);
});

test.each<[NetworkMode, number, number, string, string]>([
  ['awsvpc', 8080, 80, 'NetworkMode.HostPort', 'must be the container port 8080 with awsvpc, got 80; leave it out'],
  ['host', 8080, 80, 'NetworkMode.HostPort', 'must be the container port 8080 with host, got 80; leave it out'],
  ['bridge', 8080, 65536, 'NetworkMode.HostPort', 'takes whole numbers from 0 to 65535, got 65536; the nearest is 65535'],
  ['bridge', 22, 22, 'NetworkMode.ReservedPort', 'must not be one that the instance keeps for itself, got 22; leave it out for a dynamic port'],
  ['bridge', 80, 51679, 'NetworkMode.ReservedPort', 'must not be one that the instance keeps for itself, got 51679; leave it out for a dynamic port'],
])('%s: container port %p on host port %p is refused', (mode, containerPort, hostPort, id, text) => {
  expect(checkHostPort({ mode, containerPort, hostPort })).toEqual([refuse(id, 'hostPort', text)]);
});

test('a host port of the dynamic range is advised against', () => {
  expect(checkHostPort({ mode: 'bridge', containerPort: 80, hostPort: 32768 })).toEqual([advise('NetworkMode.DynamicPort', 'hostPort',
    'may be taken by the dynamic ports from 32768 up, got 32768; leave it out or take a lower one')]);
});

test.each<[NetworkMode | undefined, number | undefined, number | undefined]>([
  ['awsvpc', 8080, 8080], ['awsvpc', undefined, 8080], ['host', 8080, undefined], ['bridge', 80, 0], ['bridge', 80, 32767], [undefined, 80, 22],
])('%p: container port %p on host port %p gets through', (mode, containerPort, hostPort) => {
  expect(checkHostPort({ mode, containerPort, hostPort })).toEqual([]);
});
