import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { countLogErrors, LogErrors } from './log-errors';
import { TargetLatency, targetResponseTime } from './target-latency';
import { alarmNameFor } from '../private/alarm-name';
import { recordAlarm } from '../private/alarm-registry';
import { numbered } from '../private/numbered';

const PERIOD = Duration.minutes(1);
/** Minutes in a row that set an alarm off. */
export const DEFAULT_EVALUATION_PERIODS = 3;

/** The service that alarms watch over, and what it is reached by. */
export interface AlarmSubject {
  readonly service: ecs.CfnService;
  readonly clusterName: string;
  readonly targetGroups: elbv2.IApplicationTargetGroup[];
  readonly networkTargetGroups?: elbv2.INetworkTargetGroup[];
  /** Where its containers log to, as far as it is known. */
  readonly logGroups?: readonly logs.ILogGroup[];
}

/** When alarms go off. */
export interface AlarmThresholds {
  readonly serverErrorPercent?: number;
  readonly unhealthyTargets?: number;
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
  readonly targetLatency?: TargetLatency;
  readonly logErrors?: LogErrors;
  readonly evaluationPeriods?: number;
}

/** Makes the alarms that fit what the service has. */
export function makeStandardAlarms(scope: Construct, subject: AlarmSubject, thresholds: AlarmThresholds): cloudwatch.Alarm[] {
  const { targetGroups, networkTargetGroups = [] } = subject;
  const { targetLatency, logErrors } = thresholds;
  const alarms = new StandardAlarms(scope, subject, thresholds.evaluationPeriods ?? DEFAULT_EVALUATION_PERIODS);
  const asked = logErrors ? alarms.onLogs(logErrors) : [];
  const cpu = alarms.onService('HighCpu', 'CPUUtilization', thresholds.cpuPercent ?? 90);
  if (targetGroups.length + networkTargetGroups.length === 0) {
    return [cpu, alarms.onService('HighMemory', 'MemoryUtilization', thresholds.memoryPercent ?? 90), ...asked];
  }
  const unhealthyTargets = thresholds.unhealthyTargets ?? 1;
  return [
    ...targetGroups.flatMap((targetGroup, index) => [
      alarms.onTargets(numbered('ServerErrors', index), serverErrorPercent(targetGroup), thresholds.serverErrorPercent ?? 5),
      alarms.onTargets(numbered('UnhealthyTargets', index), unhealthyHosts(targetGroup), unhealthyTargets),
      ...(targetLatency ? [alarms.onTargets(numbered('SlowTargets', index), targetResponseTime(targetGroup, targetLatency, PERIOD), limitOf(targetLatency))] : []),
    ]),
    ...networkTargetGroups.map((targetGroup, index) =>
      alarms.onTargets(numbered('UnhealthyNetworkTargets', index), unhealthyNetworkHosts(targetGroup), unhealthyTargets)),
    cpu,
    ...asked,
  ];
}

class StandardAlarms {
  private readonly scope: Construct;
  /** The service would wait for a stack that already waits for the service's. */
  private readonly inOtherStack: boolean;

  constructor(scope: Construct, private readonly subject: AlarmSubject, private readonly evaluationPeriods: number) {
    this.scope = new Construct(scope, 'RollbackAlarms');
    this.inOtherStack = Stack.of(scope) !== subject.service.stack;
  }

  /** With a name of its own, which the service can say as text: the metric already refers to the service. */
  public onService(id: string, metricName: string, threshold: number): cloudwatch.Alarm {
    const metric = new cloudwatch.Metric({
      namespace: 'AWS/ECS',
      metricName,
      dimensionsMap: { ClusterName: this.subject.clusterName, ServiceName: this.subject.service.attrName },
      period: PERIOD,
    });
    return this.alarm(id, metric, threshold, true);
  }

  public onTargets(id: string, metric: cloudwatch.IMetric, threshold: number): cloudwatch.Alarm {
    return this.alarm(id, metric, threshold, this.inOtherStack);
  }

  public onLogs(errors: LogErrors): cloudwatch.Alarm[] {
    const logGroups = errors.logGroups ?? this.subject.logGroups ?? [];
    if (logGroups.length === 0) return [];
    return [this.alarm('LogErrors', countLogErrors(this.scope, errors, logGroups, PERIOD), errors.perMinute, this.inOtherStack)];
  }

  private alarm(id: string, metric: cloudwatch.IMetric, threshold: number, needsName: boolean): cloudwatch.Alarm {
    return recordAlarm(new cloudwatch.Alarm(this.scope, id, {
      alarmName: needsName ? alarmNameFor(this.scope, id) : undefined,
      alarmDescription: 'Fails a deployment of the ECS service that it watches',
      metric,
      threshold,
      evaluationPeriods: this.evaluationPeriods,
      // Without requests there are no errors, and while tasks are replaced a metric may pause.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }));
  }
}

function limitOf({ limit }: TargetLatency): number {
  return limit.toSeconds({ integral: false });
}

/** Of the requests, so that one threshold fits busy and quiet services. Without requests the metric has no data. */
function serverErrorPercent(targetGroup: elbv2.IApplicationTargetGroup): cloudwatch.IMetric {
  const options = { statistic: cloudwatch.Stats.SUM, period: PERIOD };
  return new cloudwatch.MathExpression({
    expression: '100 * errors / requests',
    label: '5xx answers in percent of the requests',
    usingMetrics: {
      errors: targetGroup.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, options),
      requests: targetGroup.metrics.requestCount(options),
    },
    period: PERIOD,
  });
}

function unhealthyHosts(targetGroup: elbv2.IApplicationTargetGroup): cloudwatch.IMetric {
  return targetGroup.metrics.unhealthyHostCount({ statistic: cloudwatch.Stats.MAXIMUM, period: PERIOD });
}

function unhealthyNetworkHosts(targetGroup: elbv2.INetworkTargetGroup): cloudwatch.IMetric {
  return targetGroup.metrics.unHealthyHostCount({ statistic: cloudwatch.Stats.MAXIMUM, period: PERIOD });
}
