import { NAMESPACE_TYPES, namespaceKindOf, readCloudMapService, readRegistry } from '../../../src/model/discovery/written-registry';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };
const dns = (...records: unknown[]) => readCloudMapService({ DnsConfig: { DnsRecords: records } });

test('a service in Cloud Map says what DNS answers and who tells the health of tasks', () => {
  expect(readCloudMapService({
    NamespaceId: PARAMETER,
    DnsConfig: { DnsRecords: [{ Type: 'AAAA', TTL: 10 }, { Type: 'A', TTL: '60' }], NamespaceId: 'other' },
    HealthCheckCustomConfig: { FailureThreshold: 1 },
    HealthCheckConfig: { Type: 'HTTP' },
  })).toEqual({ records: 'A, AAAA', ttl: { seconds: 60, record: 1 }, customHealth: true, failureThreshold: 1, routeHealth: true, namespace: PARAMETER });
});

test('one that says nothing has nothing', () => {
  expect(readCloudMapService({})).toEqual({
    records: undefined, ttl: undefined, customHealth: false, failureThreshold: undefined, routeHealth: false, namespace: undefined,
  });
});

test('its namespace may be where its records are', () => {
  expect(readCloudMapService({ DnsConfig: { NamespaceId: 'ns-1', DnsRecords: [] } })).toMatchObject({ namespace: 'ns-1', records: undefined });
});

test.each([
  ['all of them', [{ Type: 'A' }, { Type: PARAMETER }], undefined],
  ['a list', PARAMETER, undefined],
  ['one twice', [{ Type: 'A' }, { Type: 'A' }], 'A'],
  ['SRV', [{ Type: 'SRV' }], 'SRV'],
])('records are known where %s is', (_what, records, expected) => {
  expect(readCloudMapService({ DnsConfig: { DnsRecords: records } }).records).toBe(expected);
});

test.each([
  [[{ TTL: 60 }, { TTL: 10 }], { seconds: 60, record: 0 }],
  [[{ TTL: 10 }, { TTL: 60 }], { seconds: 60, record: 1 }],
  [[{ TTL: 60 }, { TTL: 60 }], { seconds: 60, record: 0 }],
  [[{ TTL: PARAMETER }, { TTL: 10 }], { seconds: 10, record: 1 }],
  [[{ TTL: PARAMETER }], undefined],
])('the longest TTL of %j counts', (records, expected) => {
  expect(dns(...records).ttl).toEqual(expected);
});

test('what only the deployment knows is neither there nor not', () => {
  expect(readCloudMapService({ DnsConfig: OPEN, HealthCheckConfig: OPEN, HealthCheckCustomConfig: OPEN }))
    .toMatchObject({ records: undefined, customHealth: undefined, routeHealth: undefined });
});

test('a registry says what it names, and that it names it', () => {
  expect(readRegistry({ RegistryArn: PARAMETER, ContainerName: 'web', ContainerPort: '80', Port: 80 }))
    .toEqual({ arn: PARAMETER, containerName: 'web', hasContainerName: true, containerPort: 80, hasContainerPort: true, hasPort: true });
  expect(readRegistry({ ContainerName: OPEN, ContainerPort: PARAMETER, Port: OPEN }))
    .toEqual({ containerName: undefined, hasContainerName: undefined, containerPort: undefined, hasContainerPort: undefined, hasPort: undefined });
  expect(readRegistry({})).toMatchObject({ hasContainerName: false, hasContainerPort: false, hasPort: false });
});

test('the type of a namespace says how its names are found', () => {
  expect(NAMESPACE_TYPES.map(namespaceKindOf)).toEqual(['HTTP', 'DNS_PRIVATE', 'DNS_PUBLIC']);
  expect(namespaceKindOf('AWS::ServiceDiscovery::Service')).toBeUndefined();
  expect(namespaceKindOf(undefined)).toBeUndefined();
});
