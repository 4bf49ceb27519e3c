import { refuse } from '../../../src/model/finding';
import { checkMeshAlarms, signalsOf } from '../../../src/model/mesh/mesh-alarms';
import { MeshProtocol } from '../../../src/model/mesh/service-connect';

test.each<[MeshProtocol, boolean, string]>([
  ['http', false, 'serverErrors latency'],
  ['http2', false, 'serverErrors latency'],
  ['grpc', false, 'latency'],
  ['tcp', false, ''],
  ['http', true, 'serverErrors latency connectionFailures'],
  ['grpc', true, 'latency connectionFailures'],
  ['tcp', true, 'connectionFailures'],
])('%s, with TLS %p, tells of: %s', (protocol, tls, signals) => {
  expect(Object.entries(signalsOf(protocol, tls)).filter(([, there]) => there).map(([name]) => name).join(' ')).toBe(signals);
});

test.each<[MeshProtocol, string]>([
  ['tcp', 'leave it out, or give the port an appProtocol'],
  ['grpc', 'leave it out, and watch averageLatency or the logs'],
])('answers of %s have no code', (protocol, remedy) => {
  expect(checkMeshAlarms({ protocol, tls: true, serverErrorPercent: 1 })).toEqual([
    refuse('MeshAlarms.NoServerErrors', 'serverErrorPercent', `is of HTTP answers, got 1 for a port that speaks ${protocol}; ${remedy}`),
  ]);
});

test('plain TCP has no requests that are answered', () => {
  expect(checkMeshAlarms({ protocol: 'tcp', tls: true, averageLatency: true })).toEqual([refuse('MeshAlarms.NoLatency', 'averageLatency',
    'is of requests, got a port that speaks tcp, which has none; leave it out, or give the port an appProtocol')]);
});

test('without TLS nobody counts failed connections', () => {
  expect(checkMeshAlarms({ protocol: 'http', tls: false, connectionFailures: 3 })).toEqual([refuse('MeshAlarms.NoConnectionFailures', 'connectionFailures',
    'is of TLS connections, the only ones whose failures are counted, got 3 without TLS; leave it out, or give the mesh MeshTls')]);
});

test.each<[MeshProtocol, string]>([
  ['tcp', 'give the port an appProtocol'],
  ['grpc', 'name averageLatency'],
])('%s without TLS and without a threshold leaves nothing to watch', (protocol, remedy) => {
  expect(checkMeshAlarms({ protocol, tls: false })).toEqual([refuse('MeshAlarms.Nothing', '',
    `watches HTTP answers, and connections with TLS, got a port that speaks ${protocol} without TLS; ${remedy}, give the mesh MeshTls, or leave it out`)]);
});

test.each<[string, Parameters<typeof checkMeshAlarms>[0]]>([
  ['HTTP', { protocol: 'http', tls: false, serverErrorPercent: 1, averageLatency: true }],
  ['HTTP/2 with TLS', { protocol: 'http2', tls: true, connectionFailures: 1 }],
  ['gRPC with a latency', { protocol: 'grpc', tls: false, averageLatency: true }],
  ['TCP with TLS', { protocol: 'tcp', tls: true }],
  ['TCP with alarms of its user', { protocol: 'tcp', tls: false, ownAlarms: 1 }],
  ['a protocol that nobody knows', { tls: false, serverErrorPercent: 1, averageLatency: true, connectionFailures: 1 }],
  ['TLS that nobody knows of', { protocol: 'tcp', serverErrorPercent: 1 }],
])('%s is not refused', (_, facts) => {
  expect(checkMeshAlarms(facts)).toEqual([]);
});
