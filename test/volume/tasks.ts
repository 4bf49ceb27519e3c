import { Stack } from 'aws-cdk-lib/core';
import { ServiceFacts } from '../../src/private/service-facts';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { BoundTask } from '../../src/task/task-source';
import { propertiesOf, theOnly } from '../kit/stacks';
import { IMAGE, ON_FARGATE } from '../task/tasks';

export const ON_EC2: ServiceFacts = { ...ON_FARGATE, platforms: ['ec2'] };
/** The volume `data`, mounted to write. */
export const DATA = [{ volume: 'data', path: '/data' }];

/** A task of one container, which has no directories of its own. */
export function bind(stack: Stack, options: Partial<SingleContainerOptions>, facts = ON_FARGATE): BoundTask {
  return TaskBlueprint.container({ image: IMAGE, memoryMiB: 512, readonlyRootFilesystem: false, ...options })._bind(stack, facts);
}

/** The volumes and mount points of the task definition. */
export function written(stack: Stack, options: Partial<SingleContainerOptions>, facts = ON_FARGATE) {
  bind(stack, { mounts: DATA, ...options }, facts);
  const { ContainerDefinitions: [container], Volumes: volumes } = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
  return { volumes, mounts: container.MountPoints };
}

/** Statements of the task role. */
export function taskRolePolicy(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [role] }) => role.Ref.startsWith('TaskRole')).flatMap(({ PolicyDocument: { Statement } }) => Statement);
}
