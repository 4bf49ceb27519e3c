import { DeploymentKindFacts } from './circuit-breaker';
import { Finding, refuse } from '../finding';

/** Refuses services that ECS does not deploy by itself. ECS API reference, UpdateService: what may change with other controllers. */
export function checkRedeployable({ controller }: Pick<DeploymentKindFacts, 'controller'>): Finding[] {
  return controller === undefined || controller === 'ECS' ? [] : [refuse('SecretRotationDeployment.Controller', '',
    `must have the deployment controller ECS to be deployed again by it, got ${controller}; start a deployment where ${controller === 'CODE_DEPLOY' ? 'CodeDeploy' : 'that controller'} does it`)];
}
