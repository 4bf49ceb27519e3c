import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, TaskBlueprint, TaskScaling, TrafficSource } from '../../src';
import { acknowledgeTestTraffic, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A service behind an internal network load balancer, whose group the tasks admit.
const app = integApp();
const stack = new Stack(app, 'TrafficSourceNetwork');
acknowledgeTestTraffic(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });

const echo = new FargateSpotService(stack, 'Echo', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths }),
  scaling: TaskScaling.exactly(1),
  traffic: TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ listenerPort: 80 }] }),
});

integTest(app, stack, [echo.service]).assertions
  .awsApiCall('ElasticLoadBalancingV2', 'describeTargetHealth', { TargetGroupArn: echo.networkTargetGroups[0].targetGroupArn })
  .assertAtPath('TargetHealthDescriptions.0.TargetHealth.State', ExpectedResult.stringLikeRegexp('^healthy$'))
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(15) });
