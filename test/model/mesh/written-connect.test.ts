import { readServiceConnect } from '../../../src/model/mesh/written-connect';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };
const entryOf = (entry: unknown) => readServiceConnect({ Services: [entry] })?.entries?.[0];

test('a configuration says what is in it', () => {
  expect(readServiceConnect({
    Enabled: 'true', Namespace: PARAMETER, LogConfiguration: {}, AccessLogConfiguration: {}, Services: [],
  })).toEqual({ enabled: true, namespace: PARAMETER, hasNamespace: undefined, entries: [], hasLogs: true, hasAccessLogs: true });
  expect(readServiceConnect({ Enabled: false })).toEqual({
    enabled: false, namespace: undefined, hasNamespace: false, entries: [], hasLogs: false, hasAccessLogs: false,
  });
});

test.each([undefined, PARAMETER, OPEN])('%j is none that is known', (configuration) => {
  expect(readServiceConnect(configuration)).toBeUndefined();
});

test('an entry has its names, ports and timeouts', () => {
  expect(entryOf({
    PortName: 'http',
    DiscoveryName: 'web',
    ClientAliases: [{ DnsName: 'web', Port: '80' }, { Port: 81 }],
    IngressPortOverride: 8080,
    Timeout: { IdleTimeoutSeconds: 300, PerRequestTimeoutSeconds: '15' },
    Tls: { IssuerCertificateAuthority: { AwsPcaAuthorityArn: PARAMETER }, KmsKey: 'key', RoleArn: 'role' },
  })).toEqual({
    portName: 'http',
    discoveryName: 'web',
    hasDiscoveryName: true,
    aliases: [{ name: 'web', hasName: true, port: 80 }, { name: undefined, hasName: false, port: 81 }],
    ingressPort: 8080,
    hasIngressPort: true,
    idleSeconds: 300,
    perRequestSeconds: 15,
    tls: { hasRole: true, key: 'key', authority: PARAMETER },
  });
  expect(entryOf({ PortName: 'http' })).toEqual({
    portName: 'http',
    discoveryName: undefined,
    hasDiscoveryName: false,
    aliases: [],
    ingressPort: undefined,
    hasIngressPort: false,
    idleSeconds: undefined,
    perRequestSeconds: undefined,
    tls: undefined,
  });
});

test.each([
  [{ IdleTimeoutSeconds: 9, PerRequestTimeoutSeconds: PARAMETER }, undefined, undefined],
  [{ IdleTimeoutSeconds: PARAMETER, PerRequestTimeoutSeconds: 9 }, undefined, undefined],
  [{ IdleTimeoutSeconds: 9, PerRequestTimeoutSeconds: { 'Fn::GetAtt': ['A', 'B'] } }, undefined, undefined],
  [{ IdleTimeoutSeconds: 9 }, 9, undefined],
  [{ PerRequestTimeoutSeconds: 9 }, undefined, 9],
  [PARAMETER, undefined, undefined],
])('of the timeouts %j both are known or neither', (timeout, idleSeconds, perRequestSeconds) => {
  const { idleSeconds: idle, perRequestSeconds: perRequest } = entryOf({ Timeout: timeout }) ?? {};
  expect([idle, perRequest]).toEqual([idleSeconds, perRequestSeconds]);
});

test.each([PARAMETER, OPEN, [OPEN], [PARAMETER], [{ 'Fn::GetAtt': ['A', 'B'] }]])('entries and aliases of %j are not known', (list) => {
  expect(readServiceConnect({ Services: list })?.entries).toBeUndefined();
  expect(entryOf({ ClientAliases: list })?.aliases).toBeUndefined();
});

test('TLS is there where it is known to be', () => {
  expect(entryOf({ Tls: OPEN })?.tls).toBeUndefined();
  expect(entryOf({ Tls: {} })?.tls).toEqual({ hasRole: false, key: undefined, authority: undefined });
});
