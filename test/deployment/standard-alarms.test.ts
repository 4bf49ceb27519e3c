import { Match, Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
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
