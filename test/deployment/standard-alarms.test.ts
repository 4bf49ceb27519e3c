import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { balance, balanceNetwork, ServiceStack, serviceStack } from './services';
import { failOnAlarms } from '../../src/deployment/deployment-alarms';
import { AlarmSubject, makeStandardAlarms } from '../../src/deployment/standard-alarms';
import { findCycle, templateGraph } from '../kit/template-graph';

const ALARM = 'AWS::CloudWatch::Alarm';

function subjectOf({ resource, cluster }: ServiceStack, targets: Partial<AlarmSubject> = {}): AlarmSubject {
  return { service: resource, clusterName: cluster.clusterName, targetGroups: [], ...targets };
}

function idsOf(stack: Stack): string[] {
  return Object.keys(Template.fromStack(stack).findResources(ALARM)).map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort();
}

test('a service without a balancer: CPU and memory', () => {
  const made = serviceStack();
  makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made), {});
  expect(idsOf(made.stack)).toEqual(['WebRollbackAlarmsHighCpu', 'WebRollbackAlarmsHighMemory']);
  for (const metricName of ['CPUUtilization', 'MemoryUtilization']) {
    Template.fromStack(made.stack).hasResourceProperties(ALARM, {
      Namespace: 'AWS/ECS',
      MetricName: metricName,
      Dimensions: [
        { Name: 'ClusterName', Value: made.stack.resolve(made.cluster.clusterName) },
        { Name: 'ServiceName', Value: made.stack.resolve(made.service.serviceName) },
      ],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 90,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  }
});

test('behind an Application Load Balancer: the share of 5xx answers, unhealthy targets and CPU', () => {
  const made = serviceStack();
  const targetGroup = balance(made);
  makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { targetGroups: [targetGroup] }), {});
  expect(idsOf(made.stack)).toEqual(['WebRollbackAlarmsHighCpu', 'WebRollbackAlarmsServerErrors', 'WebRollbackAlarmsUnhealthyTargets']);
  const template = Template.fromStack(made.stack);
  const dimensions = Match.arrayWith([{ Name: 'TargetGroup', Value: made.stack.resolve(targetGroup.targetGroupFullName) }]);
  template.hasResourceProperties(ALARM, {
    Threshold: 5,
    EvaluationPeriods: 3,
    TreatMissingData: 'notBreaching',
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: '100 * errors / requests' }),
      Match.objectLike({
        Id: 'errors',
        MetricStat: { Metric: { Namespace: 'AWS/ApplicationELB', MetricName: 'HTTPCode_Target_5XX_Count', Dimensions: dimensions }, Period: 60, Stat: 'Sum' },
      }),
      Match.objectLike({
        Id: 'requests',
        MetricStat: { Metric: { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: dimensions }, Period: 60, Stat: 'Sum' },
      }),
    ]),
  });
  template.hasResourceProperties(ALARM, { MetricName: 'UnHealthyHostCount', Dimensions: dimensions, Statistic: 'Maximum', Period: 60, Threshold: 1 });
});

test('behind a Network Load Balancer: unhealthy targets and CPU', () => {
  const made = serviceStack();
  makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { networkTargetGroups: [balanceNetwork(made)] }), {});
  expect(idsOf(made.stack)).toEqual(['WebRollbackAlarmsHighCpu', 'WebRollbackAlarmsUnhealthyNetworkTargets']);
  Template.fromStack(made.stack).hasResourceProperties(ALARM, { Namespace: 'AWS/NetworkELB', MetricName: 'UnHealthyHostCount', Statistic: 'Maximum' });
});

test('a second target group changes no id of the first', () => {
  const made = serviceStack();
  makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { targetGroups: [balance(made), balance(made, 'Second')] }), {});
  expect(idsOf(made.stack)).toEqual([
    'WebRollbackAlarmsHighCpu',
    'WebRollbackAlarmsServerErrors',
    'WebRollbackAlarmsServerErrors2',
    'WebRollbackAlarmsUnhealthyTargets',
    'WebRollbackAlarmsUnhealthyTargets2',
  ]);
});

test('takes every threshold', () => {
  const made = serviceStack();
  const thresholds = { serverErrorPercent: 0.5, unhealthyTargets: 2, cpuPercent: 80, memoryPercent: 70, evaluationPeriods: 5 };
  makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { targetGroups: [balance(made)] }), thresholds);
  makeStandardAlarms(new Construct(made.stack, 'Worker'), subjectOf(made), thresholds);
  const alarms = Object.values(Template.fromStack(made.stack).findResources(ALARM));
  expect(alarms.map((alarm) => alarm.Properties.Threshold).sort()).toEqual([0.5, 2, 70, 80, 80]);
  expect(alarms.map((alarm) => alarm.Properties.EvaluationPeriods)).toEqual([5, 5, 5, 5, 5]);
});

