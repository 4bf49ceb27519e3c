import { advise } from '../../../src/model/finding';
import { checkDeploymentConfigured } from '../../../src/model/service/deployment-configured';

test('a service says how it is deployed', () => {
  expect(checkDeploymentConfigured(false)).toEqual([advise('Service.NoDeploymentConfiguration', 'deploymentConfiguration',
    'should have MaximumPercent, MinimumHealthyPercent or DeploymentCircuitBreaker, got none of them; write one')]);
  expect([true, undefined].flatMap(checkDeploymentConfigured)).toEqual([]);
});
