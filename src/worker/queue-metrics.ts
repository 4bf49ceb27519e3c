import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';

// SQS, ECS and Container Insights all send one value a minute.
const MINUTE = Duration.minutes(1);

/** Whose metrics they are; names may be those of resources that are yet to be made. */
export interface MetricNames {
  readonly queueName: string;
  readonly clusterName: string;
  readonly serviceName: string;
}

/** What is measured of a queue and of the tasks that work on it, in the account and region of the service. */
export class QueueMetrics {
  /** @param hasInsights the cluster is known to have Container Insights */
  constructor(private readonly names: MetricNames, private readonly hasInsights: boolean) {}

  /**
   * Messages for each running task: those that wait, and those that tasks work on.
   *
   * What is in flight counts, since it is work too: the last task stays until it is done, and a task that takes many messages at once has them
   * wait in the task. Without a running task there is no value: CloudWatch drops a division by 0, and takes no data for 0 there.
   */
  public backlogPerTask(options: cloudwatch.MathExpressionOptions = {}): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      label: 'Messages per running task',
      period: MINUTE,
      ...options,
      expression: '(waiting + inFlight) / tasks',
      usingMetrics: { waiting: this.ofQueue('ApproximateNumberOfMessagesVisible'), inFlight: this.ofQueue('ApproximateNumberOfMessagesNotVisible'), tasks: this.tasks() },
    });
  }

  /**
   * Messages that wait while no task runs, and 0 while one does.
   *
   * In this order, a minute that the queue has no value for yet has none here either. The other way round it would be a 0 at the end of every
   * evaluation, which an alarm would never get past. A comparison of two metrics takes what one of them lacks for 0; of `FILL` nothing says what
   * it does with a metric that has had no value for hours, as that of ECS without a task.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
   */
  public waitingWithoutTask(): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      label: 'Messages that wait while no task runs',
      period: MINUTE,
      expression: 'IF(tasks > 0 * waiting, 0, waiting)',
      usingMetrics: { waiting: this.ofQueue('ApproximateNumberOfMessagesVisible'), tasks: this.tasks() },
    });
  }

  /** Seconds since the oldest message that is still in the queue was sent. */
  public oldestMessageAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.ofQueue('ApproximateAgeOfOldestMessage', options);
  }

  private ofQueue(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      statistic: cloudwatch.Stats.MAXIMUM, period: MINUTE, ...options, namespace: 'AWS/SQS', metricName, dimensionsMap: { QueueName: this.names.queueName },
    });
  }

  /**
   * Running tasks: as Container Insights counts them, else by the values that ECS gets of each of them.
   *
   * That takes the measures of a minute. With `monitoring` every 20 seconds a task would count more than once.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
   */
  private tasks(): cloudwatch.Metric {
    const { clusterName, serviceName } = this.names;
    const ofService = { dimensionsMap: { ClusterName: clusterName, ServiceName: serviceName }, period: MINUTE };
    return this.hasInsights
      ? new cloudwatch.Metric({ ...ofService, namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount', statistic: cloudwatch.Stats.AVERAGE })
      : new cloudwatch.Metric({ ...ofService, namespace: 'AWS/ECS', metricName: 'CPUUtilization', statistic: cloudwatch.Stats.SAMPLE_COUNT });
  }
}
