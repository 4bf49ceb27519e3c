import { Match, Template } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { serviceStack } from './services';
import { refineBreaker, turnOnBreaker } from '../../src/deployment/circuit-breaker';
import { BreakerThreshold } from '../../src/model/deployment/breaker-threshold';

function breakerAfter(change: (resource: ReturnType<typeof serviceStack>['resource']) => void, circuitBreaker = { rollback: true }): any {
  const { stack, resource } = serviceStack({ circuitBreaker });
  change(resource);
  const [service] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::Service'));
  return service.Properties.DeploymentConfiguration.DeploymentCircuitBreaker;
}

test.each([
  ['COUNT', 5, BreakerThreshold.count(5)],
  ['BOUNDED_PERCENT', 25, BreakerThreshold.boundedPercent(25)],
  ['UNBOUNDED_PERCENT', 80, BreakerThreshold.unboundedPercent(80)],
])('writes a threshold of type %s', (type, value, breaker) => {
  expect(breakerAfter((resource) => refineBreaker(resource, { breaker }))).toEqual({
    Enable: true, Rollback: true, ThresholdConfiguration: { Type: type, Value: value },
  });
});

test.each([true, false])('writes whether a healthy task resets the count: %s', (resetOnHealthyTask) => {
  expect(breakerAfter((resource) => refineBreaker(resource, { resetOnHealthyTask }))).toEqual({
    Enable: true, Rollback: true, ResetOnHealthyTask: resetOnHealthyTask,
  });
});

test('leaves to ECS what nobody asked for', () => {
  expect(breakerAfter((resource) => refineBreaker(resource, {}))).toEqual({ Enable: true, Rollback: true });
});

test('writes a threshold that is a token', () => {
  const breaker = BreakerThreshold.count(Lazy.number({ produce: () => 9 }));
  expect(breakerAfter((resource) => refineBreaker(resource, { breaker })).ThresholdConfiguration).toEqual({ Type: 'COUNT', Value: 9 });
});

test('turns a breaker on where there was none', () => {
  const { stack, resource } = serviceStack({ circuitBreaker: { enable: false } });
  turnOnBreaker(resource, false);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false, ThresholdConfiguration: Match.absent() } },
  });
});
