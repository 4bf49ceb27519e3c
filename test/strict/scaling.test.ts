import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { ForecastMetric } from '../../src/scaling/forecast-metric';
import { RequestTarget } from '../../src/scaling/target-tracking';
import { TaskScaling } from '../../src/scaling/task-scaling';
import { balance, ServiceStack, serviceStack } from '../deployment/services';

beforeAll(() => { process.env.CDK_VALIDATION = 'true'; });
afterAll(() => { process.env.CDK_VALIDATION = 'false'; });

const strict = {
  ...recommended,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
};

const waiting = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Waiting', statistic: 'Sum', dimensionsMap: { Shop: 'north' } });
const tasks = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Tasks' });
const perTask = new cloudwatch.MathExpression({ expression: 'waiting / tasks', usingMetrics: { waiting, tasks } });
const schedule = appscaling.Schedule.cron({ hour: '8', minute: '0' });
const [startTime, endTime] = [new Date('2030-01-31T08:00:00Z'), new Date('2030-02-28T08:00:00Z')];

const one = (made: ServiceStack) => [{ targetGroup: balance(made) }];
const two = (made: ServiceStack) => [{ targetGroup: balance(made), alternate: balance(made, 'Second') }];

// The validator finds what CloudFormation would not take of properties that the CDK's own L2s never write.
test.each<[string, TaskScaling, (made: ServiceStack) => RequestTarget[]]>([
  ['high resolution', TaskScaling.between(1, 10, { cpuPercent: 60, memoryPercent: 70, highResolution: true }), one],
  ['requests of one target group', TaskScaling.between(1, 10, { requestsPerTarget: 1000 }), one],
  ['requests of two target groups', TaskScaling.between(1, 10, { requestsPerTarget: 1000 }), two],
  ['metric math', TaskScaling.between(1, 10).onMetric('PerTask', { metric: perTask, targetValue: 1 }), one],
  ['a percentile', TaskScaling.between(1, 10).onMetric('Slow', { metric: waiting.with({ statistic: 'p99' }), targetValue: 1 }), one],
  ['forecasts', TaskScaling.between(1, 10, { cpuPercent: 60 })
    .onForecast('Cpu', { metric: ForecastMetric.cpu(60) })
    .onForecast('Memory', { metric: ForecastMetric.memory(60), forecastOnly: false, maxCapacityBuffer: 10, schedulingBuffer: Duration.minutes(10) })
    .onForecast('Requests', { metric: ForecastMetric.requests(1000) })
    .onForecast('Mine', { metric: ForecastMetric.custom({ load: waiting, scaling: perTask, capacity: tasks, targetValue: 1 }) }), one],
  ['a forecast of two target groups', TaskScaling.between(1, 10, { cpuPercent: 60 }).onForecast('Requests', { metric: ForecastMetric.requests(1000) }), two],
  ['steps in percent', TaskScaling.between(1, 10).onMetricSteps('Waiting', {
    metric: waiting,
    steps: [{ upper: 10, change: -10 }, { lower: 100, change: 200 }],
    adjustmentType: appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    minAdjustmentMagnitude: 2,
  }), one],
  ['a schedule at rest', TaskScaling.between(1, 10, { cpuPercent: 60 })
    .onSchedule('Morning', { schedule, min: 5, timeZone: TimeZone.EUROPE_BERLIN, startTime, endTime }).suspended(), one],
])('nothing to find in %s', (_name, scaling, targetsOf) => {
  const app = new App({ context: strict });
  const made = serviceStack({}, new Stack(app, 'Stack', { env: { account: '123456789012', region: 'us-east-1' } }));
  scaling._bind(made.service, targetsOf(made));
  expect(app.synth().stacks).toHaveLength(1);
});
