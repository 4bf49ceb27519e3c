import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmDestination } from '../../src';
import { watchDeadLetters } from '../../src/job/run-alarms';
import { platformStack, theOnly } from '../kit/stacks';

test('dead letters raise an alarm as long as they are there, and the destination that is named is told', () => {
  const { stack } = platformStack();
  const topic = new sns.Topic(stack, 'Topic');
  watchDeadLetters(stack, new sqs.Queue(stack, 'Queue'), { alarms: AlarmDestination.topic(topic) });
  expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
    MetricName: 'ApproximateNumberOfMessagesVisible',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    Statistic: 'Maximum',
    Period: 60,
    TreatMissingData: 'notBreaching',
    AlarmActions: [stack.resolve(topic.topicArn)],
  });
});

test('a destination around it receives the alarm', () => {
  const { stack } = platformStack();
  AlarmDestination.actions([{ bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:111122223333:on-call' }) }]).receiveFrom(stack);
  watchDeadLetters(stack, new sqs.Queue(stack, 'Queue'));
  expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties.AlarmActions).toEqual(['arn:aws:sns:us-east-1:111122223333:on-call']);
});
