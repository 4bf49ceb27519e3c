import { Finding } from '../finding';
import { checkRange, Range } from '../range';

// CloudWatch API reference, PutMetricAlarm: whole minutes, a day of them at the most.
const MINUTES: Range = { min: 1, max: 1440, unit: 'minutes' };
const FAILURES: Range = { min: 1, unit: 'tasks' };

// API reference, Task: stopCode. What a user stopped is no failure of the task, and what exited is one if its exit code says so.
const STOPPED_BY_USER = 'UserInitiated';
const EXITED = 'EssentialContainerExited';
const SUCCESS = 0;
// API reference, Task: group.
const OF_SERVICE = 'service:';

/** When too many tasks have failed; absent where it is not known. */
export interface FailureThreshold {
  readonly failures?: number;
  readonly periodMinutes?: number;
}

/** Refuses thresholds that no alarm can be made of. */
export function checkFailureThreshold({ failures, periodMinutes }: FailureThreshold): Finding[] {
  return [
    ...checkRange('TaskFailureAlarm.Failures', 'failures', failures, FAILURES),
    ...checkRange('TaskFailureAlarm.Period', 'period', periodMinutes, MINUTES),
  ];
}

/** By what the tasks are told from others. */
export interface WatchedTasks {
  readonly clusterArn: string;
  /** What the ARNs of the task definition's revisions begin with. */
  readonly revisionsArn: string;
  /** The containers whose end is that of the task; absent where their names are not known. */
  readonly essential?: readonly string[];
}

/**
 * The pattern of an EventBridge rule for tasks that failed or did not start.
 *
 * The exit code of a container that is not essential says nothing: it is killed when the others are done.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function failedTasks({ clusterArn, revisionsArn, essential }: WatchedTasks): Record<string, unknown> {
  return {
    'source': ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    'detail': {
      clusterArn: [clusterArn],
      taskDefinitionArn: [{ prefix: revisionsArn }],
      // A service may share the task definition; it has tasks stopped as a matter of course.
      group: [{ 'anything-but': { prefix: OF_SERVICE } }],
      lastStatus: ['STOPPED'],
      $or: [
        { stopCode: [{ 'anything-but': [STOPPED_BY_USER, EXITED] }, { exists: false }] },
        { stopCode: [EXITED], containers: { ...essential && { name: essential }, exitCode: [{ 'anything-but': [SUCCESS] }] } },
      ],
    },
  };
}
