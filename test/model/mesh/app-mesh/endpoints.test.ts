import * as fc from 'fast-check';
import { byNode, byRouter, everything, listens, node, planFor, route, router, service, to } from './meshes';
import { portNameOf } from '../../../../src/model/mesh/app-mesh/endpoints';

const s = (Value: number) => ({ Unit: 's', Value });
const ms = (Value: number) => ({ Unit: 'ms', Value });
const endpointWith = (listener: object) => planFor({ N: node('n', { Listeners: [listener] }) }).endpoints[0];

test.each<[string, object, { perRequestSeconds?: number; idleSeconds?: number }]>([
  ['none', {}, { perRequestSeconds: undefined, idleSeconds: undefined }],
  ['both', { HTTP: { PerRequest: s(20), Idle: s(60) } }, { perRequestSeconds: 20, idleSeconds: 60 }],
  ['milliseconds, rounded up', { GRPC: { PerRequest: ms(2500), Idle: ms(60000) } }, { perRequestSeconds: 3, idleSeconds: 60 }],
  ['no limit', { HTTP2: { PerRequest: s(0) } }, { perRequestSeconds: 0, idleSeconds: undefined }],
])('timeouts of a listener: %s', (_, timeout, expected) => {
  expect(endpointWith(listens(1, 'http', { Timeout: timeout }))).toEqual(expect.objectContaining(expected));
});

test('TCP has no requests to time', () => {
  expect(endpointWith(listens(1, 'tcp', { Timeout: { TCP: { Idle: s(30) } } }))).toEqual(
    expect.objectContaining({ appProtocol: undefined, perRequestSeconds: undefined, idleSeconds: 30 }));
});

test.each<[string, (number | undefined)[], number | undefined]>([
  ['the longest', [5, 20], 20],
  ['of those that have one', [undefined, 5], 5],
  ['no limit, where one has none', [0, 5], 0],
  ['none', [undefined], undefined],
])('without a timeout of its own, a node takes %s of its routes', (_, seconds, expected) => {
  const routes = seconds.map((value, index) => [`Route${index}`, route('r', `${index}`, {
    Match: everything, Action: to(['n', 1]), Timeout: value === undefined ? undefined : { PerRequest: s(value), Idle: s(value) },
  })]);
  const { endpoints } = planFor({ N: node('n', { Listeners: [listens(1)] }), ...Object.fromEntries(routes) });
  expect(endpoints).toEqual([expect.objectContaining({ perRequestSeconds: expected, idleSeconds: expected })]);
});

test('a listener\'s own timeout counts for more than a route\'s', () => {
  const { endpoints } = planFor({
    N: node('n', { Listeners: [listens(1, 'http', { Timeout: { HTTP: { PerRequest: s(3) } } })] }),
    Route: route('r', 'all', { Match: everything, Action: to(['n', 1]), Timeout: { PerRequest: s(9) } }),
  });
  expect(endpoints).toEqual([expect.objectContaining({ perRequestSeconds: 3 })]);
});

test.each<[string, object | undefined, boolean]>([
  ['none', undefined, false], ['strict', { Mode: 'STRICT' }, true], ['permissive', { Mode: 'PERMISSIVE' }, true], ['disabled', { Mode: 'DISABLED' }, false],
])('TLS: %s', (_, tls, expected) => {
  expect(endpointWith(listens(1, 'http', { TLS: tls })).tls).toBe(expected);
});

test('a health check keeps its path, port and times', () => {
  expect(endpointWith(listens(1, 'http', {
    HealthCheck: { Path: '/up', Port: 2, IntervalMillis: 5000, TimeoutMillis: '2000', UnhealthyThreshold: 3, HealthyThreshold: 2, Protocol: 'http' },
  })).healthCheck).toEqual({ path: '/up', port: 2, intervalSeconds: 5, timeoutSeconds: 2, retries: 3 });
});

test.each([
  ['orders', '', 'orders'],
  ['Orders.V1/blue', '', 'orders-v1-blue'],
  ['-orders-', '', 'orders'],
  ['${Stage}-orders', '', 'orders'],
  ['orders', '-8080', 'orders-8080'],
  ['o'.repeat(80), '-8080', `${'o'.repeat(59)}-8080`],
])('the node %s gives the port name with %s', (name, suffix, expected) => {
  expect(portNameOf(name, suffix)).toBe(expected);
});

test('any name with a letter in it gives a port name that ECS takes', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (before, after) => {
    expect(portNameOf(`${before}a${after}`)).toMatch(/^[a-z0-9_][a-z0-9_-]{0,63}$|^$/);
  }));
});

test('a name of a router has the router\'s port, and without one the node\'s', () => {
  const resources = {
    N: node('n', { Listeners: [listens(9090)] }),
    Route: route('r', 'all', { Match: everything, Action: to(['n', 1]) }),
    S: service('s', byRouter('r')),
    T: service('t', byNode('n')),
  };
  expect(planFor({ ...resources, R: router('r', 80) }).aliases.map(({ port }) => port)).toEqual([80, 9090]);
  expect(planFor(resources).aliases.map(({ port }) => port)).toEqual([9090, 9090]);
  expect(planFor({ S: service('s', byNode('elsewhere')) }).aliases.map(({ port }) => port)).toEqual([undefined]);
});
