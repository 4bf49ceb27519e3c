import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { isFifoQueue, isFifoTopic } from '../../src/private/queue-kind';

const stack = new Stack(new App(), 'Stack');
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:111122223333:${name}`;

test('of what is made here, it is known', () => {
  expect([isFifoQueue(new sqs.Queue(stack, 'Queue')), isFifoQueue(new sqs.Queue(stack, 'Fifo', { fifo: true }))]).toEqual([false, true]);
  expect([isFifoTopic(new sns.Topic(stack, 'Topic')), isFifoTopic(new sns.Topic(stack, 'FifoTopic', { fifo: true }))]).toEqual([false, true]);
});

test('of what is imported, its name tells, unless only the deployment knows it', () => {
  const late = new CfnParameter(stack, 'Arn').valueAsString;
  expect(['plain', 'orders.fifo'].map((name) => isFifoQueue(sqs.Queue.fromQueueArn(stack, name, arn('sqs', name))))).toEqual([false, true]);
  expect(['news', 'news.fifo'].map((name) => isFifoTopic(sns.Topic.fromTopicArn(stack, name, arn('sns', name))))).toEqual([false, true]);
  expect(isFifoQueue(sqs.Queue.fromQueueArn(stack, 'Late', late))).toBeUndefined();
});
