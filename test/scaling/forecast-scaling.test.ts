import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { ForecastMetric } from '../../src/scaling/forecast-metric';
import { ForecastScaling, ForecastScalingOptions } from '../../src/scaling/forecast-scaling';
import { RequestTarget } from '../../src/scaling/target-tracking';
import { balance, lines, ServiceStack, serviceStack } from '../deployment/services';

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

const waiting = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Waiting', statistic: 'Sum' });
const waitingPerTask = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'WaitingPerTask' });

function bind(options: ForecastScalingOptions, made: ServiceStack = serviceStack(), targets: RequestTarget[] = []): Template {
  new ForecastScaling('Daily', options).bind(made.service.autoScaleTaskCount({ maxCapacity: 10 }), targets);
  return Template.fromStack(made.stack);
}

function hasSpecification(template: Template, specification: object): void {
  template.hasResourceProperties(POLICY, {
    PolicyType: 'PredictiveScaling', PredictiveScalingPolicyConfiguration: { MetricSpecifications: [specification] },
  });
}

test('only forecasts, and keeps to the most tasks, unless told otherwise', () => {
  const template = bind({ metric: ForecastMetric.cpu(60) });
  const [[id, policy]] = Object.entries(template.findResources(POLICY));
  expect(id).toMatch(/^ServiceTaskCountTargetDaily/);
  expect(policy.Properties).toEqual({
    PolicyName: expect.stringMatching(/^StackServiceTaskCountTargetDaily/),
    PolicyType: 'PredictiveScaling',
    ScalingTargetId: { Ref: expect.stringMatching(/^ServiceTaskCountTarget/) },
    PredictiveScalingPolicyConfiguration: {
      MetricSpecifications: [{ TargetValue: 60, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' } }],
      Mode: 'ForecastOnly',
      MaxCapacityBreachBehavior: 'HonorMaxCapacity',
    },
  });
});

test('scales, beyond the most tasks, and earlier', () => {
  bind({ metric: ForecastMetric.memory(70), forecastOnly: false, maxCapacityBuffer: 0, schedulingBuffer: Duration.minutes(10) })
    .hasResourceProperties(POLICY, {
      PredictiveScalingPolicyConfiguration: {
        MetricSpecifications: [{ TargetValue: 70, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceMemoryUtilization' } }],
        Mode: 'ForecastAndScale',
        MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
        MaxCapacityBuffer: 0,
        SchedulingBufferTime: 600,
      },
    });
});

describe('requests', () => {
  const metric = ForecastMetric.requests(1000);

  test('of one target group of the app', () => {
    const made = serviceStack();
    const targetGroup = balance(made);
    hasSpecification(bind({ metric }, made, [{ targetGroup }]), {
      TargetValue: 1000,
      PredefinedMetricPairSpecification: {
        PredefinedMetricType: 'ALBRequestCount',
        ResourceLabel: made.stack.resolve(`${targetGroup.firstLoadBalancerFullName}/${targetGroup.targetGroupFullName}`),
      },
    });
  });

  test('of two target groups that take turns', () => {
    const made = serviceStack();
    const queries = (name: string) => ({
      MetricDataQueries: [
        { Id: 'primary', MetricStat: { Metric: { MetricName: name, Namespace: 'AWS/ApplicationELB' }, Stat: 'Sum' }, ReturnData: false },
        { Id: 'alternate', MetricStat: { Metric: { MetricName: name, Namespace: 'AWS/ApplicationELB' }, Stat: 'Sum' }, ReturnData: false },
        { Id: 'result', Expression: 'SUM([primary, alternate])', ReturnData: true },
      ],
    });
    hasSpecification(bind({ metric }, made, [{ targetGroup: balance(made), alternate: balance(made, 'Second') }]), {
      TargetValue: 1000,
      PredefinedMetricPairSpecification: Match.absent(),
      CustomizedLoadMetricSpecification: queries('RequestCount'),
      CustomizedScalingMetricSpecification: queries('RequestCountPerTarget'),
    });
  });

  test('of several target groups together', () => {
    const made = serviceStack();
    const template = bind({ metric }, made, [{ targetGroup: balance(made), alternate: balance(made, 'Second') }, { targetGroup: balance(made, 'Third') }]);
    hasSpecification(template, {
      CustomizedLoadMetricSpecification: {
        MetricDataQueries: Match.arrayWith([{ Id: 'result', Expression: 'SUM([primary, alternate, primary2])', ReturnData: true }]),
      },
    });
  });

  test('of an imported target group', () => {
    const made = serviceStack();
    const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(made.stack, 'Targets', {
      targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
      loadBalancerArns: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188',
    });
    hasSpecification(bind({ metric }, made, [{ targetGroup }]), {
      CustomizedScalingMetricSpecification: {
        MetricDataQueries: [{ Id: 'result', MetricStat: { Metric: { MetricName: 'RequestCountPerTarget' }, Stat: 'Sum' }, ReturnData: true }],
      },
    });
  });

  test('of no target group that knows its balancer make no policy', () => {
    const made = serviceStack();
    const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(made.stack, 'Targets', {
      targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/73e2d6bc24d8a067',
    });
    bind({ metric }, made, [{ targetGroup }]).resourceCountIs(POLICY, 0);
  });
});

test('metrics of one\'s own, and metric math', () => {
  const capacity = new cloudwatch.MathExpression({ expression: 'spot + result', usingMetrics: { spot: waiting, result: waitingPerTask } });
  hasSpecification(bind({ metric: ForecastMetric.custom({ load: waiting, scaling: waitingPerTask, capacity, targetValue: 10 }) }), {
    TargetValue: 10,
    CustomizedLoadMetricSpecification: {
      MetricDataQueries: [{ Id: 'result', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Waiting' }, Stat: 'Sum' }, ReturnData: true }],
    },
    CustomizedScalingMetricSpecification: {
      MetricDataQueries: [{ Id: 'result', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'WaitingPerTask' }, Stat: 'Average' }, ReturnData: true }],
    },
    CustomizedCapacityMetricSpecification: {
      MetricDataQueries: [Match.objectLike({ Id: 'spot' }), Match.objectLike({ Id: 'result' }), { Id: 'result2', Expression: 'spot + result', ReturnData: true }],
    },
  });
  hasSpecification(bind({ metric: ForecastMetric.custom({ load: waiting, scaling: waitingPerTask, targetValue: 10 }) }), {
    CustomizedCapacityMetricSpecification: Match.absent(),
  });
});

describe('findings', () => {
  const found = (options: ForecastScalingOptions, applicationLoadBalancer?: boolean) => lines(new ForecastScaling('Daily', options).findings({ applicationLoadBalancer }));
  const search = new cloudwatch.SearchExpression({ expression: "SEARCH('Shop', 'Average')" });

  test.each<[string, ForecastScalingOptions, string]>([
    ['more than all of the CPU', { metric: ForecastMetric.cpu(101) }, 'error TaskScaling.Target: `metric` takes a percentage above 0 and up to 100, got 101'],
    ['no memory', { metric: ForecastMetric.memory(0) }, 'error TaskScaling.Target: `metric` takes a percentage above 0 and up to 100, got 0'],
    ['no requests', { metric: ForecastMetric.requests(0) }, 'error TaskScaling.Target: `metric` takes a number above 0, got 0'],
    ['a value of 0', { metric: ForecastMetric.custom({ load: waiting, scaling: waitingPerTask, targetValue: 0 }) },
      'error TaskScaling.Target: `metric.targetValue` takes a number above 0, got 0'],
    ['a search', { metric: ForecastMetric.custom({ load: search, scaling: waitingPerTask, targetValue: 1 }) },
      'error TaskScaling.Metric: `metric.load` must be a metric or metric math, got another expression; name the metrics that it is made of'],
    ['a buffer of more than all', { metric: ForecastMetric.cpu(60), maxCapacityBuffer: 101 },
      'error TaskScaling.MaxCapacityBuffer: `maxCapacityBuffer` takes whole percent from 0 to 100, got 101; the nearest is 100'],
    ['an hour before', { metric: ForecastMetric.cpu(60), schedulingBuffer: Duration.hours(1) },
      'error TaskScaling.SchedulingBuffer: `schedulingBuffer` takes whole seconds from 0 to 3599, got 3600; the nearest is 3599'],
  ])('%s', (_name, options, line) => {
    expect(found(options)).toEqual([line]);
  });

  test('requests of no balancer', () => {
    expect(found({ metric: ForecastMetric.requests(1) }, false)).toEqual([
      'error TaskScaling.NoBalancer: `metric` counts requests of an Application Load Balancer, got a service that is behind none, or behind one that its target group does not know; track CPU',
    ]);
  });

  test('none for tokens', () => {
    const token = Lazy.number({ produce: () => -1 });
    expect(found({ metric: ForecastMetric.cpu(token), maxCapacityBuffer: token, schedulingBuffer: Duration.seconds(token) })).toEqual([]);
    expect(found({ metric: ForecastMetric.requests(token) }, true)).toEqual([]);
    expect(found({ metric: ForecastMetric.custom({ load: waiting, scaling: waitingPerTask, targetValue: token }) })).toEqual([]);
  });
});

test('moves the number of tasks only where it is told to, and never to fewer', () => {
  expect(new ForecastScaling('Daily', { metric: ForecastMetric.cpu(60) }).moves).toBeUndefined();
  expect(new ForecastScaling('Daily', { metric: ForecastMetric.cpu(60), forecastOnly: false }).moves).toEqual({ fromZero: false, scalesIn: false });
});
