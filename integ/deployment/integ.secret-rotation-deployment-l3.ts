import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, SecretRotationDeployment, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest, integVpc, nginx } from '../integ-app';

// A new deployment when the secret changes that the container reads.
const app = integApp();
const stack = new Stack(app, 'SecretRotationDeploymentL3');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const secret = new secretsmanager.Secret(stack, 'Database', { removalPolicy: RemovalPolicy.DESTROY });
const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.container({ image: nginx, port: 80, readonlyRootFilesystem: false, secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secret) } }),
  scaling: TaskScaling.exactly(1),
});

new SecretRotationDeployment(stack, 'Rotation', { service: web });

integTest(app, stack, [web.service]);
