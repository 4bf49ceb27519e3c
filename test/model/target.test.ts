import { refuse } from '../../src/model/finding';
import { checkTargetGroup, checkTargetHealth, TargetGroupFacts, TargetHealthFacts } from '../../src/model/target';

test.each<[TargetHealthFacts, string, string, string]>([
  [{ intervalSeconds: 4 }, 'TargetHealth.Interval', 'interval', 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ intervalSeconds: 4, timeoutSeconds: 5 }, 'TargetHealth.Interval', 'interval', 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ timeoutSeconds: 121 }, 'TargetHealth.Timeout', 'timeout', 'takes whole seconds from 2 to 120, got 121; the nearest is 120'],
  [{ healthyThreshold: 1 }, 'TargetHealth.Threshold', 'healthyThreshold', 'takes whole numbers from 2 to 10, got 1; the nearest is 2'],
  [{ unhealthyThreshold: 11 }, 'TargetHealth.Threshold', 'unhealthyThreshold', 'takes whole numbers from 2 to 10, got 11; the nearest is 10'],
  [{ intervalSeconds: 10, timeoutSeconds: 10 }, 'TargetHealth.TimeoutAboveInterval', 'timeout',
    'is less than the interval of 10 seconds, got 10; shorten it or lengthen the interval'],
  [{ network: true, intervalSeconds: 10, timeoutSeconds: 11 }, 'TargetHealth.TimeoutAboveInterval', 'timeout',
    'is at most the interval of 10 seconds, got 11; shorten it or lengthen the interval'],
  [{ path: 'health' }, 'TargetHealth.Path', 'path', 'starts with a slash, got \'health\'; write \'/health\''],
  [{ path: '' }, 'TargetHealth.Path', 'path', 'starts with a slash, got \'\'; write \'/\''],
  [{ path: `/${'x'.repeat(1024)}` }, 'TargetHealth.Path', 'path', 'is up to 1024 characters long, got 1025'],
  [{ codes: '2xx' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'2xx\''],
  [{ codes: '200-599' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'200-599\''],
  [{ codes: '299-200' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'299-200\''],
  [{ codes: '' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'\''],
  [{ codes: '200', grpc: true }, 'TargetHealth.Codes', 'codes', 'takes codes from 0 to 99 such as \'0\', \'0,12\' or \'0-5\', got \'200\''],
  [{ codes: '600', network: true }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 599 such as \'200\', \'200,204\' or \'200-299\', got \'600\''],
])('a health check of %p is refused', (health, id, path, text) => {
  expect(checkTargetHealth(health)).toEqual([refuse(id, path, text)]);
  expect(checkTargetGroup({ healthCheck: health })).toEqual([refuse(id, `healthCheck.${path}`, text)]);
});

test.each<[TargetGroupFacts, string, string, string]>([
  [{ slowStartSeconds: 29 }, 'TargetGroup.SlowStart', 'slowStart', 'takes whole seconds from 30 to 900, got 29; the nearest is 30'],
  [{ slowStartSeconds: 901 }, 'TargetGroup.SlowStart', 'slowStart', 'takes whole seconds from 30 to 900, got 901; the nearest is 900'],
  [{ drainSeconds: 3601 }, 'TargetGroup.DeregistrationDelay', 'deregistrationDelay', 'takes whole seconds from 0 to 3600, got 3601; the nearest is 3600'],
  [{ stickinessSeconds: 0 }, 'TargetGroup.Stickiness', 'stickiness', 'takes whole seconds from 1 to 604800, got 0; the nearest is 1'],
  [{ stickinessSeconds: 604801 }, 'TargetGroup.Stickiness', 'stickiness', 'takes whole seconds from 1 to 604800, got 604801; the nearest is 604800'],
])('a target group of %p is refused', (facts, id, path, text) => {
  expect(checkTargetGroup(facts)).toEqual([refuse(id, path, text)]);
});

test.each<TargetGroupFacts>([
  {},
  { healthCheck: {} },
  { healthCheck: { path: '/health', codes: '200', intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 10 } },
  { healthCheck: { codes: '200,204', intervalSeconds: 300, path: `/${'x'.repeat(1023)}` } },
  { healthCheck: { codes: '200-299,404', timeoutSeconds: 120 } },
  { healthCheck: { codes: '0-99', grpc: true, path: '/AWS.ALB/healthcheck' } },
  { healthCheck: { codes: '200-599', network: true, intervalSeconds: 10, timeoutSeconds: 10 } },
  { slowStartSeconds: 0, drainSeconds: 0, stickinessSeconds: 1 },
  { slowStartSeconds: 900, drainSeconds: 3600, stickinessSeconds: 604800 },
])('%p gets through', (facts) => {
  expect(checkTargetGroup(facts)).toEqual([]);
});
