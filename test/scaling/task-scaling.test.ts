import { Match, Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { ForecastMetric } from '../../src/scaling/forecast-metric';
import { SuspendedScalingOptions } from '../../src/scaling/suspended-scaling';
import { TaskScaling } from '../../src/scaling/task-scaling';
import { balance, lines, serviceStack, taskIn } from '../deployment/services';
import { platformStack } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Waiting' });
const schedule = appscaling.Schedule.cron({ hour: '8', minute: '0' });

/** A service that is made with the scaling the way a service L3 does it. */
function scale(scaling: TaskScaling): { stack: Stack; count?: ecs.ScalableTaskCount } {
  const { stack, cluster } = platformStack();
  const service = new ecs.FargateService(stack, 'Service', {
    cluster, taskDefinition: taskIn(stack), desiredCount: scaling._desiredCount(), minHealthyPercent: 100, circuitBreaker: {},
  });
  return { stack, count: scaling._bind(service, []) };
}

describe('an exact count', () => {
  test.each([0, 1, 3])('%p', (desiredCount) => {
    const scaling = TaskScaling.exactly(desiredCount);
    const { stack, count } = scale(scaling);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: desiredCount });
    template.resourceCountIs(TARGET, 0);
    expect(count).toBeUndefined();
    expect([scaling._min(), scaling._max()]).toEqual([desiredCount, desiredCount]);
  });
});

