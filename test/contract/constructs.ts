import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import * as blueprints from '../../src';

/** Builds one public construct with its id `Subject`. */
export type Build = (stack: Stack) => Construct;

/** What a construct's user writes: as little as possible, and as much as makes sense. */
export interface Usage { readonly minimal: Build; readonly full: Build }

/** Every public construct. A new one is missing here until it is added: test/contract/exports.test.ts says so. */
export const CONSTRUCTS: Record<string, Usage> = {
  FargateSpotCluster: {
    minimal: (stack) => new blueprints.FargateSpotCluster(stack, 'Subject', { vpc: vpcIn(stack) }),
    full: (stack) => new blueprints.FargateSpotCluster(stack, 'Subject', {
      vpc: vpcIn(stack),
      clusterName: 'production',
      containerInsights: ecs.ContainerInsights.ENABLED,
      defaultStrategy: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 },
      execAudit: blueprints.ExecAudit.cloudWatch({ encryptionKey: new kms.Key(stack, 'AuditKey', { enableKeyRotation: true }) }),
    }),
  },
  FargateSpotService: {
    minimal: (stack) => new blueprints.FargateSpotService(stack, 'Subject', {
      cluster: clusterIn(stack),
      task: blueprints.TaskBlueprint.container({ image: imageOf('app:1.0') }),
    }),
    full: (stack) => fullService(stack),
  },
  CircuitBreakerDeployment: {
    minimal: (stack) => new blueprints.CircuitBreakerDeployment(stack, 'Subject', { service: plainService(stack) }),
    full: (stack) => new blueprints.CircuitBreakerDeployment(stack, 'Subject', {
      service: plainService(stack),
      threshold: blueprints.BreakerThreshold.count(5),
      resetOnHealthyTask: false,
      rollback: true,
      rollbackOn: blueprints.RollbackAlarms.standard(),
    }),
  },
};

export function vpcIn(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
    privateSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
    publicSubnetIds: ['subnet-33333333', 'subnet-44444444'],
    publicSubnetRouteTableIds: ['rtb-33333333', 'rtb-44444444'],
  });
}

export function clusterIn(stack: Stack): ecs.ICluster {
  return new blueprints.FargateSpotCluster(stack, 'Platform', { vpc: vpcIn(stack) }).cluster;
}

function imageOf(reference: string): ecs.ContainerImage {
  return ecs.ContainerImage.fromRegistry(`public.ecr.aws/example/${reference}`);
}

/** A service that uses nearly every prop, behind its own public balancer. */
function fullService(stack: Stack): blueprints.FargateSpotService {
  const { ContainerHealth, ExecAccess, FargateSize, RollbackAlarms, Rollout, TaskBlueprint, TaskLogging, TaskScaling, TrafficSource } = blueprints;
  return new blueprints.FargateSpotService(stack, 'Subject', {
    cluster: clusterIn(stack),
    task: TaskBlueprint.container({
      image: imageOf('web:2.3.1'),
      size: FargateSize.of(1024, 2048, 40),
      port: 8080,
      user: '1000:1000',
      readonlyRootFilesystem: false,
      healthCheck: ContainerHealth.curl('/health', { startPeriod: Duration.seconds(30) }),
      environment: { APP_ENV: 'production' },
      secrets: { DB_PASSWORD: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Database', 'prod/db'), 'password') },
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
      logging: TaskLogging.cloudWatch({ streamPrefix: 'web' }),
      retainRevisions: true,
    }),
    spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 2 },
    scaling: TaskScaling.between(4, 20, { cpuPercent: 60, memoryPercent: 70, requestsPerTarget: 1000 }),
    traffic: TrafficSource.loadBalancer({
      domainName: 'www.example.com',
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
      accessLogs: { bucket: s3.Bucket.fromBucketName(stack, 'Logs', 'access-logs-of-example') },
    }),
    rollout: Rollout.rolling({ breaker: blueprints.BreakerThreshold.count(5), rollbackOn: RollbackAlarms.standard() }),
    exec: ExecAccess.enabled(),
    shutdown: { drain: Duration.seconds(20) },
    healthCheckGracePeriod: Duration.seconds(90),
  });
}

/** A service as the L2 makes it, for constructs that improve existing ones. */
function plainService(stack: Stack): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition');
  taskDefinition.addContainer('app', { image: imageOf('app:1.0'), logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }) });
  return new ecs.FargateService(stack, 'Service', { cluster: clusterIn(stack), taskDefinition, minHealthyPercent: 100 });
}
