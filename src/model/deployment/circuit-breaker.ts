import { Finding, refuse } from '../finding';

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
