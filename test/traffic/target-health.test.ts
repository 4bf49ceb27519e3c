import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { TargetHealth, grpcHealthCheck, healthFacts, httpHealthCheck, networkHealthCheck, writeHealthTokens } from '../../src/traffic/target-health';
import { theOnly } from '../kit/stacks';

const { HTTP } = elbv2.Protocol;

test('the path is the one named, else the container\'s, else the root', () => {
  expect(httpHealthCheck({ path: '/ping' }, HTTP, '/health').path).toBe('/ping');
  expect(httpHealthCheck({}, HTTP, '/health').path).toBe('/health');
  expect(httpHealthCheck({}, HTTP).path).toBe('/');
});

test('a healthy answer is 200 unless codes are named', () => {
  expect(httpHealthCheck({}, HTTP).healthyHttpCodes).toBe('200');
  expect(httpHealthCheck({ codes: '200-299' }, HTTP).healthyHttpCodes).toBe('200-299');
});

test('checks are quick by default', () => {
  const { interval, timeout, healthyThresholdCount, unhealthyThresholdCount } = httpHealthCheck({}, HTTP);
  expect([interval!.toSeconds(), timeout!.toSeconds(), healthyThresholdCount, unhealthyThresholdCount]).toEqual([10, 5, 2, 3]);
});

test('what is named is kept', () => {
  const health = { interval: Duration.seconds(30), timeout: Duration.seconds(20), healthyThreshold: 4, unhealthyThreshold: 6, port: 9000 };
  const check = httpHealthCheck(health, elbv2.Protocol.HTTPS);
  expect(check).toMatchObject({ healthyThresholdCount: 4, unhealthyThresholdCount: 6, port: '9000', protocol: elbv2.Protocol.HTTPS });
  expect([check.interval!.toSeconds(), check.timeout!.toSeconds()]).toEqual([30, 20]);
});

test.each([[5, 4], [6, 5], [10, 5]])('an interval of %d seconds leaves %d for the answer', (interval, timeout) => {
  expect(httpHealthCheck({ interval: Duration.seconds(interval) }, HTTP).timeout!.toSeconds()).toBe(timeout);
});

test('without a path a gRPC server is healthy when it answers that it does not know the method', () => {
  expect(grpcHealthCheck({}, HTTP)).toMatchObject({ path: '/AWS.ALB/healthcheck', healthyGrpcCodes: '12' });
  expect(grpcHealthCheck({}, HTTP).healthyHttpCodes).toBeUndefined();
});

test('a gRPC method that is named has to succeed', () => {
  const path = '/grpc.health.v1.Health/Check';
  expect(grpcHealthCheck({ path }, HTTP)).toMatchObject({ path, healthyGrpcCodes: '0' });
  expect(grpcHealthCheck({ path, codes: '0-5' }, HTTP).healthyGrpcCodes).toBe('0-5');
});

test('a network load balancer opens a connection, or asks for a path that is named', () => {
  expect(networkHealthCheck({}).protocol).toBe(elbv2.Protocol.TCP);
  expect(networkHealthCheck({}).path).toBeUndefined();
  expect(networkHealthCheck({ path: '/ping', codes: '200-204' })).toMatchObject({ protocol: HTTP, path: '/ping', healthyHttpCodes: '200-204' });
});

test('a network check goes to the port that is named before the one that is found', () => {
  expect(networkHealthCheck({}, 9000).port).toBe('9000');
  expect(networkHealthCheck({ port: 9100 }, 9000).port).toBe('9100');
  expect(networkHealthCheck({}).port).toBeUndefined();
});

test('the model sees the values that are written, defaults and all', () => {
  expect(healthFacts({ path: '/ping' }, 'grpc')).toEqual({
    path: '/ping', codes: undefined, port: undefined, grpc: true, network: false, intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3,
  });
  expect(healthFacts({}, 'network')).toMatchObject({ grpc: false, network: true });
});

test('tokens are unknown to the model', () => {
  const token = Duration.seconds(Lazy.number({ produce: () => 1 }));
  const number = Lazy.number({ produce: () => 99 });
  const health: TargetHealth = { path: Lazy.string({ produce: () => 'x' }), interval: token, timeout: token, healthyThreshold: number, port: number };
  expect(healthFacts(health, 'http')).toMatchObject({
    path: undefined, intervalSeconds: undefined, timeoutSeconds: undefined, healthyThreshold: undefined, port: undefined,
  });
});

test('every value that can be a token is written past the L2 when it is one', () => {
  const stack = new Stack();
  const group = new elbv2.NetworkTargetGroup(stack, 'Group', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }), port: 80 });
  const token = (value: number) => Lazy.number({ produce: () => value });
  const health: TargetHealth = { interval: Duration.seconds(30), timeout: Duration.seconds(token(9)), healthyThreshold: token(4) };
  group.configureHealthCheck(networkHealthCheck(health));
  writeHealthTokens(group, health);
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({
    HealthCheckIntervalSeconds: 30, HealthCheckTimeoutSeconds: 9, HealthyThresholdCount: 4, UnhealthyThresholdCount: 3,
  });
});

test('what is a token is written past the L2, and the rest stays the L2\'s to change', () => {
  const stack = new Stack();
  const group = new elbv2.NetworkTargetGroup(stack, 'Group', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }), port: 80 });
  const token = (value: number) => Lazy.number({ produce: () => value });
  const health: TargetHealth = { interval: Duration.seconds(token(30)), unhealthyThreshold: token(7) };
  group.configureHealthCheck(networkHealthCheck(health));
  writeHealthTokens(group, health);
  group.configureHealthCheck({ ...networkHealthCheck(health), healthyThresholdCount: 4 });
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({
    HealthCheckIntervalSeconds: 30, HealthCheckTimeoutSeconds: 5, HealthyThresholdCount: 4, UnhealthyThresholdCount: 7,
  });
});
