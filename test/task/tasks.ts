import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { Finding, sentence } from '../../src/model/finding';
import { ServiceFacts } from '../../src/private/service-facts';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { theOnly } from '../kit/stacks';

/** A service on Fargate that asks for nothing special. */
export const ON_FARGATE: ServiceFacts = { platforms: ['fargate'], spot: false, ipv6Only: false, exec: false };

export const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29');

export function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

/** The task definition that a blueprint becomes. */
export function taskOf(blueprint: TaskBlueprint, facts: Partial<ServiceFacts> = {}, stack = newStack()): any {
  blueprint._bind(stack, { ...ON_FARGATE, ...facts });
  return theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
}

/** The container that the options become. */
export function containerOf(options: Partial<SingleContainerOptions>, facts: Partial<ServiceFacts> = {}, stack = newStack()): any {
  return taskOf(TaskBlueprint.container({ image: IMAGE, ...options }), facts, stack).ContainerDefinitions[0];
}

/** Findings as a person reads them, the path of the task in front. */
export function sentences(findings: Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
}

/** What a service says about a task of one container. */
export function saidOf(options: Partial<SingleContainerOptions>, facts: Partial<ServiceFacts> = {}): string[] {
  return sentences(TaskBlueprint.container({ image: IMAGE, ...options })._findings({ ...ON_FARGATE, ...facts }));
}
