import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { onEveryAlarm, recordAlarm } from '../../src/private/alarm-registry';

function alarmIn(scope: Construct, id: string): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, id, {
    metric: new cloudwatch.Metric({ namespace: 'Test', metricName: id }), threshold: 1, evaluationPeriods: 1,
  });
}

test('tells of alarms that are there and of those to come, under a construct only', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const other = new Stack(app, 'Other');
  const told: string[] = [];
  const before = recordAlarm(alarmIn(stack, 'Before'));
  recordAlarm(alarmIn(other, 'Elsewhere'));
  onEveryAlarm(stack, ({ node }) => told.push(node.id));
  recordAlarm(alarmIn(new Construct(stack, 'Web'), 'After'));
  recordAlarm(alarmIn(other, 'LaterElsewhere'));
  alarmIn(stack, 'NobodysBusiness');
  expect(before.node.id).toBe('Before');
  expect(told).toEqual(['Before', 'After']);
});

test('a path that begins alike is another construct', () => {
  const app = new App();
  const told: string[] = [];
  onEveryAlarm(new Stack(app, 'Shop'), ({ node }) => told.push(node.path));
  recordAlarm(alarmIn(new Stack(app, 'Shop2'), 'Alarm'));
  expect(told).toEqual([]);
});

test('every one that asked is told, and the whole app may ask', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const told: string[] = [];
  onEveryAlarm(app, () => told.push('app'));
  onEveryAlarm(stack, () => told.push('stack'));
  recordAlarm(alarmIn(stack, 'Alarm'));
  expect(told).toEqual(['app', 'stack']);
});

test('apps do not hear of each other', () => {
  const told: string[] = [];
  onEveryAlarm(new App(), ({ node }) => told.push(node.path));
  recordAlarm(alarmIn(new Stack(new App(), 'Stack'), 'Alarm'));
  expect(told).toEqual([]);
});
