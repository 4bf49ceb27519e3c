import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Duration, Stack, StackProps, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  ContainerHealth, FargateSize, FargateSpotCluster, FargateSpotService, RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TrafficSource,
} from '../../src';

export interface WebPlatformStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
  readonly accessLogs: s3.IBucket;
}

/** A web application behind HTTPS and a worker without callers, on Fargate and Fargate Spot. */
export class WebPlatformStack extends Stack {
  constructor(scope: Construct, id: string, props: WebPlatformStackProps) {
    super(scope, id, props);

    const platform = new FargateSpotCluster(this, 'Platform', { vpc: props.vpc });
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
    const database = secretsmanager.Secret.fromSecretNameV2(this, 'Database', 'prod/db-password');
    const apiKey = ssm.StringParameter.fromSecureStringParameterAttributes(this, 'ApiKey', { parameterName: '/prod/api-key' });
    const repository = (name: string) => ecr.Repository.fromRepositoryName(this, `${name}Repository`, `${name.toLowerCase()}-app`);

    const web = new FargateSpotService(this, 'Web', {
      cluster: platform.cluster,
      task: TaskBlueprint.container({
        image: ecs.ContainerImage.fromEcrRepository(repository('Web'), 'v2.3.1'),
        size: FargateSize.of(1024, 2048),
        port: 8080,
        healthCheck: ContainerHealth.curl('/health', { startPeriod: Duration.seconds(60) }),
        environment: { APP_ENV: 'production', LOG_LEVEL: 'info' },
        secrets: {
          DB_PASSWORD: ecs.Secret.fromSecretsManager(database),
          API_KEY: ecs.Secret.fromSsmParameter(apiKey),
        },
      }),
      spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 },
      scaling: TaskScaling.between(4, 20, { cpuPercent: 60, requestsPerTarget: 1000 }),
      traffic: TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone, accessLogs: { bucket: props.accessLogs } }),
      rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard() }),
    });

    const worker = new FargateSpotService(this, 'Worker', {
      cluster: platform.cluster,
      task: TaskBlueprint.container({
        image: ecs.ContainerImage.fromEcrRepository(repository('Worker'), 'v1.9.0'),
        size: FargateSize.of(256, 512),
        environment: { APP_ENV: 'production' },
      }),
      spot: { onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 },
      scaling: TaskScaling.exactly(3),
    });

    for (const service of [web, worker]) {
      Validations.of(service).acknowledge({
        id: 'AwsSolutions-ECS2',
        reason: 'APP_ENV and LOG_LEVEL are configuration that anyone may read; the passwords come from secrets',
      });
    }
    Validations.of(web).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'www.example.com is a public site: its balancer takes HTTPS from everywhere',
    });
    Validations.of(worker).acknowledge({
      id: 'cdk-ecs-blueprints:CapacitySplit.SpotOnly',
      reason: 'its work waits in a queue while Spot capacity is short',
    });
  }
}
