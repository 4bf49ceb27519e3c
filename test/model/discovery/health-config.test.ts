import { checkClassicBalancer, checkHealthConfig } from '../../../src/model/discovery/health-config';
import { advise, refuse } from '../../../src/model/finding';

test.each([0, 2, 10])('a failure threshold of %d is not looked at', (failureThreshold) => {
  expect(checkHealthConfig({ failureThreshold })).toEqual([advise('CloudMapRegistration.FailureThreshold', 'healthCheckCustomConfig.failureThreshold',
    `must be left out, since it is 1 in Cloud Map whatever is written, got ${failureThreshold}; leave it out`)]);
});

test('Route 53 reaches nobody in a private namespace', () => {
  expect(checkHealthConfig({ namespace: 'DNS_PRIVATE', routeHealth: true, customHealth: true })).toEqual([
    refuse('CloudMapRegistration.HealthCheckConfig', 'healthCheckConfig',
      'must be in a public namespace or one without DNS, got a private one, in which Route 53 reaches nobody; take HealthCheckCustomConfig'),
  ]);
});

test.each(['HTTP', 'DNS_PUBLIC', undefined] as const)('two health checks do not go together in a namespace %s', (namespace) => {
  expect(checkHealthConfig({ namespace, routeHealth: true, customHealth: true })).toEqual([
    refuse('CloudMapRegistration.HealthCheckConfig', 'healthCheckConfig',
      'must not go with HealthCheckCustomConfig, got both; leave HealthCheckConfig out, for ECS tells Cloud Map of the health of tasks'),
  ]);
  expect(checkHealthConfig({ namespace, routeHealth: true, customHealth: false })).toEqual([]);
});

test('what fits, and what nobody knows, is not refused', () => {
  expect(checkHealthConfig({ namespace: 'DNS_PRIVATE', customHealth: true, failureThreshold: 1, routeHealth: false })).toEqual([]);
  expect(checkHealthConfig({ namespace: 'DNS_PRIVATE' })).toEqual([]);
  expect(checkHealthConfig({})).toEqual([]);
});

test('there is no service discovery behind a Classic Load Balancer', () => {
  expect(checkClassicBalancer(true)).toEqual([refuse('CloudMapRegistration.ClassicBalancer', 'service',
    'must not go with a Classic Load Balancer, got both; take a target group of an Application or Network Load Balancer')]);
  expect([...checkClassicBalancer(false), ...checkClassicBalancer(undefined)]).toEqual([]);
});
