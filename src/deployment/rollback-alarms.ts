import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { refuseCircles } from './alarm-circle';
import { checkLogErrors, LogErrors } from './log-errors';
import { AlarmSubject, DEFAULT_EVALUATION_PERIODS, makeStandardAlarms } from './standard-alarms';
import { checkTargetLatency, TargetLatency } from './target-latency';
import { checkPercent } from '../model/deployment/alarm-thresholds';
import { Finding, refuse } from '../model/finding';
import { checkRange, Range } from '../model/range';
import { known } from '../private/known';
import { AnyTargetGroup, knowsItsBalancer } from '../private/target-group-facts';

// CloudWatch API reference, PutMetricAlarm: periods of a minute, a day of them at the most.
const MINUTES: Range = { min: 1, max: 1440, unit: 'minutes' };

/** When the standard alarms go off, and which alarms there are beside them. */
export interface RollbackAlarmsOptions {
  /**
   * Percent of the requests to a target group that are answered with a 5xx code, above 0 and up to 100.
   *
   * @default 5
   */
  readonly serverErrorPercent?: number;

  /**
   * Targets of a target group that fail their health check, from 1 on.
   *
   * @default 1
   */
  readonly unhealthyTargets?: number;

  /**
   * Percent of their CPU that the tasks use on average, above 0 and up to 100.
   *
   * @default 90
   */
  readonly cpuPercent?: number;

  /**
   * Percent of their memory that the tasks use on average, above 0 and up to 100; watched only where there is no balancer.
   *
   * @default 90
   */
  readonly memoryPercent?: number;

  /**
   * How long targets behind an Application Load Balancer may take to answer.
   *
   * @default - not watched: what is slow only the application knows
   */
  readonly targetLatency?: TargetLatency;

  /**
   * Log events that tell of errors, and how many are too many.
   *
   * @default - logs are not watched: what an error looks like only the application knows
   */
  readonly logErrors?: LogErrors;

  /**
   * Minutes in a row in which a threshold has to be reached, 1 to 1440.
   *
   * ECS keeps watching for about as long after the new tasks have taken over, so more minutes make every deployment longer.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;

  /**
   * Alarms of your own, beside the standard ones.
   *
   * @default - the standard alarms only
   */
  readonly alarms?: cloudwatch.IAlarm[];
}

/**
 * Alarms that fail a deployment while it goes on, so that ECS rolls it back.
 *
 * An alarm that is already on when a deployment starts is not watched for that deployment: thresholds have to be out of reach on a good day.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export class RollbackAlarms {
  /**
   * Alarms on what the service has: 5xx answers and unhealthy targets of each target group behind an Application Load Balancer, unhealthy
   * targets behind a Network Load Balancer, and CPU. A service without a balancer gets an alarm on memory in place of those on targets.
   * Slow answers and errors in the logs are watched on request.
   *
   * While traffic is shifted between two target groups, those on targets watch both.
   *
   * A service refuses thresholds that nothing can reach with `RollbackAlarms.Percent`, `RollbackAlarms.Count` and `RollbackAlarms.Latency`,
   * a target group that does not know its load balancer, and so has no metrics, with `RollbackAlarms.TargetGroupWithoutBalancer`, and
   * errors in the logs of a service without a known log group with `RollbackAlarms.NoLogGroup`.
   *
   * @example
   * RollbackAlarms.standard({
   *   serverErrorPercent: 1,
   *   targetLatency: { limit: Duration.seconds(1) },
   *   logErrors: { pattern: logs.FilterPattern.anyTerm('ERROR', 'FATAL'), perMinute: 10 },
   * });
   */
  public static standard(options: RollbackAlarmsOptions = {}): RollbackAlarms {
    return new RollbackAlarms(options.alarms ?? [], options);
  }

  /**
   * Alarms of your own only.
   *
   * An alarm on a metric of the service itself needs an `alarmName` in plain text: without one the service and the alarm wait for each
   * other, which is refused at synth with `RollbackAlarms.Circle`. A service refuses an empty list with `RollbackAlarms.NoAlarm`.
   */
  public static alarms(alarms: cloudwatch.IAlarm[]): RollbackAlarms {
    return new RollbackAlarms(alarms);
  }

  private constructor(private readonly own: cloudwatch.IAlarm[], private readonly standardOptions?: RollbackAlarmsOptions) {}

  /**
   * @param service what is known of the service; whether it has a log group is taken as unknown where that is absent
   * @internal
   */
  public _findings(service: { readonly hasLogGroup?: boolean } = {}): Finding[] {
    if (this.standardOptions === undefined) {
      return this.own.length > 0 ? [] : [refuse('RollbackAlarms.NoAlarm', '', 'needs at least one alarm, got none; leave it out, or take RollbackAlarms.standard()')];
    }
    const { serverErrorPercent, unhealthyTargets, cpuPercent, memoryPercent, targetLatency, logErrors, evaluationPeriods } = this.standardOptions;
    return [
      ...checkPercent('serverErrorPercent', known(serverErrorPercent)),
      ...checkPercent('cpuPercent', known(cpuPercent)),
      ...checkPercent('memoryPercent', known(memoryPercent)),
      ...checkRange('RollbackAlarms.Count', 'unhealthyTargets', known(unhealthyTargets), { min: 1, unit: 'targets' }),
      ...checkRange('RollbackAlarms.Count', 'evaluationPeriods', known(evaluationPeriods), MINUTES),
      ...(targetLatency ? checkTargetLatency(targetLatency) : []),
      ...(logErrors ? checkLogErrors(logErrors, service.hasLogGroup) : []),
    ];
  }

  /**
   * What is wrong with the target groups that the standard alarms are to watch.
   *
   * @internal
   */
  public _targetFindings(targetGroups: readonly AnyTargetGroup[]): Finding[] {
    const unknown = this._watchesTargets ? targetGroups.filter((targetGroup) => !knowsItsBalancer(targetGroup)) : [];
    return unknown.map(({ node }) => refuse('RollbackAlarms.TargetGroupWithoutBalancer', '',
      `watches target groups by the metrics of their load balancer, got ${node.path}, which knows none; ` +
      'import it with `loadBalancerArns`, or put it behind a listener before the service is made'));
  }

  /**
   * How long ECS goes on watching after the new tasks have taken over; absent where alarms of its user decide.
   *
   * @internal
   */
  public get _seconds(): number | undefined {
    return this.standardOptions && 60 * (known(this.standardOptions.evaluationPeriods) ?? DEFAULT_EVALUATION_PERIODS);
  }

  /** @internal */
  public get _watchesTargets(): boolean {
    return this.standardOptions !== undefined;
  }

  /** @internal */
  public _bind(scope: Construct, subject: AlarmSubject): cloudwatch.IAlarm[] {
    const made = this.standardOptions ? makeStandardAlarms(scope, subject, this.standardOptions) : [];
    if (this.own.length > 0) refuseCircles(subject.service, this.own);
    return [...made, ...this.own];
  }
}
