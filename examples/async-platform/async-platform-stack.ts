import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Stack, StackProps, TimeZone, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  ContainerHealth, DeployTask, EventTask, FargateSize, FargateSpotCluster, FargateSpotService, Hardening, QueueWorker, ScheduledTask, Sidecar,
  TaskBlueprint, TaskRun, TaskScaling, TaskTrigger, TaskVolume, WorkQueue,
} from '../../src';

export interface AsyncPlatformStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
}

/** Behind a shop: orders are worked off, accounts are closed at night, uploads become thumbnails, a schema changes before its code does. */
export class AsyncPlatformStack extends Stack {
  constructor(scope: Construct, id: string, { vpc, ...props }: AsyncPlatformStackProps) {
    super(scope, id, props);

    const { cluster } = new FargateSpotCluster(this, 'Platform', { vpc });
    const orders = new sns.Topic(this, 'Orders', { enforceSSL: true });
    const uploads = new s3.Bucket(this, 'Uploads', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true, versioned: true,
    });

    // A store of documents: its files are on EFS, its logs go through Fluent Bit, its traces to X-Ray.
    const documents = new FargateSpotService(this, 'Documents', {
      cluster,
      scaling: TaskScaling.exactly(2),
      task: TaskBlueprint.container({
        image: this.image('documents'),
        size: FargateSize.of(1024, 2048),
        port: 8080,
        healthCheck: ContainerHealth.curl('/health'),
        hardening: Hardening.strict({ user: '1000:1000' }),
        volumes: { files: TaskVolume.efs({ vpc }) },
        mounts: [{ volume: 'files', path: '/var/documents' }],
        sidecars: [Sidecar.fireLens(), Sidecar.openTelemetry({ serviceName: 'documents' })],
      }),
    });

    // The schema changes before the code that needs it.
    new DeployTask(this, 'Migrate', {
      cluster,
      task: TaskBlueprint.container({ image: this.image('documents', 'Migrations'), command: ['migrate', 'up'] }),
      timeout: Duration.minutes(10),
      runBefore: [documents],
    });

    // As many tasks as the orders need, and none at night.
    new QueueWorker(this, 'OrderWorker', {
      cluster,
      task: TaskBlueprint.container({ image: this.image('order-worker') }),
      queue: WorkQueue.create({ subscriptions: [{ topic: orders }] }),
      tasks: { min: 0, max: 20 },
      acceptableLatency: Duration.minutes(2),
      messageDuration: Duration.seconds(5),
    });

    // Once a night, not twice at the same time, and again when it fails.
    const accounts = new ScheduledTask(this, 'NightlyAccounts', {
      cluster,
      task: TaskBlueprint.container({ image: this.image('accounts') }),
      schedule: ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
      run: TaskRun.supervised({ timeout: Duration.hours(3) }),
    });
    orders.grantPublish(accounts);

    const thumbnails = new EventTask(this, 'Thumbnails', {
      cluster,
      task: TaskBlueprint.container({ image: this.image('thumbnails') }),
      trigger: TaskTrigger.objectCreated(uploads, { prefixes: ['incoming/'] }),
    });
    allow(thumbnails, 's3:GetObject', uploads.arnForObjects('incoming/*'));
    allow(thumbnails, 's3:PutObject', uploads.arnForObjects('thumbnails/*'));

    Validations.of(uploads).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'CloudTrail records who reads and writes the objects of this account',
    });
    Validations.of(documents.taskDefinition).acknowledge({
      id: 'AwsSolutions-ECS2',
      reason: 'the variables are addresses and names for OpenTelemetry, which are no secrets',
    });
    for (const folder of ['incoming', 'thumbnails']) {
      Validations.of(thumbnails.taskRole).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${this.getLogicalId(uploads.node.defaultChild as s3.CfnBucket)}.Arn>/${folder}/*]`,
        reason: 'which objects there will be is not known; the task is for one folder of them',
      });
    }
  }

  private image(name: string, id: string = name): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, `${id}Repository`, `shop/${name}`), 'v2.1.0');
  }
}

function allow({ grantPrincipal }: iam.IGrantable, action: string, resource: string): void {
  grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [action], resources: [resource] }));
}
