import { advise, refuse } from '../../../src/model/finding';
import { checkTargetGroup, checkTargetGroupCount, TargetGroupFacts } from '../../../src/model/traffic/target';

test.each<[TargetGroupFacts, string, string, string]>([
  [{ healthCheck: { intervalSeconds: 4 } }, 'TargetHealth.Interval', 'healthCheck.interval', 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ slowStartSeconds: 29 }, 'TargetGroup.SlowStart', 'slowStart', 'takes whole seconds from 30 to 900, got 29; the nearest is 30'],
  [{ slowStartSeconds: 901 }, 'TargetGroup.SlowStart', 'slowStart', 'takes whole seconds from 30 to 900, got 901; the nearest is 900'],
  [{ drainSeconds: 3601 }, 'TargetGroup.DeregistrationDelay', 'deregistrationDelay', 'takes whole seconds from 0 to 3600, got 3601; the nearest is 3600'],
  [{ stickinessSeconds: 0 }, 'TargetGroup.Stickiness', 'stickiness.duration', 'takes whole seconds from 1 to 604800, got 0; the nearest is 1'],
  [{ stickinessSeconds: 604801 }, 'TargetGroup.Stickiness', 'stickiness.duration', 'takes whole seconds from 1 to 604800, got 604801; the nearest is 604800'],
  [{ cookieName: 'AWSALBAPP' }, 'TargetGroup.ReservedCookie', 'stickiness.cookieName',
    'must be a cookie of the application, got AWSALBAPP, which the load balancer keeps for itself; name another one'],
  [{ cookieName: '' }, 'TargetGroup.NoCookie', 'stickiness.cookieName', 'must name a cookie, got an empty text; leave it out for one of the load balancer\'s own'],
  [{ slowStartSeconds: 30, algorithm: 'least_outstanding_requests' }, 'TargetGroup.SlowStartNeedsRoundRobin', 'slowStart',
    'takes the round robin algorithm, got least_outstanding_requests; leave out one of `slowStart` and `algorithm`'],
  [{ slowStartSeconds: 900, algorithm: 'weighted_random' }, 'TargetGroup.SlowStartNeedsRoundRobin', 'slowStart',
    'takes the round robin algorithm, got weighted_random; leave out one of `slowStart` and `algorithm`'],
  [{ protocolVersion: 'GRPC', listenerProtocol: 'HTTP' }, 'TargetGroup.VersionNeedsHttps', 'protocolVersion',
    'takes an HTTPS listener where it is GRPC, got an HTTP one; serve HTTPS or leave it out'],
  [{ protocolVersion: 'HTTP2', listenerProtocol: 'HTTP' }, 'TargetGroup.VersionNeedsHttps', 'protocolVersion',
    'takes an HTTPS listener where it is HTTP2, got an HTTP one; serve HTTPS or leave it out'],
  [{ networkProtocol: 'UDP', preserveClientIp: false }, 'TargetGroup.ClientIpAlwaysKept', 'preserveClientIp', 'is always on for UDP, got false; leave it out'],
  [{ networkProtocol: 'TCP_UDP', preserveClientIp: false }, 'TargetGroup.ClientIpAlwaysKept', 'preserveClientIp',
    'is always on for TCP_UDP, got false; leave it out'],
])('a target group of %p is refused', (facts, id, path, text) => {
  expect(checkTargetGroup(facts)).toEqual([refuse(id, path, text)]);
});

test('a login before HTTP/2 or gRPC is advised against', () => {
  expect(checkTargetGroup({ protocolVersion: 'GRPC', listenerProtocol: 'HTTPS', login: true })).toEqual([advise('TargetGroup.VersionWithLogin', 'protocolVersion',
    'is GRPC, with which AWS supports forward actions alone, got a login before them; leave out one of `protocolVersion` and `login`')]);
});

test.each<TargetGroupFacts>([
  {},
  { healthCheck: {} },
  { slowStartSeconds: 0, drainSeconds: 0, stickinessSeconds: 1, cookieName: 'session' },
  { slowStartSeconds: 900, drainSeconds: 3600, stickinessSeconds: 604800, algorithm: 'round_robin' },
  { slowStartSeconds: 0, algorithm: 'least_outstanding_requests' },
  { algorithm: 'weighted_random' },
  { slowStartSeconds: 30 },
  { protocolVersion: 'HTTP1', listenerProtocol: 'HTTP', login: true },
  { protocolVersion: 'GRPC', listenerProtocol: 'HTTPS' },
  { protocolVersion: 'HTTP2' },
  { listenerProtocol: 'HTTP', login: true },
  { networkProtocol: 'UDP', preserveClientIp: true },
  { networkProtocol: 'UDP' },
  { networkProtocol: 'TCP', preserveClientIp: false },
])('%p gets through', (facts) => {
  expect(checkTargetGroup(facts)).toEqual([]);
});

test('five target groups are the most', () => {
  expect(checkTargetGroupCount(6)).toEqual([refuse('TargetGroup.TooMany', '',
    'takes 5 target groups at the most, got 6; split the service, or let several names lead to one of them')]);
  expect([0, 5].flatMap(checkTargetGroupCount)).toEqual([]);
});
