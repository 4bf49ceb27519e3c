import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { FargateSize, FargateSpotCluster, FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TrafficSource } from '../../src';
import { acknowledgeTestTraffic, expectService, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A canary behind a network balancer, which waits at each shift; linear differs in the numbers alone.
const app = integApp();
const stack = new Stack(app, 'FargateSpotServiceCanaryNetwork');
acknowledgeTestTraffic(stack);
Validations.of(stack).acknowledge({ id: 'cdk-ecs-blueprints:TrafficShift.NetworkBalancer', reason: 'the test is about the wait at each shift' });
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });

const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, size: FargateSize.of(256, 512), port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
  traffic: TrafficSource.networkLoadBalancer({ internal: true }),
  rollout: Rollout.canary({
    percent: 10,
    canaryBakeTime: Duration.minutes(1),
    bakeTime: Duration.minutes(1),
    rollbackOn: RollbackAlarms.standard(),
  }),
});

expectService(integTest(app, stack, [web.service]), web.service, { deploymentConfiguration: { strategy: 'CANARY', bakeTimeInMinutes: 1 } });
