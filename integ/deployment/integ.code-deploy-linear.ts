import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import {
  CodeDeployConfig, FargateSize, FargateSpotCluster, FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TrafficSource,
} from '../../src';
import { acknowledgeTestTraffic, integApp, integTest, integVpc, nginx } from '../integ-app';

// Ships by CodeDeploy in steps of its own, with a hook and alarms. A second deployment with another image goes through the custom resource.
const app = integApp();
const stack = new Stack(app, 'CodeDeployLinear');
acknowledgeTestTraffic(stack);
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const afterInstall = new lambda.Function(stack, 'Hook', {
  code: lambda.Code.fromInline([
    "const { CodeDeploy } = require('@aws-sdk/client-codedeploy');",
    'exports.handler = ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) => new CodeDeploy()',
    "  .putLifecycleEventHookExecutionStatus({ deploymentId, lifecycleEventHookExecutionId, status: 'Succeeded' });",
  ].join('\n')),
  handler: 'index.handler',
  runtime: lambda.Runtime.NODEJS_LATEST,
  role: new iam.Role(stack, 'HookRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
});
Validations.of(stack).acknowledge({
  id: 'cdk-ecs-blueprints:CodeDeployRollout.NativePreferred', reason: 'the test is about CodeDeploy',
});

const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, size: FargateSize.of(256, 512), port: 80, readonlyRootFilesystem: false }),
  scaling: TaskScaling.between(1, 2, { cpuPercent: 60 }),
  traffic: TrafficSource.loadBalancer({ plainHttp: true }),
  rollout: Rollout.codeDeploy({
    config: CodeDeployConfig.linear(25, Duration.minutes(1)),
    terminationWait: Duration.minutes(1),
    rollbackOn: RollbackAlarms.standard(),
    hooks: { afterInstall },
  }),
});

// CodeDeploy works with task sets; the deployments that the other tests ask for are ECS's own.
integTest(app, stack).assertions
  .awsApiCall('ECS', 'describeServices', { cluster: cluster.clusterName, services: [web.service.serviceName] })
  .assertAtPath('services.0.taskSets.0.stabilityStatus', ExpectedResult.stringLikeRegexp('STEADY_STATE'))
  .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) });
