import { checkBreakable, checkExternalBreaker, DeploymentKindFacts } from '../../../src/model/deployment/circuit-breaker';
import { advise, refuse } from '../../../src/model/finding';

test.each<[DeploymentKindFacts, string]>([
  [{ controller: 'CODE_DEPLOY' }, 'must have the deployment controller ECS for a circuit breaker, got CODE_DEPLOY; only rolling deployments have one'],
  [{ controller: 'EXTERNAL', strategy: 'ROLLING' }, 'must have the deployment controller ECS for a circuit breaker, got EXTERNAL; only rolling deployments have one'],
  [{ strategy: 'BLUE_GREEN' }, 'must have the deployment strategy ROLLING for a circuit breaker, got BLUE_GREEN; let alarms guard the others'],
  [{ controller: 'ECS', strategy: 'CANARY' }, 'must have the deployment strategy ROLLING for a circuit breaker, got CANARY; let alarms guard the others'],
])('%p is refused', (facts, text) => {
  expect(checkBreakable(facts)).toEqual([refuse('CircuitBreaker.NotRolling', '', text)]);
});

test.each<DeploymentKindFacts>([{}, { controller: 'ECS' }, { strategy: 'ROLLING' }, { controller: 'ECS', strategy: 'ROLLING' }])('%p gets through', (facts) => {
  expect(checkBreakable(facts)).toEqual([]);
});

test('on machines outside AWS alone, it is not to be relied on', () => {
  expect(checkExternalBreaker('Owner.Breaker', 'rollout', 'EXTERNAL')).toEqual([advise('Owner.Breaker', 'rollout',
    'runs on external instances, where the circuit breaker may have no effect; let alarms guard deployments too, with `rollbackOn`')]);
  expect([undefined, 'EC2', 'FARGATE'].flatMap((launchType) => checkExternalBreaker('Owner.Breaker', 'rollout', launchType))).toEqual([]);
});
