import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { AlarmDestination, FargateSpotCluster, QueueAlarms, QueueWorker, TaskBlueprint, WorkQueue } from '../../src';
import { integApp, integTest, integVpc, nginx, nginxPaths } from '../integ-app';

// Two workers: one of a topic's messages with the defaults, one of a FIFO queue that goes down to no task at all.
const app = integApp();
const stack = new Stack(app, 'QueueWorkers');
const { cluster } = new FargateSpotCluster(stack, 'Platform', { vpc: integVpc(stack) });
const topic = new sns.Topic(stack, 'Orders', { enforceSSL: true });
Validations.of(topic).acknowledge({ id: 'AwsSolutions-SNS2', reason: 'no message of the test is worth a key' });
// It deletes nothing: the messages of the test stay in flight, and come back.
const task = TaskBlueprint.container({ image: nginx, writablePaths: nginxPaths });

const email = new QueueWorker(stack, 'Email', {
  cluster,
  task,
  acceptableLatency: Duration.minutes(2),
  messageDuration: Duration.seconds(5),
  queue: WorkQueue.create({ subscriptions: [{ topic, filterPolicy: { kind: sns.SubscriptionFilter.stringFilter({ allowlist: ['mail'] }) } }] }),
  alarms: QueueAlarms.standard({ destination: AlarmDestination.newTopic() }),
});
const invoices = new QueueWorker(stack, 'Invoices', {
  cluster,
  task,
  acceptableLatency: Duration.minutes(15),
  messageDuration: Duration.minutes(1),
  concurrency: 2,
  tasks: { min: 0, max: 4 },
  queue: WorkQueue.create({ fifo: true, contentBasedDeduplication: true }),
});

const test = integTest(app, stack, [email.service, invoices.service]);
test.assertions
  .awsApiCall('SQS', 'getQueueAttributes', { QueueUrl: email.queue.queueUrl, AttributeNames: ['VisibilityTimeout', 'SqsManagedSseEnabled'] })
  .expect(ExpectedResult.objectLike({ Attributes: { VisibilityTimeout: '30', SqsManagedSseEnabled: 'true' } }));
// Sent while a task runs or none does, the message has one running afterwards.
test.assertions
  .awsApiCall('SQS', 'sendMessage', { QueueUrl: invoices.queue.queueUrl, MessageBody: 'invoice', MessageGroupId: 'customer' })
  .next(test.assertions
    .awsApiCall('ECS', 'describeServices', { cluster: cluster.clusterName, services: [invoices.service.serviceName] })
    .expect(ExpectedResult.objectLike({ services: [{ runningCount: 1 }] }))
    .waitForAssertions({ totalTimeout: Duration.minutes(15), interval: Duration.seconds(30) }));
