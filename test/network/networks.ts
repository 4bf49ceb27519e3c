import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { ExecAccess, FargateSpotService, FargateSpotServiceProps, TaskBlueprint } from '../../src';
import { recommendedApp } from '../kit/stacks';

/** An image in ECR, of a repository that is not this stack's. */
export function imageIn(stack: Stack): ecs.ContainerImage {
  const repository = stack.node.tryFindChild('Repository') ?? ecr.Repository.fromRepositoryName(stack, 'Repository', 'web');
  return ecs.ContainerImage.fromEcrRepository(repository as ecr.IRepository, '1.0');
}

/** A stack with a VPC of three zones, that has no way out but the VPC endpoints which a test adds. */
export function isolatedStack(app = recommendedApp()): { stack: Stack; vpc: ec2.Vpc } {
  const stack = new Stack(app, 'Network', { env: { account: '123456789012', region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'App', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  return { stack, vpc };
}

export function clusterIn(stack: Stack, vpc: ec2.IVpc, props: ecs.ClusterProps = {}): ecs.Cluster {
  return new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true, ...props });
}

/** A service of the library on Fargate. */
export function fargateService(stack: Stack, cluster: ecs.ICluster, props: Partial<FargateSpotServiceProps> = {}, id = 'Web'): FargateSpotService {
  return new FargateSpotService(stack, id, { cluster, task: TaskBlueprint.container({ image: imageIn(stack) }), ...props });
}

/** The same with shells into its containers. */
export function withExec(stack: Stack, cluster: ecs.ICluster): FargateSpotService {
  const task = TaskBlueprint.container({ image: imageIn(stack), readonlyRootFilesystem: false });
  return fargateService(stack, cluster, { task, exec: ExecAccess.enabled() });
}