describe('a count that follows the load', () => {
  test('is not in the template, its bounds are', () => {
    const { stack, count } = scale(TaskScaling.between(0, 20, { cpuPercent: 60 }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
    template.hasResourceProperties(TARGET, { MinCapacity: 0, MaxCapacity: 20, ScalableDimension: 'ecs:service:DesiredCount', ServiceNamespace: 'ecs' });
    expect(count).toBeInstanceOf(ecs.ScalableTaskCount);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('reaches as far as its schedules do', () => {
    const scaling = TaskScaling.between(4, 20).onSchedule('Night', { schedule, min: 0, max: 2 }).onSchedule('Sale', { schedule, max: 50 });
    expect([scaling._min(), scaling._max()]).toEqual([0, 50]);
    const narrow = TaskScaling.between(4, 20).onSchedule('Noon', { schedule, min: 8, max: 10 });
    expect([narrow._min(), narrow._max()]).toEqual([4, 20]);
    const token = Lazy.number({ produce: () => 7 });
    const unknown = TaskScaling.between(token, token).onSchedule('Night', { schedule, min: 0, max: token }).onSchedule('Sale', { schedule, max: 50 });
    expect([unknown._min(), unknown._max()]).toEqual([token, token]);
  });

  test('has one resource for each policy', () => {
    const made = serviceStack();
    TaskScaling.between(4, 20, { cpuPercent: 60, memoryPercent: 70, requestsPerTarget: 1000 })._bind(made.service, [{ targetGroup: balance(made) }]);
    const ids = Object.keys(Template.fromStack(made.stack).findResources(POLICY)).map((id) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(ids.sort()).toEqual(['ServiceTaskCountTargetCpuScaling', 'ServiceTaskCountTargetMemoryScaling', 'ServiceTaskCountTargetRequestScaling']);
  });

  test('takes schedules, metrics and steps', () => {
    const { stack } = scale(TaskScaling.between(1, 10)
      .onSchedule('Morning', { schedule, min: 5 })
      .onMetric('Backlog', { metric, targetValue: 10 })
      .onMetricSteps('Waiting', { metric, steps: [{ upper: 0, change: -1 }, { lower: 10, change: 1 }] }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties(TARGET, { ScheduledActions: [Match.objectLike({ ScheduledActionName: 'Morning' })] });
    const ids = Object.keys(template.findResources(POLICY)).map((id) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(ids.sort()).toEqual([
      'ServiceTaskCountTargetBacklog', 'ServiceTaskCountTargetWaitingLowerPolicy', 'ServiceTaskCountTargetWaitingUpperPolicy',
    ]);
  });

  test('takes forecasts', () => {
    const { stack } = scale(TaskScaling.between(1, 10, { cpuPercent: 60 }).onForecast('Daily', { metric: ForecastMetric.cpu(60) }));
    const ids = Object.keys(Template.fromStack(stack).findResources(POLICY)).map((id) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(ids).toEqual(['ServiceTaskCountTargetCpuScaling', 'ServiceTaskCountTargetDaily']);
  });

  test('is measured as often as it is asked for', () => {
    const { stack } = scale(TaskScaling.between(1, 10, { cpuPercent: 60, highResolution: true }));
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      Monitoring: { MetricConfigurations: [{ MetricNames: ['CPUUtilization'], ResolutionSeconds: 20 }] },
    });
  });

  test.each<[string, SuspendedScalingOptions[], [boolean, boolean, boolean]]>([
    ['all', [], [true, true, true]],
    ['nothing', [{}], [false, false, false]],
    ['fewer tasks', [{ scaleIn: true }], [true, false, false]],
    ['more tasks', [{ scaleOut: true }], [false, true, false]],
    ['schedules', [{ schedules: true }], [false, false, true]],
  ])('can be suspended: %s', (_name, options, [scaleIn, scaleOut, scheduled]) => {
    const scaling = TaskScaling.between(1, 10, { cpuPercent: 60 }).suspended(...options).onSchedule('Morning', { schedule, min: 5 });
    Template.fromStack(scale(scaling).stack).hasResourceProperties(TARGET, {
      SuspendedState: { DynamicScalingInSuspended: scaleIn, DynamicScalingOutSuspended: scaleOut, ScheduledScalingSuspended: scheduled },
      ScheduledActions: [Match.anyValue()],
    });
  });

  test('is not suspended by itself', () => {
    Template.fromStack(scale(TaskScaling.between(1, 10, { cpuPercent: 60 })).stack).hasResourceProperties(TARGET, { SuspendedState: Match.absent() });
  });

  test('stays as it was when something is added to it', () => {
    const before = TaskScaling.between(1, 10, { cpuPercent: 60 });
    before.onSchedule('Morning', { schedule, min: 5 });
    Template.fromStack(scale(before).stack).hasResourceProperties(TARGET, { ScheduledActions: Match.absent() });
  });

  test('serves several services', () => {
    const scaling = TaskScaling.between(1, 10, { cpuPercent: 60 });
    expect(Template.fromStack(scale(scaling).stack).toJSON()).toEqual(Template.fromStack(scale(scaling).stack).toJSON());
  });

  test('takes tokens', () => {
    const token = Lazy.number({ produce: () => 7 });
    const scaling = TaskScaling.between(token, token, { cpuPercent: token });
    expect(scaling._findings({})).toEqual([]);
    Template.fromStack(scale(scaling).stack).hasResourceProperties(TARGET, { MinCapacity: 7, MaxCapacity: 7 });
  });
});

describe('findings', () => {
  const findings = (scaling: TaskScaling, applicationLoadBalancer?: boolean) => lines(scaling._findings({ applicationLoadBalancer }));

  test('none for what is right', () => {
    expect(findings(TaskScaling.exactly(0))).toEqual([]);
    expect(findings(TaskScaling.between(1, 10, { requestsPerTarget: 1000 }), true)).toEqual([]);
    expect(findings(TaskScaling.between(1, 10, { requestsPerTarget: 1000 }))).toEqual([]);
    expect(findings(TaskScaling.between(0, 10).onSchedule('Morning', { schedule, min: 5 }))).toEqual([]);
    expect(findings(TaskScaling.exactly(Lazy.number({ produce: () => -1 })))).toEqual([]);
  });

  test('a count that is none', () => {
    expect(findings(TaskScaling.exactly(-1))).toEqual(['error TaskScaling.Count: `` takes whole tasks from 0 up, got -1; the nearest is 0']);
  });

  test('a minimum above the maximum', () => {
    expect(findings(TaskScaling.between(5, 4, { cpuPercent: 60 }))).toEqual([
      'error TaskScaling.MinAboveMax: `min` must be at most the maximum of 4, got 5; swap them or raise the max',
    ]);
  });

  test('targets and cooldowns out of range', () => {
    expect(findings(TaskScaling.between(1, 4, { cpuPercent: 0, memoryPercent: 101, scaleInCooldown: Duration.millis(500) }))).toEqual([
      'error TaskScaling.Target: `cpuPercent` takes a percentage above 0 and up to 100, got 0',
      'error TaskScaling.Target: `memoryPercent` takes a percentage above 0 and up to 100, got 101',
      expect.stringMatching(/^error TaskScaling\.Cooldown: `scaleInCooldown` takes whole seconds from 0 up, got 0\.5/),
    ]);
  });

  test('requests of a balancer that is not there', () => {
    expect(findings(TaskScaling.between(1, 4, { requestsPerTarget: 1000 }), false)).toEqual([
      expect.stringMatching(/^error TaskScaling\.NoBalancer: `requestsPerTarget` counts requests of an Application Load Balancer, got a service that is behind none, /),
    ]);
  });

  test('a count that nothing moves is unwise', () => {
    expect(findings(TaskScaling.between(1, 4))).toEqual([expect.stringMatching(/^warning TaskScaling\.NoPolicy: /)]);
    expect(findings(TaskScaling.between(1, 4).onMetric('Backlog', { metric, targetValue: 1 }))).toEqual([]);
  });

  test('a forecast that only forecasts moves nothing, and one that scales only adds', () => {
    const forecast = { metric: ForecastMetric.cpu(60) };
    expect(findings(TaskScaling.between(1, 4).onForecast('Daily', forecast))).toEqual([expect.stringMatching(/^warning TaskScaling\.NoPolicy: /)]);
    expect(findings(TaskScaling.between(1, 4).onForecast('Daily', { ...forecast, forecastOnly: false }))).toEqual([
      'warning TaskScaling.NeverScalesIn: `` only ever gets more tasks, since no policy takes any away; track cpuPercent or requestsPerTarget too',
    ]);
    expect(findings(TaskScaling.between(1, 4, { cpuPercent: 60 }).onForecast('Daily', { ...forecast, forecastOnly: false }))).toEqual([]);
  });

  test('a forecast of requests of a balancer that is not there', () => {
    const scaling = TaskScaling.between(1, 4, { cpuPercent: 60 }).onForecast('Daily', { metric: ForecastMetric.requests(1000) });
    expect(findings(scaling, false)).toEqual([expect.stringMatching(/^error TaskScaling\.NoBalancer: `Daily\.metric` counts requests of an Application Load Balancer, /)]);
    expect(findings(scaling, true)).toEqual([]);
  });

  test('a percentage of 0 tasks starts none', () => {
    const percent = {
      metric, steps: [{ upper: 0, change: -10 }, { lower: 10, change: 10 }], adjustmentType: appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    };
    expect(findings(TaskScaling.between(0, 4).onMetricSteps('Waiting', percent))).toEqual([
      'warning TaskScaling.StaysAtZero: `min` lets the service go to 0 tasks, where CPU, memory and requests per target have no data and a percentage '
      + 'changes nothing, so that nothing starts it again; take 1, or scale on a queue by numbers of tasks or on a schedule',
    ]);
    expect(findings(TaskScaling.between(0, 4).onMetricSteps('Waiting', { ...percent, minAdjustmentMagnitude: 1 }))).toEqual([]);
    expect(findings(TaskScaling.between(0, 4).onMetricSteps('Waiting', { ...percent, adjustmentType: undefined }))).toEqual([]);
  });

  test('high resolution of nothing', () => {
    expect(findings(TaskScaling.between(1, 4, { requestsPerTarget: 1000, highResolution: true }), true)).toEqual([
      'error TaskScaling.HighResolution: `highResolution` measures CPU and memory more often, got neither of them tracked; set cpuPercent or memoryPercent, or leave it out',
    ]);
  });

  test('an exact count that is suspended', () => {
    expect(findings(TaskScaling.exactly(3).suspended())).toEqual([
      'error TaskScaling.ExactCount: `` cannot move an exact number of tasks, got suspended; use TaskScaling.between',
    ]);
  });

  test('an exact count that something is to move', () => {
    expect(findings(TaskScaling.exactly(3).onSchedule('Morning', { schedule, min: 5 }).onMetric('Backlog', { metric, targetValue: 1 }))).toEqual([
      'error TaskScaling.ExactCount: `` cannot move an exact number of tasks, got Morning, Backlog; use TaskScaling.between',
    ]);
  });

  test('two of one id', () => {
    expect(findings(TaskScaling.between(1, 4).onMetric('Same', { metric, targetValue: 1 }).onSchedule('Same', { schedule, min: 2 }))).toEqual([
      'error TaskScaling.SameId: `Same` must be the id of one schedule or metric only, got it more than once; give each its own',
    ]);
  });

  test('the id of a target that is tracked', () => {
    expect(findings(TaskScaling.between(1, 4, { cpuPercent: 60 }).onMetric('CpuScaling', { metric, targetValue: 1 }))).toEqual([
      'error TaskScaling.SameId: `CpuScaling` is the id of a target that is tracked, got it for another metric; give that one another',
    ]);
    expect(findings(TaskScaling.between(1, 4, { cpuPercent: 60 }).onSchedule('CpuScaling', { schedule, min: 2 }))).toEqual([]);
  });

  test('a schedule on the wrong side of a bound that stays', () => {
    const scaling = TaskScaling.between(2, 4, { cpuPercent: 60 });
    expect(findings(scaling.onSchedule('Sale', { schedule, min: 5 }))).toEqual([
      'error TaskScaling.MinAboveMax: `Sale.min` must be at most the usual maximum of 4, got 5; set the `max` of the schedule too',
    ]);
    expect(findings(scaling.onSchedule('Sale', { schedule, min: 5 }).onSchedule('Before', { schedule, max: 10 }))).toEqual([]);
    expect(findings(TaskScaling.between(2, Lazy.number({ produce: () => 4 })).onSchedule('Sale', { schedule, min: 5 }))).toEqual([]);
  });

  test('what is wrong with an addition, by its id', () => {
    expect(findings(TaskScaling.between(1, 4).onSchedule('Morning', { schedule }))).toEqual([
      'error TaskScaling.EmptySchedule: `Morning` needs a new `min`, a new `max` or both, got neither',
    ]);
  });
});
