import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** A number of a fleet, which is known by the role of its machines (handlers/anywhere/metrics.js). */
export function fleetMetric(roleName: string, metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({ ...options, namespace: 'EcsAnywhereFleet', metricName, dimensionsMap: { InstanceRole: roleName } });
}
