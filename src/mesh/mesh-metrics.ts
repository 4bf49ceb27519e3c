import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { MeshProtocol } from '../model/mesh/service-connect';

// ECS Developer Guide, "Amazon ECS CloudWatch metrics": one value a minute.
const PERIOD = Duration.minutes(1);

/**
 * What the proxies of Service Connect measure of a server, by its discovery name: over all clusters and namespaces of the account and region.
 *
 * Of the traffic into a server there are metrics for one service in one cluster too. Of its answers there are not: with a service and a
 * cluster, they are those to one caller. By the name alone, all of them count the same servers.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export class MeshMetrics {
  constructor(private readonly discoveryName: string, private readonly protocol: MeshProtocol) {}

  /** Requests into the server; there is no such metric of plain TCP. */
  public requests(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.inbound(this.protocol === 'grpc' ? 'GrpcRequestCount' : 'RequestCount', options);
  }

  /** Answers of its application with a 5xx code; HTTP and HTTP/2 alone. */
  public serverErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.ofTarget('HTTPCode_Target_5XX_Count', options);
  }

  /** Of the requests, so that one threshold fits busy and quiet servers. Without errors, or without requests, there is no data. */
  public serverErrorPercent(options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      expression: '100 * errors / requests',
      label: '5xx answers in percent of the requests',
      usingMetrics: { errors: this.serverErrors(options), requests: this.requests(options) },
      period: options.period ?? PERIOD,
    });
  }

  /** Milliseconds from a request's way into the task until its application answers; there is no such metric of plain TCP. */
  public responseMillis(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.ofTarget('TargetResponseTime', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  /** TLS connections that fail at the proxies of the server. */
  public clientTlsFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.inbound('ClientTLSNegotiationErrorCount', options);
  }

  /** TLS connections to the server that fail at the proxies of its callers, which do not take its certificate. */
  public targetTlsFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.ofTarget('TargetTLSNegotiationErrorCount', options);
  }

  private inbound(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metric(metricName, { DiscoveryName: this.discoveryName }, options);
  }

  private ofTarget(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metric(metricName, { TargetDiscoveryName: this.discoveryName }, options);
  }
}

function metric(metricName: string, dimensionsMap: cloudwatch.DimensionsMap, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/ECS', metricName, dimensionsMap, period: PERIOD, statistic: cloudwatch.Stats.SUM, ...options });
}
