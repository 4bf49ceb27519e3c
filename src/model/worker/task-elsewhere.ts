import { advise, Finding, refuse } from '../finding';

/** What an existing task definition of another stack would name, where that stack would wait for the worker's. */
export interface TaskElsewhere {
  readonly taskStack: string;
  readonly workerStack: string;
  readonly queue: boolean;
  /** Only tasks that may protect themselves name it. */
  readonly cluster: boolean;
}

/** Refuses two stacks that wait for each other: the worker names the task definition, whose variable and role name the queue. */
export function checkTaskElsewhere({ taskStack, workerStack, queue, cluster }: TaskElsewhere): Finding[] {
  const text = (what: string, remedy: string) => `is made in ${taskStack}, and would name the ${what} of ${workerStack}, which waits for it; ` +
    `make the task definition in ${workerStack}, or ${remedy}`;
  return [
    ...(queue ? [refuse('QueueWorker.TaskElsewhere', 'task', text('queue', `the queue in ${taskStack} for \`WorkQueue.existing\``))] : []),
    ...(cluster ? [refuse('QueueWorker.TaskElsewhere', 'task', text('cluster', `the cluster in ${taskStack}, or set \`taskProtection\` to false`))] : []),
  ];
}

/** Advises where the role of the tasks stays as it is. */
export function checkFixedRole(actions: readonly string[]): Finding[] {
  return [advise('QueueWorker.FixedRole', 'task', `has a role that takes no policies from this app; let it ${actions.join(', ')} where it is made, and acknowledge this`)];
}
