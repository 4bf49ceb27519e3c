import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { TaskFailureAlarmOptions } from './task-failure-alarm';
import { recordAlarm } from '../private/alarm-registry';
import { isOfOtherAccount } from '../private/queue-kind';
import { notify } from '../watch/notification';

/** Tells of an alarm whom the options name, and whoever receives the alarms of the library. */
export function tell(scope: Construct, alarm: cloudwatch.Alarm, { alarms }: Pick<TaskFailureAlarmOptions, 'alarms'>): cloudwatch.Alarm {
  if (alarms) {
    notify(alarm, alarms._bind(scope));
  }
  return recordAlarm(alarm);
}

/** An alarm on a count of failures of AWS's own: so many within a period. */
export function watchFailures(
  scope: Construct, id: string, alarmDescription: string, count: Required<Pick<cloudwatch.MetricProps, 'namespace' | 'metricName' | 'dimensionsMap'>>,
  options: TaskFailureAlarmOptions,
): cloudwatch.Alarm {
  return tell(scope, new cloudwatch.Alarm(scope, id, {
    alarmDescription,
    metric: new cloudwatch.Metric({ ...count, statistic: cloudwatch.Stats.SUM, period: options.period ?? Duration.minutes(5) }),
    threshold: options.failures ?? 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }), options);
}

/**
 * An alarm on a queue for what did not become a task: it goes off as long as anything is in it.
 *
 * @returns nothing for a queue of another account, whose metrics no alarm of this one sees
 */
export function watchDeadLetters(scope: Construct, queue: sqs.IQueue, options: TaskFailureAlarmOptions = {}): cloudwatch.Alarm | undefined {
  return isOfOtherAccount(scope, queue) ? undefined : tell(scope, new cloudwatch.Alarm(scope, 'DeadLetters', {
    alarmDescription: 'Tasks could not be started, and what should have started them is in the dead-letter queue',
    metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(1) }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }), options);
}
