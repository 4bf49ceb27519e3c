import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MeshMetrics } from './mesh-metrics';
import { refuseCircles } from '../deployment/alarm-circle';
import { checkAlarmPartition, failOnAlarms } from '../deployment/deployment-alarms';
import { checkPercent } from '../model/deployment/alarm-thresholds';
import { Finding, refuse } from '../model/finding';
import { checkMeshAlarms, signalsOf } from '../model/mesh/mesh-alarms';
import { MeshProtocol } from '../model/mesh/service-connect';
import { checkRange, Range } from '../model/range';
import { alarmNameFor } from '../private/alarm-name';
import { recordAlarm } from '../private/alarm-registry';
import { known, knownSeconds } from '../private/known';

// CloudWatch API reference, PutMetricAlarm: periods of a minute, a day of them at the most.
const MINUTES: Range = { min: 1, max: 1440, unit: 'minutes' };
const FAILURES: Range = { min: 1, unit: 'connections' };
const DEFAULTS = { serverErrorPercent: 5, connectionFailures: 10, evaluationPeriods: 3 };

/** When alarms on a server of a mesh go off, and which alarms there are beside them. */
export interface MeshAlarmsOptions {
  /**
   * Percent of the requests that are answered with a 5xx code, above 0 and up to 100; for HTTP and HTTP/2.
   *
   * @default 5
   */
  readonly serverErrorPercent?: number;

  /**
   * How long the application may take to answer on average over a minute, above 0; for HTTP, HTTP/2 and gRPC.
   *
   * @default - not watched: what is slow only the application knows
   */
  readonly averageLatency?: Duration;

  /**
   * TLS connections that fail in a minute, at callers or at the server, from 1 on; without TLS nothing counts them.
   *
   * @default 10
   */
  readonly connectionFailures?: number;

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

/** What is known of the server before its alarms are made. */
export interface MeshAlarmsUse {
  readonly protocol?: MeshProtocol;
  readonly tls?: boolean;
  /** Of the service. */
  readonly stack?: Stack;
}

/** The server that alarms watch over. */
export interface MeshAlarmsSubject {
  readonly service: ecs.CfnService;
  readonly discoveryName: string;
  readonly protocol: MeshProtocol;
  readonly tls: boolean;
}

/**
 * Alarms on what the proxies of Service Connect see of a server, so that a service without a load balancer can be rolled back.
 *
 * They watch a discovery name, over all clusters and namespaces of the account and region: give servers that must not be mixed different
 * discovery names.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export class MeshAlarms {
  /**
   * Alarms on what the port has: 5xx answers with HTTP and HTTP/2, failed connections with TLS, slow answers on request.
   *
   * A threshold on what the port has no metric for is refused: `MeshAlarms.NoServerErrors`, `MeshAlarms.NoLatency`,
   * `MeshAlarms.NoConnectionFailures`; alarms that would watch nothing, with `MeshAlarms.Nothing`. Thresholds that nothing, or everything,
   * reaches are refused with `RollbackAlarms.Percent`, `MeshAlarms.Latency` and `MeshAlarms.Count`.
   *
   * @example
   * MeshAlarms.standard({ serverErrorPercent: 1, averageLatency: Duration.millis(500) });
   */
  public static standard(options: MeshAlarmsOptions = {}): MeshAlarms {
    return new MeshAlarms(options);
  }

  private constructor(private readonly options: MeshAlarmsOptions) {}

  /** @internal */
  public _findings({ protocol, tls, stack }: MeshAlarmsUse = {}): Finding[] {
    const { serverErrorPercent, averageLatency, connectionFailures, evaluationPeriods, alarms = [] } = this.options;
    return [
      ...checkPercent('serverErrorPercent', known(serverErrorPercent)),
      ...checkLatency(knownSeconds(averageLatency)),
      ...checkRange('MeshAlarms.Count', 'connectionFailures', known(connectionFailures), FAILURES),
      ...checkRange('MeshAlarms.Count', 'evaluationPeriods', known(evaluationPeriods), MINUTES),
      ...checkMeshAlarms({
        protocol, tls, serverErrorPercent, connectionFailures, averageLatency: averageLatency !== undefined, ownAlarms: alarms.length,
      }),
      ...(stack ? checkAlarmPartition(stack) : []),
    ];
  }

  /**
   * Makes the alarms that the server has metrics for, and has them fail the deployments of its service.
   *
   * @internal
   */
  public _bind(scope: Construct, subject: MeshAlarmsSubject): cloudwatch.IAlarm[] {
    const { alarms: own = [] } = this.options;
    const alarms = [...new ServerAlarms(scope, subject, this.options).make(), ...own];
    if (own.length > 0) refuseCircles(subject.service, own);
    failOnAlarms(subject.service, alarms, true);
    return alarms;
  }
}

function checkLatency(seconds: number | undefined): Finding[] {
  return seconds === undefined || seconds > 0 ? []
    : [refuse('MeshAlarms.Latency', 'averageLatency', `takes a time above 0 seconds, got ${seconds}`)];
}

class ServerAlarms {
  private readonly scope: Construct;
  /** The service may not be able to refer to a stack that already waits for the service's. */
  private readonly needsNames: boolean;

  constructor(scope: Construct, private readonly subject: MeshAlarmsSubject, private readonly options: MeshAlarmsOptions) {
    this.scope = new Construct(scope, 'MeshAlarms');
    this.needsNames = Stack.of(scope) !== subject.service.stack;
  }

  public make(): cloudwatch.Alarm[] {
    const { averageLatency, serverErrorPercent = DEFAULTS.serverErrorPercent, connectionFailures = DEFAULTS.connectionFailures } = this.options;
    const signals = signalsOf(this.subject.protocol, this.subject.tls);
    const metrics = new MeshMetrics(this.subject.discoveryName, this.subject.protocol);
    return [
      ...(signals.serverErrors ? [this.alarm('ServerErrors', metrics.serverErrorPercent(), serverErrorPercent)] : []),
      ...(signals.latency && averageLatency ? [this.alarm('SlowAnswers', metrics.responseMillis(), averageLatency.toMilliseconds())] : []),
      ...(signals.connectionFailures ? [
        this.alarm('ClientTlsFailures', metrics.clientTlsFailures(), connectionFailures),
        this.alarm('TargetTlsFailures', metrics.targetTlsFailures(), connectionFailures),
      ] : []),
    ];
  }

  private alarm(id: string, metric: cloudwatch.IMetric, threshold: number): cloudwatch.Alarm {
    return recordAlarm(new cloudwatch.Alarm(this.scope, id, {
      alarmName: this.needsNames ? alarmNameFor(this.scope, id) : undefined,
      alarmDescription: 'Fails a deployment of the ECS service that it watches',
      metric,
      threshold,
      evaluationPeriods: this.options.evaluationPeriods ?? DEFAULTS.evaluationPeriods,
      // Without requests there are no errors, and while tasks are replaced a metric may pause.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }));
  }
}
