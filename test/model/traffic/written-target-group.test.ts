import { Properties } from '../../../src/model/template-value';
import { drainSecondsIn, isOfNetworkBalancer, readTargetGroup } from '../../../src/model/traffic/written-target-group';

const UNKNOWN = { Ref: 'Parameter' };

function attributes(values: Record<string, unknown>): Properties {
  return { TargetGroupAttributes: Object.entries(values).map(([Key, Value]) => ({ Key, Value })) };
}

test('a group that says nothing has what Elastic Load Balancing gives it', () => {
  expect(readTargetGroup({ Protocol: 'HTTP' })).toEqual({
    healthCheck: { network: false, grpc: false, intervalSeconds: 30, timeoutSeconds: 5 }, drainsFor: 300, targetType: 'instance',
  });
  expect(readTargetGroup({ Protocol: 'TCP' })).toEqual({
    healthCheck: { network: true, grpc: false, intervalSeconds: 30 }, drainsFor: 300, networkProtocol: 'TCP', targetType: 'instance',
  });
});

test('a group behind an Application Load Balancer', () => {
  expect(readTargetGroup({
    Protocol: 'HTTPS',
    ProtocolVersion: 'HTTP2',
    TargetType: 'ip',
    HealthCheckPath: '/health',
    HealthCheckPort: '8080',
    HealthCheckIntervalSeconds: '10',
    HealthCheckTimeoutSeconds: 4,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 3,
    Matcher: { HttpCode: '200' },
    ...attributes({
      'deregistration_delay.timeout_seconds': '20',
      'slow_start.duration_seconds': '30',
      'stickiness.lb_cookie.duration_seconds': '60',
      'stickiness.app_cookie.duration_seconds': '70',
      'stickiness.app_cookie.cookie_name': 'SESSION',
      'load_balancing.algorithm.type': 'round_robin',
      'preserve_client_ip.enabled': 'false',
    }),
  })).toEqual({
    healthCheck: {
      network: false, grpc: false, path: '/health', codes: '200', port: 8080, intervalSeconds: 10, timeoutSeconds: 4, healthyThreshold: 2, unhealthyThreshold: 3,
    },
    slowStartSeconds: 30,
    drainSeconds: 20,
    drainsFor: 20,
    stickinessSeconds: 60,
    algorithm: 'round_robin',
    protocolVersion: 'HTTP2',
    preserveClientIp: false,
    targetType: 'ip',
  });
});

test('the cookie of the application counts where stickiness hangs on it', () => {
  expect(readTargetGroup(attributes({
    'stickiness.type': 'app_cookie',
    'stickiness.lb_cookie.duration_seconds': '60',
    'stickiness.app_cookie.duration_seconds': '70',
    'stickiness.app_cookie.cookie_name': 'SESSION',
  }))).toMatchObject({ stickinessSeconds: 70, cookieName: 'SESSION' });
});

test('gRPC has codes of its own', () => {
  const group = { Protocol: 'HTTP', ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0', HttpCode: '200' } };
  expect(readTargetGroup(group).healthCheck).toMatchObject({ grpc: true, codes: '0' });
});

test.each(['TCP', 'TLS', 'UDP', 'TCP_UDP'])('%s is for a Network Load Balancer', (Protocol) => {
  const group = readTargetGroup({ Protocol, HealthCheckTimeoutSeconds: 10, Matcher: { HttpCode: '200' } });
  expect(group).toMatchObject({ networkProtocol: Protocol, healthCheck: { network: true, timeoutSeconds: 10, codes: '200' } });
});

test.each([{ Protocol: UNKNOWN }, { Protocol: 'HTTP', ProtocolVersion: UNKNOWN }, {}])('what an answer may be is not known of %j', (group) => {
  const { codes, timeoutSeconds } = readTargetGroup({ ...group, HealthCheckTimeoutSeconds: 30, Matcher: { HttpCode: 'x' } }).healthCheck ?? {};
  expect([codes, timeoutSeconds]).toEqual([undefined, undefined]);
});

test.each([
  [undefined, 300], [[], 300],
  [[{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }], 0],
  [[{ Key: 'deregistration_delay.timeout_seconds', Value: UNKNOWN }], undefined],
  [UNKNOWN, undefined],
  [[{ Key: 'slow_start.duration_seconds', Value: UNKNOWN }], 300],
  [[UNKNOWN], undefined],
  [[{ Key: UNKNOWN, Value: '30' }], undefined],
  [[{ Key: UNKNOWN, Value: '30' }, { Key: 'deregistration_delay.timeout_seconds', Value: '40' }], 40],
  [[{ 'Fn::If': ['Open', {}, {}] }], undefined],
])('with %j targets drain for %p seconds', (list, seconds) => {
  expect(drainSecondsIn(list)).toBe(seconds);
});

test('a target type that is not known is none', () => {
  expect(readTargetGroup({ TargetType: UNKNOWN, HealthCheckIntervalSeconds: UNKNOWN })).toMatchObject({
    targetType: undefined, healthCheck: { intervalSeconds: undefined },
  });
});

test.each([
  ['TCP', true], ['TLS', true], ['UDP', true], ['TCP_UDP', true], ['QUIC', true], ['TCP_QUIC', true], ['HTTP', false], ['GENEVE', false], [undefined, false], [{ Ref: 'Parameter' }, false],
])('that a target group with the protocol %j is of a Network Load Balancer is known: %s', (protocol, isKnown) => {
  expect(isOfNetworkBalancer({ Protocol: protocol })).toBe(isKnown);
});
