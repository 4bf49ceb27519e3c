import { advise, Finding } from '../finding';

/** Advises against a service that leaves the course of its deployments to ECS. KICS, 79d745f0-d5f3-46db-9504-bef73e9fd528. */
export function checkDeploymentConfigured(configured: boolean | undefined): Finding[] {
  return configured !== false ? [] : [advise('Service.NoDeploymentConfiguration', 'deploymentConfiguration',
    'should have MaximumPercent, MinimumHealthyPercent or DeploymentCircuitBreaker, got none of them; write one')];
}
