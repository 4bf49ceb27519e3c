import { Stack } from 'aws-cdk-lib/core';
import { FargateSize, FargateSpotCluster, FargateSpotService, TaskBlueprint, TaskScaling, TrafficSource } from '../../src';
import { acknowledgeTestTraffic, expectAnswer, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// Two services behind one balancer, the second from another stack, on a read-only root.
const app = integApp();
const shared = new Stack(app, 'FargateSpotServiceShared');
acknowledgeTestTraffic(shared);
const { cluster } = new FargateSpotCluster(shared, 'Platform', { vpc: integVpc(shared) });
const task = TaskBlueprint.container({ image: nginx, size: FargateSize.of(256, 512), port: 80, writablePaths: nginxPaths });

const web = new FargateSpotService(shared, 'Web', {
  cluster,
  task,
  scaling: TaskScaling.exactly(1),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
});

const second = new Stack(app, 'FargateSpotServiceSecond');
const api = new FargateSpotService(second, 'Api', {
  cluster,
  task,
  scaling: TaskScaling.exactly(1),
  traffic: TrafficSource.listenerRule({ listener: web.listener!, pathPatterns: ['/api/*'], priority: 10, healthCheck: { path: '/', codes: '200-404' } }),
});

expectAnswer(integTest(app, second, [api.service]), web.loadBalancer!);
