import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  BaseAndBurstService, CapacityStrategy, ContainerHealth, FargateSize, RollbackAlarms, Rollout, TaskBlueprint, TrafficSource, ZonalEc2Cluster,
} from '../../src';

export interface BaseAndBurstStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly accessLogs: s3.IBucket;
}

/** An order service whose usual load runs on instances and whose peaks run on Fargate Spot. */
export class BaseAndBurstStack extends Stack {
  constructor(scope: Construct, id: string, props: BaseAndBurstStackProps) {
    super(scope, id, props);

    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });

    const fleet = new ZonalEc2Cluster(this, 'Fleet', {
      vpc: props.vpc,
      // Both sides run one image, and Fargate takes the processor from the task.
      instanceTypes: [ec2.InstanceType.of(ec2.InstanceClass.M7I, ec2.InstanceSize.LARGE)],
      instancesPerZone: { min: 1, max: 4 },
    });

    const orders = new BaseAndBurstService(this, 'Orders', {
      base: { capacity: CapacityStrategy.zonal(fleet), tasks: 6 },
      burst: { tasks: { min: 1, max: 30 }, cpuPercent: 60 },
      task: TaskBlueprint.container({
        image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'Repository', 'orders'), 'v4.0.2'),
        size: FargateSize.of(512, 1024),
        port: 8080,
        healthCheck: ContainerHealth.curl('/health'),
      }),
      traffic: TrafficSource.loadBalancer({ domainName: 'orders.example.com', hostedZone, accessLogs: { bucket: props.accessLogs } }),
      rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
    });

    Validations.of(fleet).acknowledge({
      id: 'AwsSolutions-AS3',
      reason: 'instances come and go with the tasks; what matters is alarmed on the services',
    });
    Validations.of(orders).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'orders.example.com is a public site: its balancer takes HTTPS from everywhere',
    });
  }
}
