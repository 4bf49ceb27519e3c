import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { balance, lines, serviceStack } from './services';
import { RollbackAlarms, RollbackAlarmsOptions } from '../../src/deployment/rollback-alarms';

const pattern = logs.FilterPattern.anyTerm('ERROR');
const NO_LOG_GROUP = 'needs a log group to search, got none, and the service is not known to log to one; name those that its containers log to';
const own = cloudwatch.Alarm.fromAlarmName(new Stack(), 'Own', 'own');

function bind(alarms: RollbackAlarms): cloudwatch.IAlarm[] {
  const { stack, resource, cluster } = serviceStack();
  return alarms._bind(stack, { service: resource, clusterName: cluster.clusterName, targetGroups: [] });
}

test('the standard alarms are made', () => {
  expect(bind(RollbackAlarms.standard()).map((alarm) => alarm.node.id)).toEqual(['HighCpu', 'HighMemory']);
});

test('own alarms come beside the standard ones', () => {
  expect(bind(RollbackAlarms.standard({ alarms: [own] })).map((alarm) => alarm.node.id)).toEqual(['HighCpu', 'HighMemory', 'Own']);
});

test('own alarms come alone', () => {
  expect(bind(RollbackAlarms.alarms([own]))).toEqual([own]);
});

test('own alarms that would wait for the service that waits for them are refused at synth', () => {
  const { stack, resource, service, cluster } = serviceStack();
  const alarm = new cloudwatch.Alarm(stack, 'Cpu', { metric: service.metricCpuUtilization(), threshold: 90, evaluationPeriods: 1 });
  RollbackAlarms.alarms([alarm])._bind(stack, { service: resource, clusterName: cluster.clusterName, targetGroups: [] });
  expect(() => Template.fromStack(stack)).toThrow('RollbackAlarms.Circle: `Stack/Cpu`');
});

test('one value serves several services', () => {
  const alarms = RollbackAlarms.standard();
  expect(bind(alarms)[0]).not.toBe(bind(alarms)[0]);
});

describe('findings', () => {
  test.each<[RollbackAlarmsOptions, string]>([
    [{ serverErrorPercent: 0 }, 'error RollbackAlarms.Percent: `serverErrorPercent` takes a percentage above 0 and up to 100, got 0'],
    [{ serverErrorPercent: 101 }, 'error RollbackAlarms.Percent: `serverErrorPercent` takes a percentage above 0 and up to 100, got 101'],
    [{ cpuPercent: -1 }, 'error RollbackAlarms.Percent: `cpuPercent` takes a percentage above 0 and up to 100, got -1'],
    [{ memoryPercent: 100.5 }, 'error RollbackAlarms.Percent: `memoryPercent` takes a percentage above 0 and up to 100, got 100.5'],
    [{ unhealthyTargets: 0 }, 'error RollbackAlarms.Count: `unhealthyTargets` takes whole targets from 1 up, got 0; the nearest is 1'],
    [{ targetLatency: { limit: Duration.seconds(0) } }, 'error RollbackAlarms.Latency: `targetLatency.limit` takes a time above 0 seconds, got 0'],
    [{ targetLatency: { limit: Duration.seconds(1), percentile: 0 } },
      'error RollbackAlarms.Percent: `targetLatency.percentile` takes a percentage above 0 and up to 100, got 0'],
    [{ logErrors: { pattern, perMinute: 0 } }, 'error RollbackAlarms.Count: `logErrors.perMinute` takes whole log events from 1 up, got 0; the nearest is 1'],
    [{ logErrors: { pattern, perMinute: 1, logGroups: [] } }, `error RollbackAlarms.NoLogGroup: \`logErrors.logGroups\` ${NO_LOG_GROUP}`],
    [{ evaluationPeriods: 0 }, 'error RollbackAlarms.Count: `evaluationPeriods` takes whole minutes from 1 to 1440, got 0; the nearest is 1'],
    [{ evaluationPeriods: 1441 }, 'error RollbackAlarms.Count: `evaluationPeriods` takes whole minutes from 1 to 1440, got 1441; the nearest is 1440'],
  ])('%p', (options, line) => {
    expect(lines(RollbackAlarms.standard(options)._findings())).toEqual([line]);
  });

  test('errors in the logs of a service that logs elsewhere', () => {
    const alarms = RollbackAlarms.standard({ logErrors: { pattern, perMinute: 1 } });
    expect(lines(alarms._findings({ hasLogGroup: false }))).toEqual([`error RollbackAlarms.NoLogGroup: \`logErrors.logGroups\` ${NO_LOG_GROUP}`]);
    expect(alarms._findings({ hasLogGroup: true })).toEqual([]);
    expect(alarms._findings()).toEqual([]);
    const logGroups = [logs.LogGroup.fromLogGroupName(new Stack(), 'Group', 'web')];
    expect(RollbackAlarms.standard({ logErrors: { pattern, perMinute: 1, logGroups } })._findings({ hasLogGroup: false })).toEqual([]);
  });

  test.each([{}, { serverErrorPercent: 0.1, unhealthyTargets: 3, cpuPercent: 100, memoryPercent: 99.9, evaluationPeriods: 1 }])('none for %p', (options) => {
    expect(RollbackAlarms.standard(options)._findings()).toEqual([]);
  });

  test('none for tokens', () => {
    const token = Lazy.number({ produce: () => -1 });
    expect(RollbackAlarms.standard({
      serverErrorPercent: token,
      unhealthyTargets: token,
      cpuPercent: token,
      memoryPercent: token,
      evaluationPeriods: token,
      targetLatency: { limit: Duration.seconds(token), percentile: token },
      logErrors: { pattern, perMinute: token },
    })._findings()).toEqual([]);
  });

  test('target groups without metrics, which only the standard alarms need', () => {
    const stack = new Stack(undefined, 'Stack');
    const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188';
    const unknown = [
      elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Http', { targetGroupArn }),
      elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Tcp', { targetGroupArn }),
    ];
    expect(lines(RollbackAlarms.standard()._targetFindings(unknown))).toEqual(['Http', 'Tcp'].map((id) =>
      `error RollbackAlarms.TargetGroupWithoutBalancer: \`\` watches target groups by the metrics of their load balancer, got Stack/${id}, which knows none;`
      + ' import it with `loadBalancerArns`, or put it behind a listener before the service is made'));
    expect(RollbackAlarms.alarms([own])._targetFindings(unknown)).toEqual([]);
    expect(RollbackAlarms.standard()._targetFindings([balance(serviceStack())])).toEqual([]);
  });

  test('no alarm at all', () => {
    expect(lines(RollbackAlarms.alarms([])._findings())).toEqual([
      'error RollbackAlarms.NoAlarm: `` needs at least one alarm, got none; leave it out, or take RollbackAlarms.standard()',
    ]);
    expect(RollbackAlarms.alarms([own])._findings()).toEqual([]);
  });
});
