import { DeploymentKindFacts } from './circuit-breaker';
import { advise, Finding, refuse } from '../finding';

// Amazon EventBridge User Guide, "Amazon EventBridge quotas": the default of a quota that AWS raises on request.
const PATTERN_CHARACTERS = 2048;

/** Refuses services that ECS does not deploy by itself. ECS API reference, UpdateService: what may change with other controllers. */
export function checkRedeployable({ controller }: Pick<DeploymentKindFacts, 'controller'>): Finding[] {
  return controller === undefined || controller === 'ECS' ? [] : [refuse('SecretRotationDeployment.Controller', '',
    `must have the deployment controller ECS to be deployed again by it, got ${controller}; start a deployment where ${controller === 'CODE_DEPLOY' ? 'CodeDeploy' : 'that controller'} does it`)];
}

/** How long an event pattern is, in characters. */
export interface PatternFacts {
  /** Secrets and parameters that it names. */
  readonly watched: number;
  /** Without the names and ARNs that only the deployment knows. */
  readonly fewest: number;
  /** With such names and ARNs, as long as they commonly are. */
  readonly likely: number;
}

/** Refuses more secrets and parameters than one event pattern has room for, and advises against as many as it is likely to have no room for. */
export function checkPattern({ watched, fewest, likely }: PatternFacts): Finding[] {
  const known = fewest > PATTERN_CHARACTERS;
  if (!known && likely <= PATTERN_CHARACTERS) return [];
  return [(known ? refuse : advise)('SecretRotationDeployment.EventPattern', 'service',
    `is watched with one event pattern of at most ${PATTERN_CHARACTERS} characters, EventBridge's adjustable quota "Event pattern size", ` +
    `got ${known ? `at least ${fewest}` : `about ${likely}`} for ${watched} secrets and parameters; ` +
    'share them out among several SecretRotationDeployments of the service, by `secrets` and `parameters`')];
}
