import { advise, Finding, refuse } from '../finding';

/** What is known of who deploys a service, and how. */
export interface DeploymentKindFacts {
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller?: string;
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  readonly strategy?: string;
}

/** Refuses deployments that a circuit breaker cannot watch. ECS Developer Guide, "How the deployment circuit breaker detects failures". */
export function checkBreakable({ controller, strategy }: DeploymentKindFacts): Finding[] {
  if (controller !== undefined && controller !== 'ECS') {
    return [refuse('CircuitBreaker.NotRolling', '',
      `must have the deployment controller ECS for a circuit breaker, got ${controller}; only rolling deployments have one`)];
  }
  if (strategy !== undefined && strategy !== 'ROLLING') {
    return [refuse('CircuitBreaker.NotRolling', '',
      `must have the deployment strategy ROLLING for a circuit breaker, got ${strategy}; let alarms guard the others`)];
  }
  return [];
}

/**
 * Advises against trusting a circuit breaker on machines outside AWS: the CDK has said that ECS has none there, and the documentation of ECS
 * does not say.
 */
export function checkExternalBreaker(id: string, path: string, launchType: string | undefined): Finding[] {
  return launchType !== 'EXTERNAL' ? []
    : [advise(id, path, 'runs on external instances, where the circuit breaker may have no effect; let alarms guard deployments too, with `rollbackOn`')];
}
