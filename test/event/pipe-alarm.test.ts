import * as pipes from 'aws-cdk-lib/aws-pipes';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { watchPipe } from '../../src/event/pipe-alarm';
import { TaskFailureAlarmOptions } from '../../src/job/task-failure-alarm';
import { onEveryAlarm } from '../../src/private/alarm-registry';
import { recommendedApp, theOnly } from '../kit/stacks';

function alarmWith(options?: TaskFailureAlarmOptions) {
  const stack = new Stack(recommendedApp(), 'Stack');
  watchPipe(stack, new pipes.CfnPipe(stack, 'Pipe', { roleArn: 'role', source: 'source', target: 'target' }), options);
  return theOnly(stack, 'AWS::CloudWatch::Alarm').Properties;
}

test('one failed execution within five minutes is told, and silence is well', () => {
  expect(alarmWith()).toEqual({
    AlarmDescription: 'A pipe could not start tasks, and tries again',
    Namespace: 'AWS/EventBridge/Pipes',
    MetricName: 'ExecutionFailed',
    Dimensions: [{ Name: 'PipeName', Value: { Ref: 'Pipe' } }],
    Statistic: 'Sum',
    Period: 300,
    Threshold: 1,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('how many within which time may be said', () => {
  expect(alarmWith({ failures: 3, period: Duration.minutes(10) })).toMatchObject({ Threshold: 3, Period: 600 });
});

test('who is told of every alarm is told of this one', () => {
  const stack = new Stack(recommendedApp(), 'Stack');
  const told: string[] = [];
  onEveryAlarm(stack, ({ node }) => told.push(node.path));
  watchPipe(stack, new pipes.CfnPipe(stack, 'Pipe', { roleArn: 'role', source: 'source', target: 'target' }));
  expect(told).toEqual(['Stack/PipeFailures']);
});
