import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { TaskFailureAlarmOptions } from './task-failure-alarm';
import { recordAlarm } from '../private/alarm-registry';
import { notify } from '../watch/notification';

/** Tells of an alarm whom the options name, and whoever receives the alarms of the library. */
export function tell(scope: Construct, alarm: cloudwatch.Alarm, { alarms }: Pick<TaskFailureAlarmOptions, 'alarms'>): cloudwatch.Alarm {
  if (alarms) {
    notify(alarm, alarms._bind(scope));
  }
  return recordAlarm(alarm);
}

/** An alarm on a queue for runs that could not be started: it goes off as long as anything is in it. */
export function watchDeadLetters(scope: Construct, queue: sqs.IQueue): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DeadLetters', {
    alarmDescription: 'Runs of a task could not be started, and their dead-letter queue was told',
    metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(1) }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}
