import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as pipes from 'aws-cdk-lib/aws-pipes';
import { Construct } from 'constructs';
import { watchFailures } from '../job/run-alarms';
import { TaskFailureAlarmOptions } from '../job/task-failure-alarm';

/**
 * An alarm on a pipe that does not get its records to ECS: long before they are given up, and of a queue nothing else here tells of it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-monitoring.html
 */
export function watchPipe(scope: Construct, pipe: pipes.CfnPipe, options: TaskFailureAlarmOptions = {}): cloudwatch.Alarm {
  return watchFailures(scope, 'PipeFailures', 'A pipe could not start tasks, and tries again', {
    namespace: 'AWS/EventBridge/Pipes', metricName: 'ExecutionFailed', dimensionsMap: { PipeName: pipe.ref },
  }, options);
}
