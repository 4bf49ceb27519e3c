import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import {
  DeploymentHook, DeploymentStage, FargateSize, FargateSpotCluster, FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling,
  TestTraffic, TrafficSource,
} from '../../src';
import { acknowledgeTestTraffic, expectAnswer, expectService, integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// Blue/green behind a balancer, with a port for test traffic, a hook and alarms; and a worker without callers, of which only the tasks change places.
const app = integApp();
const stack = new Stack(app, 'FargateSpotServiceBlueGreen');
acknowledgeTestTraffic(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const task = TaskBlueprint.container({ image: nginx, size: FargateSize.of(256, 512), port: 80, writablePaths: nginxPaths });
const smokeTest = new lambda.Function(stack, 'SmokeTest', {
  code: lambda.Code.fromInline("exports.handler = async () => ({ hookStatus: 'SUCCEEDED' });"),
  handler: 'index.handler',
  runtime: lambda.Runtime.NODEJS_LATEST,
  role: new iam.Role(stack, 'SmokeTestRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
});

const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task,
  scaling: TaskScaling.between(1, 2, { requestsPerTarget: 1000 }),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
  rollout: Rollout.blueGreen({
    bakeTime: Duration.minutes(1),
    testTraffic: TestTraffic.port(8080),
    hooks: [DeploymentHook.lambdaFunction(smokeTest, { stages: [DeploymentStage.POST_TEST_TRAFFIC_SHIFT] })],
    rollbackOn: RollbackAlarms.standard(),
  }),
});

const worker = new FargateSpotService(stack, 'Worker', {
  cluster,
  task,
  scaling: TaskScaling.exactly(1),
  rollout: Rollout.blueGreen({ bakeTime: Duration.minutes(1) }),
});

const test = integTest(app, stack, [web.service, worker.service]);
expectAnswer(test, web.loadBalancer!);
expectService(test, web.service, { deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 } });
