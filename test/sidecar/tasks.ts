import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { ServiceFacts } from '../../src/private/service-facts';
import { ISidecar } from '../../src/task/sidecar';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
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
    granted: statementsOf(stack, 'TaskRole'),
  };
}

/** What a sidecar leaves behind where nothing else is in the task definition. */
export interface Bound {
  readonly stack: Stack;
  readonly container: any;
  /** The statements of the task role. */
  readonly granted: any[];
}

/** The container of a sidecar, and what the sidecar does to it. */
export function bound(bind: (container: ecs.ContainerDefinition) => void, stack = newStack(), compatibility = ecs.Compatibility.FARGATE): Bound {
  const taskDefinition = new ecs.TaskDefinition(stack, 'Task', { compatibility, cpu: '256', memoryMiB: '512' });
  bind(taskDefinition.addContainer('Sidecar', { image: IMAGE }));
  return {
    stack,
    container: theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0],
    granted: statementsOf(stack, 'TaskTaskRole'),
  };
}

/** The statements of a role, in it or beside it. */
export function statementsOf(stack: Stack, id: string): any[] {
  const inline = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([name]) => name.startsWith(id)).flatMap(([, role]) => role.Properties.Policies ?? []);
  const beside = propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [role] }) => role.Ref.startsWith(id));
  return [...inline, ...beside].flatMap(({ PolicyDocument: document }) => document.Statement);
}

/** What a service says about a task of one container and its sidecars. */
export function said(sidecars: ISidecar[], options: Partial<SingleContainerOptions> = {}, facts: Partial<ServiceFacts> = {}): string[] {
  return sentences(TaskBlueprint.container({ image: IMAGE, port: 8080, ...options, sidecars })._findings({ ...ON_FARGATE, ...facts }));
}

/** Environment variables as a map. */
export function variablesOf({ Environment: variables = [] }: any): Record<string, any> {
  return Object.fromEntries(variables.map(({ Name, Value }: any) => [Name, Value]));
}
