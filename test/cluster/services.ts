import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { CapacityStrategy } from '../../src/cluster/capacity-strategy';
import { FargateSpotCluster } from '../../src/cluster/fargate-spot-cluster';
import { recommendedApp } from '../kit/stacks';

export function newStack(context: Record<string, unknown> = {}): Stack {
  return new Stack(recommendedApp({ context }), 'Stack');
}

export function importedVpc(stack: Stack): ec2.IVpc {
  return stack.node.tryFindChild('Vpc') as ec2.IVpc ?? ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
    privateSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
  });
}

/** A cluster of ours. */
export function platformIn(stack: Stack): ecs.Cluster {
  return new FargateSpotCluster(stack, 'Platform', { vpc: importedVpc(stack) }).cluster;
}

/** A cluster as the L2 makes it. */
export function plainCluster(stack: Stack, props: ecs.ClusterProps = {}): ecs.Cluster {
  return new ecs.Cluster(stack, 'Cluster', { vpc: importedVpc(stack), ...props });
}

/** A cluster of another app. */
export function importedCluster(stack: Stack): ecs.ICluster {
  return ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'imported', vpc: importedVpc(stack) });
}

/** A service that is put on its capacity the way a service L3 does it. */
export function serviceOn(stack: Stack, cluster: ecs.ICluster, capacity: CapacityStrategy, id: string = 'Service'): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, `${id}Task`);
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0') });
  const service = new ecs.FargateService(stack, id, {
    cluster,
    taskDefinition,
    capacityProviderStrategies: capacity._providers(),
    circuitBreaker: { rollback: true },
    minHealthyPercent: 100,
  });
  capacity._bind(service, cluster);
  return service;
}
