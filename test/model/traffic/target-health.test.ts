import { refuse } from '../../../src/model/finding';
import { checkTargetHealth, TargetHealthFacts } from '../../../src/model/traffic/target-health';

test.each<[TargetHealthFacts, string, string, string]>([
  [{ intervalSeconds: 4 }, 'TargetHealth.Interval', 'interval', 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ intervalSeconds: 4, timeoutSeconds: 5 }, 'TargetHealth.Interval', 'interval', 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ timeoutSeconds: 121 }, 'TargetHealth.Timeout', 'timeout', 'takes whole seconds from 2 to 120, got 121; the nearest is 120'],
  [{ healthyThreshold: 1 }, 'TargetHealth.Threshold', 'healthyThreshold', 'takes whole numbers from 2 to 10, got 1; the nearest is 2'],
  [{ unhealthyThreshold: 11 }, 'TargetHealth.Threshold', 'unhealthyThreshold', 'takes whole numbers from 2 to 10, got 11; the nearest is 10'],
  [{ intervalSeconds: 10, timeoutSeconds: 10 }, 'TargetHealth.TimeoutAboveInterval', 'timeout',
    'must be less than the interval of 10 seconds, got 10; shorten it or lengthen the interval'],
  [{ network: true, intervalSeconds: 10, timeoutSeconds: 11 }, 'TargetHealth.TimeoutAboveInterval', 'timeout',
    'must be at most the interval of 10 seconds, got 11; shorten it or lengthen the interval'],
  [{ port: 0 }, 'TargetHealth.Port', 'port', 'takes whole numbers from 1 to 65535, got 0; the nearest is 1'],
  [{ port: 65536 }, 'TargetHealth.Port', 'port', 'takes whole numbers from 1 to 65535, got 65536; the nearest is 65535'],
  [{ path: 'health' }, 'TargetHealth.Path', 'path', 'must start with a slash, got \'health\'; write \'/health\''],
  [{ path: '' }, 'TargetHealth.Path', 'path', 'must start with a slash, got \'\'; write \'/\''],
  [{ path: `/${'x'.repeat(1024)}` }, 'TargetHealth.Path', 'path', 'must be at most 1024 characters long, got 1025'],
  [{ codes: '2xx' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'2xx\''],
  [{ codes: '200-599' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'200-599\''],
  [{ codes: '299-200' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'299-200\''],
  [{ codes: '' }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 499 such as \'200\', \'200,204\' or \'200-299\', got \'\''],
  [{ codes: '200', grpc: true }, 'TargetHealth.Codes', 'codes', 'takes codes from 0 to 99 such as \'0\', \'0,12\' or \'0-5\', got \'200\''],
  [{ codes: '600', network: true }, 'TargetHealth.Codes', 'codes', 'takes codes from 200 to 599 such as \'200\', \'200,204\' or \'200-299\', got \'600\''],
])('a health check of %p is refused', (health, id, path, text) => {
  expect(checkTargetHealth(health)).toEqual([refuse(id, path, text)]);
});

test.each<TargetHealthFacts>([
  {},
  { path: '/health', codes: '200', intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 10, port: 65535 },
  { codes: '200,204', intervalSeconds: 300, path: `/${'x'.repeat(1023)}`, port: 1 },
  { codes: '200-299,404', timeoutSeconds: 120 },
  { codes: '0-99', grpc: true, path: '/AWS.ALB/healthcheck' },
  { codes: '200-599', network: true, intervalSeconds: 10, timeoutSeconds: 10 },
])('%p gets through', (health) => {
  expect(checkTargetHealth(health)).toEqual([]);
});
