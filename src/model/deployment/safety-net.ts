import { DeploymentKindFacts } from './circuit-breaker';
import { advise, Finding, refuse } from '../finding';

/** What is known of what stops a deployment that goes wrong. */
export interface SafetyNetFacts extends DeploymentKindFacts {
  /** The circuit breaker is on. */
  readonly breaker?: boolean;
  /** The circuit breaker rolls back. */
  readonly rollback?: boolean;
  /** Alarms fail a deployment. */
  readonly alarms?: boolean;
  /** The tasks run on machines outside AWS, where a circuit breaker may have no effect. */
  readonly external?: boolean;
}

/** Advises against a rolling update that nothing stops. ECS Developer Guide, "How the deployment circuit breaker detects failures". */
export function checkSafetyNet({ alarms, breaker, controller, external, rollback, strategy }: SafetyNetFacts): Finding[] {
  if (controller !== 'ECS' || strategy !== 'ROLLING') return [];
  if (breaker === false && alarms === false && external === false) {
    return [advise('CircuitBreaker.Off', 'deploymentCircuitBreaker',
      'is off, and no alarm fails a deployment, so that one whose tasks keep failing goes on for hours; turn it on')];
  }
  return breaker && rollback === false ? [advise('CircuitBreaker.NoRollback', 'deploymentCircuitBreaker.rollback',
    'is off, so that a failed deployment leaves the service as it is; turn it on, to go back to the last deployment that completed')] : [];
}

/** Refuses alarms where ECS does not watch deployments. CloudFormation reference, AWS::ECS::Service DeploymentAlarms. */
export function checkDeploymentAlarms({ alarms, controller }: SafetyNetFacts): Finding[] {
  return !alarms || controller === undefined || controller === 'ECS' ? [] : [refuse('DeploymentAlarms.Controller', 'alarms',
    `are for deployments of ECS, got the deployment controller ${controller}; leave them out, or the controller`)];
}
