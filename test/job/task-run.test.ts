import { Duration, Lazy } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { StandaloneTask } from '../../src/job/standalone-task';
import { SupervisedRunOptions, TaskRun } from '../../src/job/task-run';
import { Finding, refuse } from '../../src/model/finding';
import { RunFacts } from '../../src/model/job/run-capacity';

const task = { taskFacts: { containers: [{ name: 'app' }] } } as unknown as StandaloneTask;
const unknown = Lazy.number({ produce: () => 0 });

test.each<[string, TaskRun, RunFacts]>([
  ['one task that nobody starts again', TaskRun.unsupervised(), { tasks: 1, retried: false }],
  ['all of its tasks with one call', TaskRun.unsupervised({ taskCount: 10 }), { tasks: 10, retried: false }],
  ['tasks nobody knows how many', TaskRun.unsupervised({ taskCount: unknown }), { tasks: undefined, retried: false }],
  ['one task, which is started again', TaskRun.supervised(), { tasks: 1, retried: true }],
  ['several tasks one by one', TaskRun.supervised({ taskCount: 10, retries: 1 }), { tasks: 1, retried: true }],
  ['tasks that are told not to be tried again', TaskRun.supervised({ retries: 0 }), { tasks: 1, retried: false }],
  ['tasks nobody knows how often', TaskRun.supervised({ retries: unknown }), { tasks: 1, retried: true }],
])('for its capacity, a run starts %s', (_what, run, facts) => {
  expect(run._facts).toEqual(facts);
});

test('a run that nobody supervises has no options of one that is', () => {
  expect(TaskRun.unsupervised({ taskCount: 2 })._supervision).toBeUndefined();
  expect(TaskRun.supervised({ taskCount: 2 })._supervision).toEqual({ taskCount: 2 });
});

test.each<[SupervisedRunOptions, Finding]>([
  [{ taskCount: 0 }, refuse('StandaloneTask.TaskCount', 'taskCount', 'takes whole tasks from 1 to 10, got 0; the nearest is 1')],
  [{ taskCount: 11 }, refuse('StandaloneTask.TaskCount', 'taskCount', 'takes whole tasks from 1 to 10, got 11; the nearest is 10')],
  [{ overrides: [{}, { container: 'web' }] }, refuse('ContainerOverrides.UnknownContainer', 'overrides[1].container', "names a container of the task, which has app, got 'web'")],
  [{ timeout: Duration.millis(1500) }, refuse('TaskRun.Timeout', 'timeout', 'takes whole seconds from 1 to 99999999, got 1.5; the nearest is 2')],
  [{ retries: -1 }, refuse('TaskRun.Retries', 'retries', 'takes whole retries from 0 to 99999999, got -1; the nearest is 0')],
  [{ retryDelay: Duration.seconds(0) }, refuse('TaskRun.RetryDelay', 'retryDelay', 'takes whole seconds from 1 to 99999999, got 0; the nearest is 1')],
])('%j is refused by its own path', (options, finding) => {
  expect(TaskRun.supervised(options)._findings(task)).toEqual([finding]);
});

test('what is in range is taken, and so is what is not known', () => {
  const perhaps = <T>(known: fc.Arbitrary<T>, token: T) => fc.option(fc.oneof(known, fc.constant(token)), { nil: undefined });
  const span = perhaps(fc.integer({ min: 1, max: 99_999_999 }).map((seconds) => Duration.seconds(seconds)), Duration.seconds(unknown));
  const [taskCount, retries] = [perhaps(fc.integer({ min: 1, max: 10 }), unknown), perhaps(fc.nat({ max: 99_999_999 }), unknown)];
  const options = fc.record({ taskCount, retries, timeout: span, retryDelay: span });
  fc.assert(fc.property(options, (each) => {
    expect([...TaskRun.supervised(each)._findings(task), ...TaskRun.unsupervised({ taskCount: each.taskCount })._findings(task)]).toEqual([]);
  }));
});

test('what fills a run in is for its owner to say', () => {
  const run = TaskRun.unsupervised({ overrides: [{ environment: { AT: '<aws.scheduler.scheduled-time>' } }] });
  expect(run._findings(task, { by: 'scheduler', remedy: '' })).toEqual([]);
  expect(run._findings(task, { remedy: 'leave it out' })).toEqual([refuse('ContainerOverrides.NotFilled', 'overrides[0].environment.AT',
    'is passed on as it is, got <aws.scheduler.scheduled-time>, which nothing fills in here; leave it out')]);
});
