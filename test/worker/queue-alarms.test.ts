import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { ALARM, behind, workerIn } from './queues';
import { AlarmDestination, QueueAlarms } from '../../src';
import { propertiesOf, recommendedApp } from '../kit/stacks';

test('thresholds are their user\'s', () => {
  const { stack, worker } = workerIn(() => ({ alarms: QueueAlarms.standard({ oldestMessage: Duration.hours(1), deadLetters: 10 }) }));
  expect(behind(stack, worker.oldestMessageAlarm!.alarmArn).Threshold).toBe(3600);
  expect(behind(stack, worker.deadLettersAlarm!.alarmArn).Threshold).toBe(10);
});

test('both tell their destination', () => {
  const { stack } = workerIn((scope) => ({
    alarms: QueueAlarms.standard({ destination: AlarmDestination.topic(sns.Topic.fromTopicArn(scope, 'Topic', 'arn:aws:sns:us-east-1:111122223333:on-call')) }),
  }));
  expect(propertiesOf(stack, ALARM).map(({ AlarmActions: actions }) => actions)).toEqual([
    ['arn:aws:sns:us-east-1:111122223333:on-call'], ['arn:aws:sns:us-east-1:111122223333:on-call'],
  ]);
});

test('a destination around the worker takes them', () => {
  const { stack } = workerIn();
  AlarmDestination.topic(sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:on-call')).receiveFrom(stack);
  expect(propertiesOf(stack, ALARM).map(({ AlarmActions: actions }) => actions)).toEqual([
    ['arn:aws:sns:us-east-1:111122223333:on-call'], ['arn:aws:sns:us-east-1:111122223333:on-call'],
  ]);
});

test('a destination in another region is refused', () => {
  const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:on-call');
  expect(() => workerIn(() => ({ alarms: QueueAlarms.standard({ destination: AlarmDestination.topic(topic) }) }), stack))
    .toThrow('AlarmDestination.OtherRegion: `alarms.destination` ');
});

test('there are none where none are wanted', () => {
  const { stack, worker } = workerIn(() => ({ alarms: QueueAlarms.none() }));
  expect(propertiesOf(stack, ALARM)).toEqual([]);
  expect([worker.deadLettersAlarm, worker.oldestMessageAlarm]).toEqual([undefined, undefined]);
});
