import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, SecretRotationDeployment, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A new deployment when the parameter changes that the container reads.
const app = integApp();
const stack = new Stack(app, 'SecretRotationDeploymentL3');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const token = new ssm.StringParameter(stack, 'Token', { stringValue: 'one' });
const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, writablePaths: nginxPaths, secrets: { TOKEN: ecs.Secret.fromSsmParameter(token) } }),
  scaling: TaskScaling.exactly(1),
});

new SecretRotationDeployment(stack, 'Rotation', { service: web });

const { assertions } = integTest(app, stack, [web.service]);
assertions
  .awsApiCall('SSM', 'putParameter', { Name: token.parameterName, Value: 'two', Overwrite: true })
  .next(assertions
    .awsApiCall('ECS', 'listServiceDeployments', { cluster: cluster.clusterName, service: web.service.serviceName })
    .assertAtPath('serviceDeployments.1.status', ExpectedResult.stringLikeRegexp('SUCCESSFUL'))
    .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) }));
