import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { LatticeRegistration, LatticeRegistrationProps } from '../../src/lattice/lattice-registration';
import { LatticeRoute } from '../../src/lattice/lattice-route';
import { platformStack } from '../kit/stacks';

export const NETWORK = 'arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/sn-0123456789abcdef0';
export const LISTENER = 'arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-0123456789abcdef0/listener/listener-0123456789abcdef0';
export const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/orders:1.0');

/** A port that VPC Lattice can reach. */
export function port(name: string, containerPort: number = 8080, props: Partial<ecs.PortMapping> = {}): ecs.PortMapping {
  return { name, containerPort, ...props };
}

/** A service on Fargate as the L2 makes it. */
export function fargateService(
  stack: Stack, props: Partial<ecs.FargateServiceProps> = {}, ports: ecs.PortMapping[] = [port('http')], id: string = 'Orders',
): ecs.FargateService {
  const cluster = stack.node.findChild('Cluster') as ecs.Cluster;
  const taskDefinition = new ecs.FargateTaskDefinition(stack, `${id}Task`);
  taskDefinition.addContainer('app', { image, portMappings: ports });
  return new ecs.FargateService(stack, id, { cluster, taskDefinition, minHealthyPercent: 100, ...props });
}

/** The same on instances. */
export function instanceService(
  stack: Stack, ports: ecs.PortMapping[], networkMode: ecs.NetworkMode = ecs.NetworkMode.BRIDGE, groups?: ec2.ISecurityGroup[],
): ecs.Ec2Service {
  const { vpc } = stack.node.findChild('Cluster') as ecs.Cluster;
  const securityGroups = groups ?? [new ec2.SecurityGroup(stack, 'Instances', { vpc })];
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Fleet', { clusterName: 'fleet', vpc, hasEc2Capacity: true, securityGroups });
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'FleetTask', { networkMode });
  taskDefinition.addContainer('app', { image, memoryReservationMiB: 128, portMappings: ports });
  return new ecs.Ec2Service(stack, 'OnFleet', { cluster, taskDefinition, minHealthyPercent: 100 });
}

/** A service that is registered, with what matters to a test. */
export function registered(
  props: Partial<LatticeRegistrationProps> = {}, serviceProps: Partial<ecs.FargateServiceProps> = {}, ports?: ecs.PortMapping[],
): { stack: Stack; service: ecs.FargateService; registration: LatticeRegistration } {
  const { stack } = platformStack();
  const service = fargateService(stack, serviceProps, ports);
  const registration = new LatticeRegistration(stack, 'Lattice', { service, route: LatticeRoute.service({ networkArn: NETWORK }), ...props });
  return { stack, service, registration };
}
