import { SOURCES } from './deployment-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const CIRCUIT_BREAKER_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.breaker,
  satisfiedBy: 'Rollout.rolling turns the circuit breaker on, with rollback; other rollouts turn it off',
}, [
  {
    id: 'CircuitBreaker.NotRolling',
    info: 'A circuit breaker is on where ECS does not deploy.',
    explanation: 'The circuit breaker counts failed tasks of rolling updates of ECS; with another deployment controller ECS refuses the service.',
    remedy: 'Turn `DeploymentCircuitBreaker` off, or set `DeploymentController` to ECS.',
  },
  {
    id: 'CircuitBreaker.Off',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'Nothing stops a deployment whose tasks keep failing.',
    explanation: 'ECS starts one broken task after the other, and CloudFormation waits for up to three hours before it gives up.',
    remedy: 'Set `DeploymentCircuitBreaker` with `Enable` and `Rollback` true, or name alarms.',
  },
  {
    id: 'CircuitBreaker.NoRollback',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'The circuit breaker stops a deployment and does not go back.',
    explanation: 'The service keeps the broken revision as its target, and tasks that end are not replaced by good ones.',
    remedy: 'Set `Rollback` of `DeploymentCircuitBreaker` to true.',
  },
  {
    id: 'CircuitBreaker.External',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.AVAILABILITY],
    info: 'A circuit breaker is trusted on machines outside AWS.',
    explanation: 'AWS does not say that the circuit breaker has an effect on external instances, and the CDK says that it has none.',
    remedy: 'Let `Alarms` fail deployments too, or leave the circuit breaker out.',
    source: SOURCES.external,
    satisfiedBy: 'EdgeService turns no circuit breaker on',
  },
  {
    id: 'BreakerThreshold.Type',
    info: 'The circuit breaker counts in a way that ECS does not know.',
    explanation: 'ECS refuses the service when it is created or updated.',
    remedy: 'Set `Type` to COUNT, BOUNDED_PERCENT or UNBOUNDED_PERCENT.',
    satisfiedBy: 'BreakerThreshold has a method for each type',
  },
  {
    id: 'BreakerThreshold.Value',
    info: 'The circuit breaker trips at no number of failed tasks.',
    explanation: 'It would trip before any task failed; ECS takes whole numbers from 1 up.',
    remedy: 'Set `Value` to a whole number from 1 up.',
    satisfiedBy: 'BreakerThreshold is checked where a rollout takes it',
  },
  {
    id: 'DeploymentAlarms.Controller',
    info: 'Alarms are to fail deployments that ECS does not make.',
    explanation: 'ECS watches alarms during its own deployments; with another deployment controller it refuses them.',
    remedy: 'Leave `Alarms` out, or set `DeploymentController` to ECS.',
    source: SOURCES.alarms,
    satisfiedBy: 'RollbackAlarms are written for the deployment controller ECS only',
  },
]);
