import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DEPLOYMENT_FAILURES, START_FAILURES } from '../model/watch/watched-events';
import { recordAlarm } from '../private/alarm-registry';

const NAMESPACE = 'ClusterWatch';
// CloudFormation reference, AWS::Logs::MetricFilter MetricTransformation.
const LONGEST_METRIC_NAME = 255;
const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);

interface EventAlarm {
  readonly description: string;
  readonly threshold: number;
}

/** Counts events of a log by their name, and goes off when there are too many of them within five minutes. */
function onEvents(scope: Construct, id: string, logGroup: logs.ILogGroup, names: readonly string[], alarm: EventAlarm): cloudwatch.Alarm {
  const filter = new logs.MetricFilter(scope, `${id}Count`, {
    logGroup,
    filterPattern: logs.FilterPattern.any(...names.map((name) => logs.FilterPattern.stringValue('$.detail.eventName', '=', name))),
    metricNamespace: NAMESPACE,
    metricName: metricNameFor(scope, id),
  });
  return recordAlarm(new cloudwatch.Alarm(scope, id, {
    alarmDescription: alarm.description,
    metric: filter.metric({ statistic: cloudwatch.Stats.SUM, period: FIVE_MINUTES }),
    threshold: alarm.threshold,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }));
}

function metricNameFor(scope: Construct, id: string): string {
  const suffix = `-${id}`;
  return Names.uniqueResourceName(scope, { separator: '-', maxLength: LONGEST_METRIC_NAME - suffix.length }) + suffix;
}

/** An alarm on deployments that fail. */
export function onDeploymentFailures(scope: Construct, logGroup: logs.ILogGroup): cloudwatch.Alarm {
  return onEvents(scope, 'DeploymentFailures', logGroup, DEPLOYMENT_FAILURES, { description: 'A deployment in the ECS cluster failed', threshold: 1 });
}

/** An alarm on tasks that cannot be placed or do not start. */
export function onStartFailures(scope: Construct, logGroup: logs.ILogGroup, threshold: number): cloudwatch.Alarm {
  return onEvents(scope, 'StartFailures', logGroup, START_FAILURES, { description: 'Tasks in the ECS cluster cannot be placed, or do not start', threshold });
}

/**
 * An alarm on services some of whose tasks have been pending all the time; it watches each service apart, and those to come as well.
 *
 * Container Insights counts pending tasks by service only. Taken together, those of many services would hardly ever be none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function onPendingTasks(scope: Construct, cluster: ecs.ICluster, minutes: number): cloudwatch.Alarm {
  return recordAlarm(new cloudwatch.Alarm(scope, 'PendingTasks', {
    alarmDescription: 'Tasks of a service in the ECS cluster stay pending',
    metric: new cloudwatch.MathExpression({
      expression: 'SELECT MIN(PendingTaskCount) FROM SCHEMA("ECS/ContainerInsights", ClusterName, ServiceName) ' +
        `WHERE ClusterName = '${cluster.clusterName}' GROUP BY ServiceName`,
      label: 'Pending tasks of a service',
      period: MINUTE,
    }),
    threshold: 1,
    evaluationPeriods: minutes,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }));
}
