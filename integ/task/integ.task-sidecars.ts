import * as s3 from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { FargateSpotCluster, FargateSpotService, LogRoute, Sidecar, TaskBlueprint, TaskLogging, TaskScaling, TelemetryMetrics } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// A task with a log router, a collector and an agent: its logs go to CloudWatch, those of its helper to S3, traces to X-Ray.
const app = integApp();
const stack = new Stack(app, 'TaskSidecars');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const bucket = new s3.Bucket(stack, 'Logs', {
  enforceSSL: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, removalPolicy: RemovalPolicy.DESTROY,
});
Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'the bucket lives for minutes' });
const removalPolicy = RemovalPolicy.DESTROY;

const web = new FargateSpotService(stack, 'Web', {
  cluster,
  task: TaskBlueprint.containers({
    containers: [
      { image: nginx, port: 80, writablePaths: nginxPaths },
      { image: nginx, name: 'helper', essential: false, command: ['nginx', '-v'], logging: TaskLogging.routed(LogRoute.s3(bucket, 'helper')) },
    ],
    sidecars: [
      Sidecar.fireLens({ route: LogRoute.cloudWatch({ removalPolicy }), logging: TaskLogging.cloudWatch({ removalPolicy }), user: '0' }),
      Sidecar.openTelemetry({ serviceName: 'web', xrayDaemon: true, metrics: TelemetryMetrics.cloudWatch({ removalPolicy }) }),
      Sidecar.cloudWatchAgent({ metricsNamespace: 'TaskSidecars' }),
    ],
  }),
  scaling: TaskScaling.exactly(1),
});
Validations.of(web.taskDefinition).acknowledge({ id: 'AwsSolutions-ECS2', reason: 'addresses at localhost and settings of the sidecars are no secrets' });

integTest(app, stack, [web.service]);
