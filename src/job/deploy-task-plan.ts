import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerOverrides, renderOverrides } from './container-overrides';
import { RunnableTask } from './runnable-task';

/** How a task is run for a deployment. */
export interface DeployTaskPlan {
  readonly inputs: { readonly [name: string]: string };
  readonly overrides: readonly ContainerOverrides[];
  readonly timeout: Duration;
  readonly logLines: number;
}

/**
 * What the function is told of a task, as text: CloudFormation hands over numbers as text anyway.
 *
 * Containers may be added to a task definition until the template is written.
 */
export function renderPlan(scope: Construct, runnable: RunnableTask, { inputs, logLines, overrides, timeout }: DeployTaskPlan): string {
  return Lazy.uncachedString({
    produce: () => Stack.of(scope).toJsonString({
      id: scope.node.addr,
      run: runTaskInput(runnable, overrides),
      inputs,
      timeoutSeconds: timeout.toSeconds(),
      logLines,
      ...containersOf(runnable.taskDefinition),
    }),
  });
}

/** `RunTask` of the ECS API, without what differs from run to run. */
function runTaskInput(runnable: RunnableTask, overrides: readonly ContainerOverrides[]): object {
  const { awsvpc, clusterArn, placementStrategy = [], taskDefinitionArn, ...launch } = runnable.launch;
  return {
    ...launch,
    cluster: clusterArn,
    taskDefinition: taskDefinitionArn,
    placementStrategy: placementStrategy.length > 0 ? placementStrategy : undefined,
    networkConfiguration: awsvpc && { awsvpcConfiguration: awsvpc },
    overrides: overrides.length > 0 ? { containerOverrides: renderOverrides(overrides, runnable) } : undefined,
    enableECSManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  };
}

/** Where a container logs to in CloudWatch Logs: its streams are named `prefix/container/task`. */
export interface ContainerLog {
  readonly container: string;
  readonly group: string;
  readonly prefix: string;
}

/** The logs of the containers that a task can fail with. */
export function logsOf(taskDefinition: ecs.TaskDefinition): ContainerLog[] {
  return essentialIn(taskDefinition).flatMap(({ containerName: container, logDriverConfig }) => {
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logDriverConfig?.options ?? {};
    return logDriverConfig?.logDriver === 'awslogs' && group && prefix ? [{ container, group, prefix }] : [];
  });
}

/** The names of the containers that count, the one that does the work first, and their logs. */
function containersOf(taskDefinition: ecs.TaskDefinition): object {
  const essential = essentialIn(taskDefinition).map(({ containerName }) => containerName);
  const main = taskDefinition.defaultContainer?.containerName ?? essential[0];
  return {
    main,
    essential: [main, ...essential.filter((name) => name !== main)],
    logs: Object.fromEntries(logsOf(taskDefinition).map(({ container, ...log }) => [container, log])),
  };
}

function essentialIn(taskDefinition: ecs.TaskDefinition): ecs.ContainerDefinition[] {
  const { containers } = taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] };
  return containers.filter(({ essential }) => essential);
}
