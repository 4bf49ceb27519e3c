import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import {
  CapacityStrategy, InstancePool, InstancePoolProps, ManagedInstancesPool, ManagedInstancesPoolProps, PooledService, PooledServiceProps,
  SingleContainerOptions, TaskBlueprint, ZonalEc2Cluster, ZonalEc2ClusterProps,
} from '../../src';
import { importedVpc, newStack, platformIn } from '../cluster/services';
import { theOnly } from '../kit/stacks';

export const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
export const { AWS_VPC, BRIDGE, HOST, NAT, NONE } = ecs.NetworkMode;
export const WINDOWS: ecs.RuntimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
export const ARM64: ecs.RuntimePlatform = { cpuArchitecture: ecs.CpuArchitecture.ARM64 };

/** A task that takes a quarter of an m7i.xlarge. */
export function taskOf(options: Partial<SingleContainerOptions> = {}): TaskBlueprint {
  return TaskBlueprint.container({ image: IMAGE, cpu: 1024, memoryMiB: 2048, ...options });
}

/** A cluster, the same one for all pools of the stack. */
export function clusterIn(stack: Stack): ecs.Cluster {
  return stack.node.tryFindChild('Platform')?.node.findChild('Cluster') as ecs.Cluster ?? platformIn(stack);
}

export function poolIn(stack: Stack, props: Partial<InstancePoolProps> & { readonly types?: string[] } = {}, id: string = 'Pool'): InstancePool {
  const { types = ['m7i.xlarge'], ...rest } = props;
  return new InstancePool(stack, id, { cluster: clusterIn(stack), instanceTypes: types.map((name) => new ec2.InstanceType(name)), ...rest });
}

export function fleetIn(stack: Stack, props: Partial<ZonalEc2ClusterProps> = {}): ZonalEc2Cluster {
  return new ZonalEc2Cluster(stack, 'Fleet', { vpc: importedVpc(stack), instanceTypes: [new ec2.InstanceType('m7i.xlarge')], ...props });
}

export function managedIn(stack: Stack, props: Partial<ManagedInstancesPoolProps> = {}, id: string = 'Managed'): ManagedInstancesPool {
  return new ManagedInstancesPool(stack, id, { cluster: clusterIn(stack), ...props });
}

/** A service on one pool unless told otherwise. */
export function pooled(props: (stack: Stack) => Partial<PooledServiceProps>, stack: Stack = newStack()): { stack: Stack; web: PooledService } {
  const given = props(stack);
  const capacity = given.capacity ?? CapacityStrategy.pool(poolIn(stack));
  return { stack, web: new PooledService(stack, 'Web', { task: taskOf(), ...given, capacity }) };
}

export function serviceOf(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::Service').Properties;
}

export function definitionOf(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
}
