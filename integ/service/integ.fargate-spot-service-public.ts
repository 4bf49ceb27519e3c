import { Stack } from 'aws-cdk-lib/core';
import {
  BreakerThreshold, ExecAccess, FargateSize, FargateSpotCluster, FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling,
  TrafficSource,
} from '../../src';
import { acknowledgeTestTraffic, expectAnswer, expectService, integApp, integTest, integVpc, nginx } from '../integ-app';

// A public service with nearly everything: Spot, scaling, alarms, exec.
const app = integApp();
const stack = new Stack(app, 'FargateSpotServicePublic');
acknowledgeTestTraffic(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });

const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, size: FargateSize.of(256, 512), port: 80, readonlyRootFilesystem: false }),
  spot: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 2 },
  scaling: TaskScaling.between(2, 6, { cpuPercent: 60, memoryPercent: 80, requestsPerTarget: 1000 }),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
  rollout: Rollout.rolling({ breaker: BreakerThreshold.count(3), rollbackOn: RollbackAlarms.standard() }),
  exec: ExecAccess.enabled(),
});

const test = integTest(app, stack, [web.service]);
expectAnswer(test, web.loadBalancer!);
expectService(test, web.service, {
  enableExecuteCommand: true,
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true }, alarms: { enable: true, rollback: true } },
});
