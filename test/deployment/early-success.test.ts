import { serviceStack } from './services';
import { succeedEarly } from '../../src/deployment/early-success';
import { EarlySuccess } from '../../src/model/deployment/early-success';
import { theOnly } from '../kit/stacks';

test.each<[string, EarlySuccess, object]>([
  ['after clean-up', EarlySuccess.afterCleanup(95), { Enable: true, HealthyPercent: 95, SourceServiceRevisionCleanup: 'BLOCKING' }],
  ['before clean-up', EarlySuccess.beforeCleanup(100), { Enable: true, HealthyPercent: 100, SourceServiceRevisionCleanup: 'DEFERRED' }],
  ['never', EarlySuccess.off(), { Enable: false }],
])('success %s is written beside what the service says of its deployments', (_, success, expected) => {
  const { resource, stack } = serviceStack();
  succeedEarly(resource, success);
  const { EarlySuccessCriteria, MinimumHealthyPercent } = theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration;
  expect([EarlySuccessCriteria, MinimumHealthyPercent]).toEqual([expected, 100]);
});
