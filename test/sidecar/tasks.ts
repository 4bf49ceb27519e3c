import { Stack } from 'aws-cdk-lib/core';
import { ServiceFacts } from '../../src/private/service-facts';
import { ISidecar } from '../../src/task/sidecar';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { propertiesOf } from '../kit/stacks';
import { IMAGE, newStack, ON_FARGATE, sentences, taskOf } from '../task/tasks';

/** A task of one container and its sidecars, in a stack of its own. */
export interface Joined {
  readonly stack: Stack;
  readonly task: any;
  /** Containers by name. */
  readonly containers: Record<string, any>;
  /** The statements of the task role. */
  readonly granted: any[];
}

/** The task that one container and its sidecars become. */
export function joined(
  sidecars: ISidecar[], options: Partial<SingleContainerOptions> = {}, stack = newStack(), facts: Partial<ServiceFacts> = {},
): Joined {
  const task = taskOf(TaskBlueprint.container({ image: IMAGE, port: 8080, ...options, sidecars }), facts, stack);
  return {
    stack,
    task,
    containers: Object.fromEntries(task.ContainerDefinitions.map((container: any) => [container.Name, container])),
    granted: propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [role] }) => role.Ref.startsWith('TaskRole'))
      .flatMap(({ PolicyDocument: document }) => document.Statement),
  };
}

/** What a service says about a task of one container and its sidecars. */
export function said(sidecars: ISidecar[], options: Partial<SingleContainerOptions> = {}, facts: Partial<ServiceFacts> = {}): string[] {
  return sentences(TaskBlueprint.container({ image: IMAGE, port: 8080, ...options, sidecars })._findings({ ...ON_FARGATE, ...facts }));
}

/** Environment variables as a map. */
export function variablesOf({ Environment: variables = [] }: any): Record<string, any> {
  return Object.fromEntries(variables.map(({ Name, Value }: any) => [Name, Value]));
}
