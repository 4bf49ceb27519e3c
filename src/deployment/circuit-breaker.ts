import * as ecs from 'aws-cdk-lib/aws-ecs';
import { BreakerThreshold } from '../model/deployment/breaker-threshold';

const BREAKER = 'DeploymentConfiguration.DeploymentCircuitBreaker';

/** The settings of a circuit breaker that only the L1 knows. */
export interface BreakerSettings {
  readonly breaker?: BreakerThreshold;
  readonly resetOnHealthyTask?: boolean;
}

/** Turns the circuit breaker of a service on. */
export function turnOnBreaker(resource: ecs.CfnService, rollback: boolean): void {
  resource.addPropertyOverride(`${BREAKER}.Enable`, true);
  resource.addPropertyOverride(`${BREAKER}.Rollback`, rollback);
}

/** Writes what was asked for, and leaves the rest to ECS. */
export function refineBreaker(resource: ecs.CfnService, { breaker, resetOnHealthyTask }: BreakerSettings): void {
  if (breaker !== undefined) {
    resource.addPropertyOverride(`${BREAKER}.ThresholdConfiguration`, { Type: breaker.type, Value: breaker.value });
  }
  if (resetOnHealthyTask !== undefined) {
    resource.addPropertyOverride(`${BREAKER}.ResetOnHealthyTask`, resetOnHealthyTask);
  }
}
