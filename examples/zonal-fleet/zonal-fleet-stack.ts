import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  CapacityStrategy, ContainerHealth, DaemonService, PooledService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TrafficSource,
  ZonalEc2Cluster,
} from '../../src';

export interface ZonalFleetStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly accessLogs: s3.IBucket;
}

/** A web application and a worker, packed onto the instances of three zones, and a log collector on each instance. */
export class ZonalFleetStack extends Stack {
  constructor(scope: Construct, id: string, props: ZonalFleetStackProps) {
    super(scope, id, props);

    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
    const image = (name: string, tag: string) => ecs.ContainerImage.fromEcrRepository(
      ecr.Repository.fromRepositoryName(this, `${name}Repository`, name.toLowerCase()), tag);

    const fleet = new ZonalEc2Cluster(this, 'Fleet', {
      vpc: props.vpc,
      instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.XLARGE)],
      instancesPerZone: { min: 1, max: 10 },
    });

    // First, so that the services know what it takes of each instance.
    new DaemonService(this, 'LogCollector', {
      pool: fleet,
      task: TaskBlueprint.container({
        image: image('LogCollector', 'v3.2.0'),
        cpu: 128,
        memoryMiB: 256,
        hostMounts: [{ hostPath: '/var/log' }],
      }),
    });

    const web = new PooledService(this, 'Web', {
      capacity: CapacityStrategy.zonal(fleet),
      task: TaskBlueprint.container({
        image: image('Web', 'v2.3.1'),
        cpu: 1024,
        memoryMiB: 2048,
        port: 8080,
        healthCheck: ContainerHealth.curl('/health'),
        networkMode: ecs.NetworkMode.BRIDGE,
      }),
      scaling: TaskScaling.between(12, 36, { cpuPercent: 60 }),
      traffic: TrafficSource.loadBalancer({ domainName: 'fleet.example.com', hostedZone, accessLogs: { bucket: props.accessLogs } }),
      rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
    });

    new PooledService(this, 'Worker', {
      capacity: CapacityStrategy.zonal(fleet),
      task: TaskBlueprint.container({
        image: image('Worker', 'v1.9.0'),
        cpu: 512,
        memoryMiB: 1024,
        networkMode: ecs.NetworkMode.BRIDGE,
      }),
      scaling: TaskScaling.exactly(6),
    });

    Validations.of(fleet).acknowledge({
      id: 'AwsSolutions-AS3',
      reason: 'instances come and go with the tasks; what matters is alarmed on the services',
    });
    Validations.of(web).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'fleet.example.com is a public site: its balancer takes HTTPS from everywhere',
    });
  }
}
