import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { QueueMetrics } from '../../src/worker/queue-metrics';

const NAMES = { queueName: 'email', clusterName: 'platform', serviceName: 'worker' };
const metrics = new QueueMetrics(NAMES, true);

type Minute = Partial<Record<'waiting' | 'inFlight' | 'tasks', number>>;

/**
 * The value of a minute, or none, as the CloudWatch User Guide ("Using metric math") has it: arithmetic and comparisons of two metrics take
 * what is missing for 0, a division by 0 is dropped, and IF drops what its branch does not have.
 */
function valueOf({ expression }: cloudwatch.MathExpression, { waiting, inFlight, tasks }: Minute): number | undefined {
  const [condition, yes, no] = /^IF\((.*), (.*), (.*)\)$/.exec(expression)?.slice(1) ?? [];
  const branch = condition === undefined ? undefined : [no, yes][Number(evaluate(condition))];
  if (branch === 'waiting') return waiting;
  return evaluate(branch ?? expression);

  function evaluate(formula: string): number | undefined {
    const value = new Function('waiting', 'inFlight', 'tasks', `return Number(${formula});`)(waiting ?? 0, inFlight ?? 0, tasks ?? 0);
    return Number.isFinite(value) ? value : undefined;
  }
}

describe('the backlog of a task', () => {
  test.each<[string, Minute, number | undefined]>([
    ['all tasks are busy and messages wait', { waiting: 90, inFlight: 10, tasks: 10 }, 10],
    ['nothing waits', { waiting: 0, inFlight: 3, tasks: 10 }, 0.3],
    ['nothing is left', { waiting: 0, inFlight: 0, tasks: 10 }, 0],
    ['no task runs, by Container Insights', { waiting: 7, inFlight: 0, tasks: 0 }, undefined],
    ['no task runs, by ECS, which then sends nothing', { waiting: 7, inFlight: 0 }, undefined],
    ['the queue rests, and so does the worker', {}, undefined],
  ])('%s', (_, minute, value) => {
    expect(valueOf(metrics.backlogPerTask(), minute)).toBe(value);
  });

  test('is measured in every minute, and may be shown as its user wants it', () => {
    expect(metrics.backlogPerTask().period.toSeconds()).toBe(60);
    expect(metrics.backlogPerTask()).toHaveProperty('label', 'Messages per running task');
    expect(metrics.backlogPerTask({ label: 'Backlog', color: '#ff0000' })).toMatchObject({ label: 'Backlog', color: '#ff0000' });
  });
});

describe('messages that wait while no task runs', () => {
  test.each<[string, Minute, number | undefined]>([
    ['a task runs', { waiting: 7, tasks: 1 }, 0],
    ['no task runs, by Container Insights', { waiting: 7, tasks: 0 }, 7],
    ['no task runs, by ECS', { waiting: 7 }, 7],
    ['nothing waits', { waiting: 0, tasks: 0 }, 0],
    ['the value of the queue is still on its way: none, and not a 0 that the alarm never gets past', { tasks: 0 }, undefined],
    ['the value of the queue is still on its way while a task runs', { tasks: 1 }, 0],
    ['the queue rests', {}, undefined],
  ])('%s', (_, minute, value) => {
    expect(valueOf(metrics.waitingWithoutTask(), minute)).toBe(value);
  });

  test('have the minutes of the queue, so that nothing depends on what FILL does where there is no value at all', () => {
    expect(metrics.waitingWithoutTask().expression).not.toContain('FILL');
  });

  test('are counted in every minute', () => {
    expect(metrics.waitingWithoutTask().period.toSeconds()).toBe(60);
  });
});

test('the queue says how many messages it has, at the most in a minute', () => {
  const { waiting, inFlight } = metrics.backlogPerTask().usingMetrics;
  expect(waiting.toMetricConfig().metricStat).toMatchObject({
    namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum', dimensions: [{ name: 'QueueName', value: 'email' }],
  });
  expect(inFlight.toMetricConfig().metricStat).toMatchObject({
    namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesNotVisible', statistic: 'Maximum', dimensions: [{ name: 'QueueName', value: 'email' }],
  });
});

test('the age of the oldest message is the most in a minute, unless its user wants it otherwise', () => {
  const ofQueue = { namespace: 'AWS/SQS', metricName: 'ApproximateAgeOfOldestMessage', dimensions: [{ name: 'QueueName', value: 'email' }] };
  expect(metrics.oldestMessageAge().toMetricConfig().metricStat).toMatchObject({ ...ofQueue, statistic: 'Maximum', period: Duration.minutes(1) });
  expect(metrics.oldestMessageAge({ statistic: 'Average', period: Duration.minutes(5), label: 'Age' }).toMetricConfig())
    .toMatchObject({ metricStat: { ...ofQueue, statistic: 'Average', period: Duration.minutes(5) }, renderingProperties: { label: 'Age' } });
});

const OF_SERVICE = [{ name: 'ClusterName', value: 'platform' }, { name: 'ServiceName', value: 'worker' }];

test('Container Insights count the tasks', () => {
  const stat = metrics.backlogPerTask().usingMetrics.tasks.toMetricConfig().metricStat!;
  expect(stat).toMatchObject({ namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount', statistic: 'Average', dimensions: OF_SERVICE });
  expect(stat.period.toSeconds()).toBe(60);
});

test('without them, each task sends one value a minute', () => {
  const stat = new QueueMetrics(NAMES, false).backlogPerTask().usingMetrics.tasks.toMetricConfig().metricStat!;
  expect(stat).toMatchObject({ namespace: 'AWS/ECS', metricName: 'CPUUtilization', statistic: 'SampleCount', dimensions: OF_SERVICE });
  expect(stat.period.toSeconds()).toBe(60);
});
