import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkFailureThreshold, failedTasks } from '../../../src/model/job/task-failure';
import { matchesPattern } from '../../kit/event-pattern';

const CLUSTER = 'arn:aws:ecs:us-east-1:111122223333:cluster/shop';
const FAMILY = 'arn:aws:ecs:us-east-1:111122223333:task-definition/report';
const tasks = { clusterArn: CLUSTER, revisionsArn: `${FAMILY}:`, essential: ['app', 'router'] };

interface Stop {
  readonly stopCode?: string;
  /** Exit codes by container; without one, the container did not start. */
  readonly exits?: Record<string, number | undefined>;
  readonly clusterArn?: string;
  readonly taskDefinitionArn?: string;
  readonly lastStatus?: string;
  readonly group?: string;
}

/** As the ECS Developer Guide shows it, "Task state change events". */
function change({
  stopCode, exits = {}, clusterArn = CLUSTER, taskDefinitionArn = `${FAMILY}:7`, lastStatus = 'STOPPED', group = 'family:report',
}: Stop): object {
  return {
    'version': '0',
    'source': 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    'detail': {
      clusterArn,
      taskDefinitionArn,
      lastStatus,
      desiredStatus: 'STOPPED',
      group,
      stopCode,
      containers: Object.entries(exits).map(([name, exitCode]) => ({ name, exitCode, lastStatus })),
    },
  };
}

const EXITED = 'EssentialContainerExited';

test.each<[string, Stop]>([
  ['ends with exit code 1', { stopCode: EXITED, exits: { app: 1 } }],
  ['is killed for its memory', { stopCode: EXITED, exits: { app: 137, router: 0 } }],
  ['loses another essential container', { stopCode: EXITED, exits: { app: 0, router: 1 } }],
  ['does not start', { stopCode: 'TaskFailedToStart', exits: { app: undefined } }],
  ['is interrupted on Spot, even if it stops well', { stopCode: 'SpotInterruption', exits: { app: 0 } }],
  ['loses its instance to maintenance', { stopCode: 'TerminationNotice', exits: { app: 143 } }],
  ['is lost with its instance', { exits: {} }],
])('a task is watched that %s', (_what, stop) => {
  expect(matchesPattern(failedTasks(tasks), change(stop))).toBe(true);
});

test.each<[string, Stop]>([
  ['is done', { stopCode: EXITED, exits: { app: 0, router: 0 } }],
  ['is done, whatever becomes of its sidecar then', { stopCode: EXITED, exits: { app: 0, router: 0, collector: 143 } }],
  ['is stopped by a user', { stopCode: 'UserInitiated', exits: { app: 137 } }],
  ['still runs', { lastStatus: 'RUNNING', exits: { app: undefined } }],
  ['fails in another cluster', { stopCode: EXITED, exits: { app: 1 }, clusterArn: `${CLUSTER}-two` }],
  ['is stopped by the service that it belongs to', { stopCode: 'ServiceSchedulerInitiated', exits: { app: 143 }, group: 'service:web' }],
  ['fails and is of another family', { stopCode: EXITED, exits: { app: 1 }, taskDefinitionArn: `${FAMILY}-two:1` }],
])('a task is left alone that %s', (_what, stop) => {
  expect(matchesPattern(failedTasks(tasks), change(stop))).toBe(false);
});

test('every container counts where the names of the essential ones are not known', () => {
  const pattern = failedTasks({ clusterArn: CLUSTER, revisionsArn: `${FAMILY}:` });
  expect(matchesPattern(pattern, change({ stopCode: EXITED, exits: { app: 0, collector: 143 } }))).toBe(true);
  expect(matchesPattern(pattern, change({ stopCode: EXITED, exits: { app: 0, collector: 0 } }))).toBe(false);
});

test('fits into a rule with long names', () => {
  // EventBridge quotas: an event pattern has 2,048 characters at the most.
  const arn = (kind: string) => `arn:aws-us-gov:ecs:us-gov-west-1:111122223333:${kind}/${'n'.repeat(255)}`;
  const longest = JSON.stringify(failedTasks({ clusterArn: arn('cluster'), revisionsArn: `${arn('task-definition')}:`, essential: Array(3).fill('c'.repeat(255)) }));
  expect(longest.length).toBeLessThanOrEqual(2048);
});

test.each([
  [{ failures: 0 }, refuse('TaskFailureAlarm.Failures', 'failures', 'takes whole tasks from 1 up, got 0; the nearest is 1')],
  [{ periodMinutes: 0.5 }, refuse('TaskFailureAlarm.Period', 'period', 'takes whole minutes from 1 to 1440, got 0.5; the nearest is 1')],
  [{ periodMinutes: 1441 }, refuse('TaskFailureAlarm.Period', 'period', 'takes whole minutes from 1 to 1440, got 1441; the nearest is 1440')],
])('%p is refused', (threshold, finding) => {
  expect(checkFailureThreshold(threshold)).toEqual([finding]);
});

test('every threshold in range is fine, and so are unknown ones', () => {
  fc.assert(fc.property(
    fc.option(fc.integer({ min: 1, max: 100000 }), { nil: undefined }), fc.option(fc.integer({ min: 1, max: 1440 }), { nil: undefined }),
    (failures, periodMinutes) => { expect(checkFailureThreshold({ failures, periodMinutes })).toEqual([]); },
  ));
});
