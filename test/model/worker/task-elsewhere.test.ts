import { advise, refuse } from '../../../src/model/finding';
import { checkFixedRole, checkTaskElsewhere } from '../../../src/model/worker/task-elsewhere';

const STACKS = { taskStack: 'Tasks', workerStack: 'Worker' };

test('a task definition of another stack names nothing of the worker\'s', () => {
  expect(checkTaskElsewhere({ ...STACKS, queue: true, cluster: true })).toEqual([
    refuse('QueueWorker.TaskElsewhere', 'task', 'is made in Tasks, and would name the queue of Worker, which waits for it; ' +
      'make the task definition in Worker, or the queue in Tasks for `WorkQueue.existing`'),
    refuse('QueueWorker.TaskElsewhere', 'task', 'is made in Tasks, and would name the cluster of Worker, which waits for it; ' +
      'make the task definition in Worker, or the cluster in Tasks, or set `taskProtection` to false'),
  ]);
  expect(checkTaskElsewhere({ ...STACKS, queue: false, cluster: false })).toEqual([]);
});

test('of a role that stays as it is, it is said what it needs', () => {
  expect(checkFixedRole(['sqs:ReceiveMessage', 'kms:Decrypt'])).toEqual([
    advise('QueueWorker.FixedRole', 'task', 'has a role that takes no policies from this app; let it sqs:ReceiveMessage, kms:Decrypt where it is made, and acknowledge this'),
  ]);
});
