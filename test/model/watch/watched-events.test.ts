import { DEPLOYMENT_FAILURES, START_FAILURES, watchedEvents } from '../../../src/model/watch/watched-events';
import { matchesPattern } from '../../kit/event-pattern';

const CLUSTER = 'arn:aws:ecs:us-east-1:111122223333:cluster/shop';
const SERVICE = 'arn:aws:ecs:us-east-1:111122223333:service/shop/web';
const pattern = () => watchedEvents({ clusterArn: CLUSTER, servicesArn: 'arn:aws:ecs:us-east-1:111122223333:service/shop/' });

function event(detailType: string, detail: object, resources: string[] = []): object {
  return { 'version': '0', 'source': 'aws.ecs', 'detail-type': detailType, resources, 'detail': { clusterArn: CLUSTER, ...detail } };
}

function serviceAction(eventType: string, eventName: string, clusterArn = CLUSTER): object {
  return event('ECS Service Action', { eventType, eventName, clusterArn, createdAt: '2026-11-19T19:55:38.725Z' }, [SERVICE]);
}

/** The cluster is in the name of the service only. */
function deployment(eventType: string, eventName: string, service = SERVICE): object {
  return event('ECS Deployment State Change', { clusterArn: undefined, eventType, eventName, deploymentId: 'ecs-svc/123', reason: 'tasks failed to start' }, [service]);
}

function daemon(detailType: string, eventType: string, eventName: string): object {
  return event(detailType, { eventType, eventName, daemonArn: 'arn:aws:ecs:us-east-1:111122223333:daemon/shop/agent' });
}

interface Stop { readonly stopCode?: string; readonly stoppedReason?: string; readonly group?: string; readonly exitCodes?: number[] }

function stopped({ stopCode, stoppedReason = '', group = 'service:web', exitCodes = [] }: Stop): object {
  return event('ECS Task State Change', {
    lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stopCode, stoppedReason, group, containers: exitCodes.map((exitCode) => ({ name: 'app', exitCode })),
  });
}

const SCALING = 'Scaling activity initiated by (deployment ecs-svc/123)';
const EXITED = 'Essential container in task exited';

test.each<[string, object]>([
  ['a task that cannot be placed', serviceAction('ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE')],
  ['tasks that do not start', serviceAction('WARN', 'SERVICE_TASK_START_IMPAIRED')],
  ['trouble that ECS may name one day', serviceAction('ERROR', 'SERVICE_SOMETHING_NEW')],
  ['a failed deployment', serviceAction('ERROR', 'SERVICE_DEPLOYMENT_FAILED')],
  ['a failed deployment, told without its cluster', deployment('ERROR', 'SERVICE_DEPLOYMENT_FAILED')],
  ['a daemon that does not start', daemon('ECS Daemon Service Action', 'WARNING', 'DAEMON_TASK_START_IMPAIRED')],
  ['a daemon that goes back', daemon('ECS Daemon Deployment State Change', 'INFO', 'DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS')],
  ['a daemon that cannot go back', daemon('ECS Daemon Deployment State Change', 'ERROR', 'DAEMON_DEPLOYMENT_ROLLBACK_FAILED')],
  ['an image that cannot be pulled', stopped({ stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: not found' })],
  ['a failed health check', stopped({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed ELB health checks in (target-group arn)' })],
  ['an interrupted Spot task', stopped({ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.', exitCodes: [0] })],
  ['an instance that went away', stopped({ stoppedReason: 'Host EC2 (instance i-0123) terminated.' })],
  ['a task of a service that ended, well or not', stopped({ stopCode: 'EssentialContainerExited', stoppedReason: EXITED, exitCodes: [0] })],
  ['a task of its own that failed', stopped({ stopCode: 'EssentialContainerExited', stoppedReason: EXITED, group: 'family:report', exitCodes: [0, 1] })],
  ['a task of its own that did not start', stopped({ stopCode: 'TaskFailedToStart', stoppedReason: 'ResourceInitializationError', group: 'family:report' })],
])('keeps %s', (_what, happened) => {
  expect(matchesPattern(pattern(), happened)).toBe(true);
});

test.each<[string, object]>([
  ['a steady service', serviceAction('INFO', 'SERVICE_STEADY_STATE')],
  ['a deployment that goes on', deployment('INFO', 'SERVICE_DEPLOYMENT_IN_PROGRESS')],
  ['a daemon that is deployed', daemon('ECS Daemon Deployment State Change', 'INFO', 'DAEMON_DEPLOYMENT_SUCCESSFUL')],
  ['scaling in, and the old tasks of a deployment', stopped({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: SCALING, exitCodes: [143] })],
  ['what a user stopped', stopped({ stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user', exitCodes: [137] })],
  ['a task of its own that is done', stopped({ stopCode: 'EssentialContainerExited', stoppedReason: EXITED, group: 'family:report', exitCodes: [0, 0] })],
  ['a task that starts', event('ECS Task State Change', { lastStatus: 'RUNNING', desiredStatus: 'RUNNING', group: 'service:web' })],
  ['an instance that registers', event('ECS Container Instance State Change', { status: 'ACTIVE' })],
  ['trouble in another cluster', serviceAction('ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE', `${CLUSTER}-two`)],
  ['a failed deployment in another cluster', deployment('ERROR', 'SERVICE_DEPLOYMENT_FAILED', 'arn:aws:ecs:us-east-1:111122223333:service/shop-two/web')],
  ['the same from another source', { ...serviceAction('ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE'), source: 'com.example' }],
])('leaves out %s', (_what, happened) => {
  expect(matchesPattern(pattern(), happened)).toBe(false);
});

test('what raises alarms is kept', () => {
  const kept = [...START_FAILURES, ...DEPLOYMENT_FAILURES].map((name) => (
    name.startsWith('DAEMON_DEPLOYMENT') ? daemon('ECS Daemon Deployment State Change', 'INFO', name) : serviceAction('ERROR', name)
  ));
  expect(kept.map((happened) => matchesPattern(pattern(), happened))).toEqual(kept.map(() => true));
});

test('fits into a rule with the longest names', () => {
  // EventBridge quotas: an event pattern has 2,048 characters at the most. ECS: a cluster's name has 255.
  const name = 'c'.repeat(255);
  const arn = (kind: string) => `arn:aws-us-gov:ecs:us-gov-west-1:111122223333:${kind}/${name}`;
  const longest = JSON.stringify(watchedEvents({ clusterArn: arn('cluster'), servicesArn: `${arn('service')}/` }));
  expect(longest.length).toBeLessThanOrEqual(2048);
});
