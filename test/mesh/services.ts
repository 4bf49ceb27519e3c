import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** What a small L2 service is made of. */
export interface ServiceShape {
  readonly ports?: ecs.PortMapping[];
  readonly cpu?: number;
  readonly memoryLimitMiB?: number;
  readonly props?: Partial<ecs.FargateServiceProps>;
}

export const HTTP: ecs.PortMapping = { containerPort: 8080, name: 'http', appProtocol: ecs.AppProtocol.http };

/** A service on Fargate with one container, as its user makes it without this library. */
export function fargateService(scope: Construct, id: string, cluster: ecs.ICluster, shape: ServiceShape = {}): ecs.FargateService {
  const { cpu = 512, memoryLimitMiB = 1024, ports = [HTTP], props } = shape;
  const taskDefinition = new ecs.FargateTaskDefinition(scope, `${id}Task`, { cpu, memoryLimitMiB });
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('image:1'), portMappings: ports });
  return new ecs.FargateService(scope, id, {
    cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true }, ...props,
  });
}

/** A service on instances, behind one security group of them all. */
export function ec2Service(scope: Construct, id: string, { vpc }: ecs.Cluster, networkMode: ecs.NetworkMode): ecs.Ec2Service {
  const cluster = ecs.Cluster.fromClusterAttributes(scope, `${id}Cluster`, {
    clusterName: 'instances', vpc, hasEc2Capacity: true, securityGroups: [new ec2.SecurityGroup(scope, `${id}InstanceGroup`, { vpc })],
  });
  const taskDefinition = new ecs.TaskDefinition(scope, `${id}Task`, { compatibility: ecs.Compatibility.EC2, networkMode, memoryMiB: '1024' });
  const name = networkMode === ecs.NetworkMode.HOST ? {} : { name: 'http', appProtocol: ecs.AppProtocol.http };
  const portMappings = networkMode === ecs.NetworkMode.NONE ? [] : [{ containerPort: 8080, ...name }];
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('image:1'), memoryReservationMiB: 256, portMappings });
  return new ecs.Ec2Service(scope, id, { cluster, taskDefinition, minHealthyPercent: 100 });
}