describe('target latency', () => {
  test('is the time that most requests take, on each target group behind an Application Load Balancer', () => {
    const made = serviceStack();
    const targets = { targetGroups: [balance(made), balance(made, 'Second')], networkTargetGroups: [balanceNetwork(made)] };
    makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, targets), { targetLatency: { limit: Duration.millis(1500) } });
    const slow = Object.entries(Template.fromStack(made.stack).findResources(ALARM, { Properties: { MetricName: 'TargetResponseTime' } }));
    expect(slow.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['WebRollbackAlarmsSlowTargets', 'WebRollbackAlarmsSlowTargets2']);
    expect(slow.map(([, { Properties: properties }]) => properties)).toEqual(targets.targetGroups.map((targetGroup) => expect.objectContaining({
      Namespace: 'AWS/ApplicationELB',
      Dimensions: expect.arrayContaining([{ Name: 'TargetGroup', Value: made.stack.resolve(targetGroup.targetGroupFullName) }]),
      ExtendedStatistic: 'p90',
      Threshold: 1.5,
      Period: 60,
      EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
    })));
  });

  test('takes another percentile, and a limit that only the deployment knows', () => {
    const made = serviceStack();
    const limit = Duration.seconds(new CfnParameter(made.stack, 'Limit', { type: 'Number' }).valueAsNumber);
    makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { targetGroups: [balance(made)] }), { targetLatency: { limit, percentile: 99.9 } });
    Template.fromStack(made.stack).hasResourceProperties(ALARM, { MetricName: 'TargetResponseTime', ExtendedStatistic: 'p99.9', Threshold: { Ref: 'Limit' } });
  });
});

describe('log errors', () => {
  const logErrors = { pattern: logs.FilterPattern.anyTerm('ERROR', 'FATAL'), perMinute: 10 };
  const filtersOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Logs::MetricFilter')).map(({ Properties: properties }) => properties);

  test('are counted over all log groups of the service, as one metric of its own', () => {
    const made = serviceStack();
    const logGroups = ['One', 'Two'].map((id) => new logs.LogGroup(made.stack, id));
    makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { logGroups }), { logErrors });
    makeStandardAlarms(new Construct(made.stack, 'Worker'), subjectOf(made, { logGroups: logGroups.slice(1) }), { logErrors });
    const filters = filtersOf(made.stack);
    expect(filters.map(({ FilterPattern: pattern, LogGroupName: name }) => [pattern, name])).toEqual([
      ['?"ERROR" ?"FATAL"', made.stack.resolve(logGroups[0].logGroupName)],
      ['?"ERROR" ?"FATAL"', made.stack.resolve(logGroups[1].logGroupName)],
      ['?"ERROR" ?"FATAL"', made.stack.resolve(logGroups[1].logGroupName)],
    ]);
    const [one, two, other] = filters.map(({ MetricTransformations: [{ MetricName: name }] }) => name);
    expect(one).toMatch(/^Stack-Web-RollbackAlarms-[0-9A-F]+$/);
    expect([two === one, other === one]).toEqual([true, false]);
    Template.fromStack(made.stack).hasResourceProperties(ALARM, {
      Namespace: 'CdkEcsBlueprints', MetricName: one, Statistic: 'Sum', Threshold: 10, Period: 60, EvaluationPeriods: 3, TreatMissingData: 'notBreaching',
    });
    expect(idsOf(made.stack)).toContain('WebRollbackAlarmsLogErrors');
  });

  test('are looked for where they are told to be, and close no circle', () => {
    const made = serviceStack();
    const [own, given] = ['Own', 'Given'].map((id) => new logs.LogGroup(made.stack, id));
    const alarms = makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { targetGroups: [balance(made)], logGroups: [own] }),
      { logErrors: { ...logErrors, logGroups: [given] } });
    expect(alarms.map(({ node }) => node.id)).toEqual(['ServerErrors', 'UnhealthyTargets', 'HighCpu', 'LogErrors']);
    expect(filtersOf(made.stack).map(({ LogGroupName: name }) => name)).toEqual([made.stack.resolve(given.logGroupName)]);
    failOnAlarms(made.resource, alarms, true);
    expect(findCycle(templateGraph(made.stack))).toBeUndefined();
  });
});

test('no alarm and its service wait for each other', () => {
  const made = serviceStack();
  const alarms = makeStandardAlarms(new Construct(made.stack, 'Web'), subjectOf(made, { targetGroups: [balance(made)] }), {});
  failOnAlarms(made.resource, alarms, true);
  expect(findCycle(templateGraph(made.stack))).toBeUndefined();
  Template.fromStack(made.stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      Alarms: {
        AlarmNames: [
          { Ref: Match.stringLikeRegexp('^WebRollbackAlarmsServerErrors') },
          { Ref: Match.stringLikeRegexp('^WebRollbackAlarmsUnhealthyTargets') },
          Match.stringLikeRegexp('^Stack-Web-RollbackAlarms-[0-9A-F]+-HighCpu$'),
        ],
      },
    },
  });
});

test('names of alarms differ between stacks and stay short enough', () => {
  const name = (stackName: string, id: string) => {
    const made = serviceStack({}, new Stack(undefined, 'Stack', { stackName }));
    makeStandardAlarms(new Construct(made.stack, id), subjectOf(made), {});
    const [alarm] = Object.values(Template.fromStack(made.stack).findResources(ALARM));
    return alarm.Properties.AlarmName as string;
  };
  expect(name('blue', 'Web')).not.toEqual(name('green', 'Web'));
  expect(name('blue', 'W'.repeat(300)).length).toBeLessThanOrEqual(255);
});

test('in another stack the service is not made to wait for the alarms', () => {
  const made = serviceStack();
  const other = new Stack(made.stack.node.root as any, 'Other');
  failOnAlarms(made.resource, makeStandardAlarms(other, subjectOf(made, { targetGroups: [balance(made)] }), {}), true);
  const template = Template.fromStack(made.stack);
  expect(made.stack.dependencies).toEqual([]);
  template.hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      Alarms: {
        AlarmNames: [
          Match.stringLikeRegexp('^Other-RollbackAlarms-[0-9A-F]+-ServerErrors$'),
          Match.stringLikeRegexp('^Other-RollbackAlarms-[0-9A-F]+-UnhealthyTargets$'),
          Match.stringLikeRegexp('^Other-RollbackAlarms-[0-9A-F]+-HighCpu$'),
        ],
      },
    },
  });
});
