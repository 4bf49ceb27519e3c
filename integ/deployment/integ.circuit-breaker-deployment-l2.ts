import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { BreakerThreshold, CircuitBreakerDeployment, FargateSpotCluster, RollbackAlarms } from '../../src';
import { expectService, integApp, integTest, integVpc, nginx } from '../integ-app';

// Breaker, threshold and alarms on a service that the L2 made.
const app = integApp();
const stack = new Stack(app, 'CircuitBreakerDeploymentL2');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition');
taskDefinition.addContainer('app', { image: nginx, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }) });
const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, desiredCount: 1, minHealthyPercent: 100 });

new CircuitBreakerDeployment(stack, 'Breaker', {
  service,
  breaker: BreakerThreshold.count(3),
  rollbackOn: RollbackAlarms.standard(),
});

expectService(integTest(app, stack, [service]), service, {
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true }, alarms: { enable: true, rollback: true } },
});
