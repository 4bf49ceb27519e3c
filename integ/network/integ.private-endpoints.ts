import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, PrivateEndpoints, TaskBlueprint, TaskScaling } from '../../src';
import { integApp, integTest } from '../integ-app';

// A service in subnets without a way out. No task runs: its repository begins empty.
const app = integApp();
const stack = new Stack(app, 'PrivateEndpoints');
const vpc = new ec2.Vpc(stack, 'Vpc', {
  maxAzs: 2,
  natGateways: 0,
  flowLogs: { all: {} },
  restrictDefaultSecurityGroup: false,
  subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
});
new PrivateEndpoints(stack, 'Endpoints', { vpc });
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc });
const repository = new ecr.Repository(stack, 'Repository', { removalPolicy: RemovalPolicy.DESTROY, imageScanOnPush: true });

const worker = new FargateSpotService(stack, 'Worker', {
  cluster,
  task: TaskBlueprint.container({
    image: ecs.ContainerImage.fromEcrRepository(repository, 'v1'),
    secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Password', 'integ/password')) },
  }),
  scaling: TaskScaling.exactly(0),
});

integTest(app, stack, [worker.service]);
