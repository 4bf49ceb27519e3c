import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { AlarmDestination, CapacityStrategy, EventTask, FargateSpotCluster, TaskBlueprint, TaskTrigger } from '../../src';
import { integApp, integTest, integVpc } from '../integ-app';

// A rule for the objects of a bucket, one for a bus, and pipes from a table and from a queue.
const app = integApp();
const stack = new Stack(app, 'EventTaskSources');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const task = TaskBlueprint.container({
  name: 'App', image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'), command: ['env'],
});
const failureAlarm = { alarms: AlarmDestination.newTopic({ emails: ['success@simulator.amazonses.com'] }) };

const uploads = new s3.Bucket(stack, 'Uploads', { enforceSSL: true, removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
const thumbnails = new EventTask(stack, 'Thumbnails', {
  cluster,
  task,
  failureAlarm,
  trigger: TaskTrigger.objectCreated(uploads, { prefixes: ['incoming/'], suffixes: ['.jpg'] }),
});

new EventTask(stack, 'Invoice', {
  cluster,
  task,
  failureAlarm,
  capacity: CapacityStrategy.fargateSpot({ onDemandBase: 0 }),
  trigger: TaskTrigger.eventPattern({ source: ['shop.orders'], detailType: ['OrderPlaced'] }, { maxEventAge: Duration.hours(1), retryAttempts: 10 }),
  overrides: [{ environment: { MODE: 'invoice' } }],
  eventVariables: { ORDER_ID: '$.detail.id' },
});

const orders = new dynamodb.Table(stack, 'Orders', {
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  removalPolicy: RemovalPolicy.DESTROY,
});
new EventTask(stack, 'Audit', {
  cluster,
  task,
  failureAlarm,
  trigger: TaskTrigger.dynamoDbStream(orders, { filters: [{ eventName: ['INSERT'] }] }),
  eventVariables: { ORDER_ID: '$.dynamodb.Keys.id.S' },
});

const reports = new sqs.Queue(stack, 'Reports', {
  enforceSSL: true, deadLetterQueue: { queue: new sqs.Queue(stack, 'FailedReports', { enforceSSL: true }), maxReceiveCount: 5 },
});
const report = new EventTask(stack, 'Report', { cluster, task, failureAlarm, trigger: TaskTrigger.queue(reports), eventVariables: { REPORT: '$.body.report' } });

Validations.of(uploads).acknowledge({ id: 'AwsSolutions-S1', reason: 'the bucket lives for minutes' });

// A file and a message each become a task, which ends.
const test = integTest(app, stack);
const ended = ({ taskDefinition }: EventTask) => test.assertions
  .awsApiCall('ECS', 'listTasks', { cluster: cluster.clusterName, family: taskDefinition.family, desiredStatus: 'STOPPED' })
  .assertAtPath('taskArns.0', ExpectedResult.stringLikeRegexp('task/'))
  .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.seconds(30) });
test.assertions.awsApiCall('S3', 'putObject', { Bucket: uploads.bucketName, Key: 'incoming/a "cat".jpg', Body: 'meow' }).next(ended(thumbnails));
test.assertions.awsApiCall('SQS', 'sendMessage', { QueueUrl: reports.queueUrl, MessageBody: '{"report":"2026-11"}' }).next(ended(report));
