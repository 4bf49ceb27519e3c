import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { lines, serviceStack } from './services';
import { MetricScaling, MetricScalingOptions } from '../../src/deployment/metric-scaling';

const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'OrdersPerTask', statistic: 'Average' });

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

test('takes other cooldowns', () => {
  bind({ metric, targetValue: 20, scaleInCooldown: Duration.seconds(1), scaleOutCooldown: Duration.seconds(2) })
    .hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 1, ScaleOutCooldown: 2 },
    });
});

describe('findings', () => {
  test.each<[string, MetricScalingOptions, string]>([
    ['metric math', { metric: new cloudwatch.MathExpression({ expression: 'orders / 2', usingMetrics: { orders: metric } }), targetValue: 1 },
      'error TaskScaling.Metric: `metric` must be one metric where its value is tracked, got metric math; use onMetricSteps'],
    ['a percentile', { metric: metric.with({ statistic: 'p99' }), targetValue: 1 },
      'error TaskScaling.Metric: `metric` must have the statistic Average, Minimum, Maximum, SampleCount or Sum where its value is tracked, got p99; use onMetricSteps'],
    ['a trimmed mean, which the CDK lets through', { metric: metric.with({ statistic: 'tm99' }), targetValue: 1 },
      'error TaskScaling.Metric: `metric` must have the statistic Average, Minimum, Maximum, SampleCount or Sum where its value is tracked, got tm99; use onMetricSteps'],
    ['a value of 0', { metric, targetValue: 0 }, 'error TaskScaling.Target: `targetValue` takes a number above 0, got 0'],
    ['a cooldown with a fraction', { metric, targetValue: 1, scaleInCooldown: Duration.millis(1500) },
      'error TaskScaling.Cooldown: `scaleInCooldown` takes whole seconds from 0 up, got 1.5; the nearest is 2'],
  ])('%s', (_name, options, line) => {
    expect(lines(new MetricScaling('Orders', options).findings())).toEqual([line]);
  });

  test('none for what is right, and for tokens', () => {
    expect(new MetricScaling('Orders', { metric, targetValue: 0.5 }).findings()).toEqual([]);
    expect(new MetricScaling('Orders', { metric: metric.with({ statistic: 'avg' }), targetValue: 1 }).findings()).toEqual([]);
    expect(new MetricScaling('Orders', { metric: metric.with({ statistic: Lazy.string({ produce: () => 'p99' }) }), targetValue: 1 }).findings()).toEqual([]);
    const token = Lazy.number({ produce: () => -1 });
    expect(new MetricScaling('Orders', { metric, targetValue: token, scaleInCooldown: Duration.seconds(token) }).findings()).toEqual([]);
  });
});
