import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { QueueWorkerProps } from './queue-worker';
import { closesCircle, waitsForWorker } from './stack-circle';
import { CapacityFacts } from '../cluster/capacity-kind';
import { Finding, refuse, under } from '../model/finding';
import { FARGATE_TIMEOUT } from '../model/task/container-limits';
import { checkBacklog, checkInterruption } from '../model/worker/backlog';
import { checkTaskElsewhere } from '../model/worker/task-elsewhere';
import { known, knownSeconds } from '../private/known';
import { ServicePlan } from '../service/service-choices';
import { TaskBlueprint } from '../task/task-blueprint';
import { DEFAULT_STOP_SECONDS } from '../task/task-source';

// The target is calculated from what `checkBacklog` refuses first.
const TARGET = 'scaling.Backlog';

/** The props, with the defaults filled in that matter here. */
type WorkerChoices = Pick<QueueWorkerProps, 'task' | 'acceptableLatency' | 'messageDuration'>
& Required<Pick<QueueWorkerProps, 'queue' | 'alarms' | 'concurrency' | 'tasks' | 'taskProtection'>>;

/** Everything wrong with a worker, alone and together. */
export function checkQueueWorker(scope: Construct, worker: WorkerChoices, plan: ServicePlan, cluster: ecs.ICluster): Finding[] {
  const { acceptableLatency, alarms, concurrency, messageDuration, queue, task, taskProtection, tasks } = worker;
  const [latencySeconds, messageSeconds] = [knownSeconds(acceptableLatency), knownSeconds(messageDuration)];
  return [
    ...checkBacklog({ latencySeconds, messageSeconds, concurrency: known(concurrency), maxTasks: known(tasks.max) }),
    ...under('queue', queue._findings(scope, { latencySeconds, messageSeconds })),
    ...under('alarms', alarms._findings(scope, { latencySeconds, messageSeconds, retentionSeconds: queue._retentionSeconds })),
    ...checkVariable(task, plan, queue._urlVariable),
    ...checkStacks(scope, worker, cluster),
    ...plan.findings().filter(({ path }) => !path.startsWith(TARGET)).map(asTasks),
    ...checkInterruption({ messageSeconds, stopSeconds: task._stopSeconds(plan.facts), protection: taskProtection, spot: plan.facts.spot }),
  ];
}

/** How long containers get to stop that name no time: enough for a message in work, as far as Fargate and Spot allow; absent where that is given anyway. */
export function stopFor(task: TaskBlueprint, { spot }: CapacityFacts, messageSeconds: number | undefined): Duration | undefined {
  if (task._isExisting || spot || messageSeconds === undefined || messageSeconds <= DEFAULT_STOP_SECONDS) return undefined;
  return Duration.seconds(Math.min(Math.ceil(messageSeconds), FARGATE_TIMEOUT.max!));
}

/** The user of a worker names no scaling, but its bounds. */
function asTasks(finding: Finding): Finding {
  return { ...finding, path: finding.path.replace(/^scaling(?=\.|$)/, 'tasks') };
}

/** The variable and the role of an existing task definition are made in its stack, which the worker's then waits for. */
function checkStacks(scope: Construct, { queue, task, taskProtection }: WorkerChoices, cluster: ecs.ICluster): Finding[] {
  const stack = task._stack;
  return stack === undefined ? [] : checkTaskElsewhere({
    taskStack: stack.node.path,
    workerStack: Stack.of(scope).node.path,
    queue: queue._given ? closesCircle(stack, queue._given, scope) : waitsForWorker(stack, scope),
    cluster: taskProtection && closesCircle(stack, cluster, scope),
  });
}

/** The address of the queue goes to the container that the CDK takes for the main one: the first that is essential. */
function checkVariable(task: TaskBlueprint, plan: ServicePlan, variable: string): Finding[] {
  const container = task._facts(plan.facts).containers.find(({ essential }) => essential !== false);
  if (container === undefined) {
    return [refuse('QueueWorker.NoContainer', 'task', 'needs an essential container that gets the address of the queue, got none; add it before the worker is made')];
  }
  const taken = [...(container.environment ?? []).map(({ name }) => name), ...(container.secrets ?? [])];
  return known(variable) === undefined || !taken.includes(variable) ? [] : [refuse('QueueWorker.VariableTaken', 'queue.urlVariable',
    `must be free for the address of the queue, got ${variable}, which the container has already; take another name, or leave it out of the container`)];
}
