/** By what the events of a cluster are told from those of others. */
export interface WatchedCluster {
  readonly clusterArn: string;
  /** What the ARNs of its services begin with: events on their deployments do not name the cluster. */
  readonly servicesArn: string;
}

// Developer Guide, "Amazon ECS service action events" and "Daemon events": services say WARN, daemons say WARNING.
const TROUBLE = ['WARN', 'WARNING', 'ERROR'];

/** What ECS says when new tasks do not get to run. */
export const START_FAILURES: readonly string[] = [
  'SERVICE_TASK_PLACEMENT_FAILURE',
  'SERVICE_TASK_START_IMPAIRED',
  'SERVICE_TASK_CONFIGURATION_FAILURE',
  'SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED',
  'DAEMON_TASK_START_IMPAIRED',
];

// Developer Guide, "Daemon events": that a daemon goes back is news of type INFO.
const DAEMON_ROLLBACKS = ['DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS', 'DAEMON_DEPLOYMENT_ROLLBACK_FAILED'];

/** What ECS says when a deployment fails. */
export const DEPLOYMENT_FAILURES: readonly string[] = ['SERVICE_DEPLOYMENT_FAILED', ...DAEMON_ROLLBACKS];

// API reference, Task: stopCode. A task without one was lost with its instance.
const STOPPED_BY_USER = 'UserInitiated';
const EXITED = 'EssentialContainerExited';
// Developer Guide, "Stopped tasks error messages": scaling in, and the old tasks of a deployment. Failed health checks have the same stopCode.
const ROUTINE = 'Scaling activity initiated by';

/**
 * The pattern of one EventBridge rule for everything that went wrong in a cluster.
 *
 * What a user stopped, scaling and deployments replaced, or ended well outside of a service, is no news.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function watchedEvents({ clusterArn, servicesArn }: WatchedCluster): Record<string, unknown> {
  const lastStatus = ['STOPPED'];
  const happenedInCluster = {
    clusterArn: [clusterArn],
    $or: [
      { eventType: TROUBLE },
      { eventName: DAEMON_ROLLBACKS },
      {
        lastStatus,
        stopCode: [{ 'anything-but': [STOPPED_BY_USER, EXITED] }, { exists: false }],
        stoppedReason: [{ 'anything-but': { prefix: ROUTINE } }],
      },
      { lastStatus, stopCode: [EXITED], group: [{ prefix: 'service:' }] },
      { lastStatus, stopCode: [EXITED], containers: { exitCode: [{ 'anything-but': [0] }] } },
    ],
  };
  return {
    source: ['aws.ecs'],
    $or: [
      { detail: happenedInCluster },
      { 'detail-type': ['ECS Deployment State Change'], 'resources': [{ prefix: servicesArn }], 'detail': { eventType: ['ERROR'] } },
    ],
  };
}
