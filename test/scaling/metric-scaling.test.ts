import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { MetricScaling, MetricScalingOptions } from '../../src/scaling/metric-scaling';
import { lines, serviceStack } from '../deployment/services';

const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'OrdersPerTask', statistic: 'Average' });

const perTask = new cloudwatch.MathExpression({
  expression: 'waiting / tasks',
  usingMetrics: {
    waiting: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Waiting', statistic: 'Maximum' }),
    tasks: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Tasks' }),
  },
});

function bind(options: MetricScalingOptions): Template {
  const { stack, service } = serviceStack();
  new MetricScaling('Orders', options).bind(service.autoScaleTaskCount({ maxCapacity: 10 }));
  return Template.fromStack(stack);
}

test('holds a metric near its value', () => {
  bind({ metric, targetValue: 20 }).hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'OrdersPerTask', Statistic: 'Average' },
      TargetValue: 20,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    },
  });
});

test('holds metric math near its value', () => {
  bind({ metric: perTask, targetValue: 20 }).hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      CustomizedMetricSpecification: {
        Namespace: Match.absent(),
        Metrics: [
          { Id: 'waiting', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Waiting' }, Stat: 'Maximum' }, ReturnData: false },
          { Id: 'tasks', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Tasks' }, Stat: 'Average' }, ReturnData: false },
          { Id: 'result', Expression: 'waiting / tasks', ReturnData: true },
        ],
      },
      TargetValue: 20,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    },
  });
});

test.each(['p99', 'tm99'])('holds %s near its value', (statistic) => {
  bind({ metric: metric.with({ statistic }), targetValue: 20 }).hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    TargetTrackingScalingPolicyConfiguration: {
      CustomizedMetricSpecification: {
        Metrics: [{ Id: 'result', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'OrdersPerTask' }, Stat: statistic }, ReturnData: true }],
      },
    },
  });
});

test('metric math in place of a metric keeps the logical id', () => {
  const idsOf = (options: MetricScalingOptions) => Object.keys(bind(options).findResources('AWS::ApplicationAutoScaling::ScalingPolicy'));
  expect(idsOf({ metric: perTask, targetValue: 20 })).toEqual(idsOf({ metric, targetValue: 20 }));
});

test('takes other cooldowns', () => {
  bind({ metric, targetValue: 20, scaleInCooldown: Duration.seconds(1), scaleOutCooldown: Duration.seconds(2) })
    .hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 1, ScaleOutCooldown: 2 },
    });
});

describe('findings', () => {
  test.each<[string, MetricScalingOptions, string]>([
    ['a search', { metric: new cloudwatch.SearchExpression({ expression: "SEARCH('Shop', 'Average')" }), targetValue: 1 },
      'error TaskScaling.Metric: `metric` must be a metric or metric math, got another expression; name the metrics that it is made of'],
    ['a value of 0', { metric, targetValue: 0 }, 'error TaskScaling.Target: `targetValue` takes a number above 0, got 0'],
    ['a cooldown with a fraction', { metric, targetValue: 1, scaleInCooldown: Duration.millis(1500) },
      'error TaskScaling.Cooldown: `scaleInCooldown` takes whole seconds from 0 up, got 1.5; the nearest is 2'],
  ])('%s', (_name, options, line) => {
    expect(lines(new MetricScaling('Orders', options).findings())).toEqual([line]);
  });

  test('none for what is right, and for tokens', () => {
    expect(new MetricScaling('Orders', { metric, targetValue: 0.5 }).findings()).toEqual([]);
    for (const statistic of ['avg', 'p99', 'tm99']) {
      expect(new MetricScaling('Orders', { metric: metric.with({ statistic }), targetValue: 1 }).findings()).toEqual([]);
    }
    expect(new MetricScaling('Orders', { metric: perTask, targetValue: 1 }).findings()).toEqual([]);
    expect(new MetricScaling('Orders', { metric: metric.with({ statistic: Lazy.string({ produce: () => 'p99' }) }), targetValue: 1 }).findings()).toEqual([]);
    const token = Lazy.number({ produce: () => -1 });
    expect(new MetricScaling('Orders', { metric, targetValue: token, scaleInCooldown: Duration.seconds(token) }).findings()).toEqual([]);
  });
});
