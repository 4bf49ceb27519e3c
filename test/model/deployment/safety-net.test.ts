import { checkDeploymentAlarms, checkSafetyNet, SafetyNetFacts } from '../../../src/model/deployment/safety-net';
import { advise, refuse } from '../../../src/model/finding';

const rolling: SafetyNetFacts = { controller: 'ECS', strategy: 'ROLLING', breaker: true, rollback: true, alarms: false, external: false };
const off = advise('CircuitBreaker.Off', 'deploymentCircuitBreaker',
  'is off, and no alarm fails a deployment, so that one whose tasks keep failing goes on for hours; turn it on');
const noRollback = advise('CircuitBreaker.NoRollback', 'deploymentCircuitBreaker.rollback',
  'is off, so that a failed deployment leaves the service as it is; turn it on, to go back to the last deployment that completed');

test.each<[Partial<SafetyNetFacts>, object[]]>([
  [{}, []],
  [{ breaker: false, rollback: false }, [off]],
  [{ breaker: false, alarms: true }, []],
  [{ breaker: false, alarms: undefined }, []],
  [{ breaker: undefined }, []],
  [{ breaker: false, external: true }, []],
  [{ breaker: false, external: undefined }, []],
  [{ breaker: false, controller: 'EXTERNAL' }, []],
  [{ breaker: false, controller: undefined }, []],
  [{ breaker: false, strategy: 'BLUE_GREEN' }, []],
  [{ breaker: false, strategy: undefined }, []],
  [{ rollback: false }, [noRollback]],
  [{ rollback: false, alarms: true }, [noRollback]],
  [{ rollback: undefined }, []],
  [{ rollback: false, breaker: undefined }, []],
  [{ rollback: false, breaker: false, alarms: true }, []],
])('of a rolling update with %j', (patch, findings) => {
  expect(checkSafetyNet({ ...rolling, ...patch })).toEqual(findings);
});

test.each(['CODE_DEPLOY', 'EXTERNAL'])('alarms are not for %s', (controller) => {
  expect(checkDeploymentAlarms({ alarms: true, controller })).toEqual([refuse('DeploymentAlarms.Controller', 'alarms',
    `are for deployments of ECS, got the deployment controller ${controller}; leave them out, or the controller`)]);
});

test.each<SafetyNetFacts>([
  { alarms: true, controller: 'ECS' }, { alarms: true }, { alarms: false, controller: 'EXTERNAL' }, { controller: 'EXTERNAL' },
])('alarms are taken of %j', (facts) => {
  expect(checkDeploymentAlarms(facts)).toEqual([]);
});
