import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, TaskBlueprint, TaskScaling, TrafficSource } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// Two services behind one HTTP API and one VPC link, without a load balancer.
const app = integApp();
const stack = new Stack(app, 'HttpApi');
Validations.of(stack).acknowledge({ id: 'AwsSolutions-APIG4', reason: 'the test asks without an identity' });
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const task = TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths });

const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task,
  scaling: TaskScaling.exactly(1),
  traffic: TrafficSource.httpApi({ throttle: { rateLimit: 10, burstLimit: 20 } }),
});
const orders = new FargateSpotService(stack, 'Orders', {
  cluster,
  task,
  scaling: TaskScaling.exactly(1),
  traffic: TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes: [{ path: '/orders' }] }),
});

integTest(app, stack, [web.service, orders.service]).assertions
  .httpApiCall(web.httpApi!.apiEndpoint)
  .expect(ExpectedResult.objectLike({ status: 200 }))
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(15) });
