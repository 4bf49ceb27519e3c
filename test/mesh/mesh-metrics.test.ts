import { Duration } from 'aws-cdk-lib/core';
import { MeshMetrics } from '../../src/mesh/mesh-metrics';

const metrics = new MeshMetrics('api', 'http');
const SERVER = { DiscoveryName: 'api' };
const TARGET = { TargetDiscoveryName: 'api' };

test.each([
  ['requests', 'RequestCount', SERVER, 'Sum'],
  ['serverErrors', 'HTTPCode_Target_5XX_Count', TARGET, 'Sum'],
  ['responseMillis', 'TargetResponseTime', TARGET, 'Average'],
  ['clientTlsFailures', 'ClientTLSNegotiationErrorCount', SERVER, 'Sum'],
  ['targetTlsFailures', 'TargetTLSNegotiationErrorCount', TARGET, 'Sum'],
] as const)('%s are %s by %p', (name, metricName, dimensions, statistic) => {
  expect(metrics[name]()).toMatchObject({ namespace: 'AWS/ECS', metricName, dimensions, statistic, period: Duration.minutes(1) });
  expect(metrics[name]({ statistic: 'Maximum', period: Duration.minutes(5) })).toMatchObject({ statistic: 'Maximum', period: Duration.minutes(5) });
});

test('requests of gRPC have a metric of their own', () => {
  expect(new MeshMetrics('api', 'grpc').requests().metricName).toBe('GrpcRequestCount');
});

test('the share of errors counts errors and requests of the same servers', () => {
  const { expression, usingMetrics, period } = metrics.serverErrorPercent();
  expect(expression).toBe('100 * errors / requests');
  expect(usingMetrics).toMatchObject({ errors: { dimensions: TARGET }, requests: { dimensions: SERVER } });
  expect(period).toEqual(Duration.minutes(1));
  expect(metrics.serverErrorPercent({ period: Duration.minutes(5) }).usingMetrics.requests).toMatchObject({ period: Duration.minutes(5) });
});
