import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EcsAnywhereFleet, EcsAnywhereFleetProps } from '../../src/anywhere/ecs-anywhere-fleet';
import { EdgeOs } from '../../src/anywhere/edge-os';
import { EdgeService, EdgeServiceProps } from '../../src/anywhere/edge-service';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { recommendedApp, theOnly } from '../kit/stacks';

export const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');

export function newStack(): Stack {
  return new Stack(recommendedApp(), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
}

export function fleetIn(scope: Stack, props: Partial<EcsAnywhereFleetProps> = {}, id: string = 'Edge'): EcsAnywhereFleet {
  return new EcsAnywhereFleet(scope, id, { registrationLimit: 10, operatingSystem: EdgeOs.UBUNTU_24_04, ...props });
}

/** A task that a machine of any size takes. */
export function taskOf(options: Partial<SingleContainerOptions> = {}): TaskBlueprint {
  return TaskBlueprint.container({ image: IMAGE, cpu: 512, memoryMiB: 1024, ...options });
}

/** A service on a fleet in a stack of its own, as machines have to be there first; unless told otherwise. */
export function edgeService(props: Partial<EdgeServiceProps> = {}, stack: Stack = newStack()): { stack: Stack; edge: EdgeService } {
  return { stack, edge: new EdgeService(stack, 'Processor', { fleet: props.fleet ?? fleetIn(stackBeside(stack)), task: taskOf(), ...props }) };
}

/** Another stack of the same app. */
export function stackBeside(stack: Stack, id: string = 'Machines'): Stack {
  return new Stack(stack.node.root as Construct, id, { env: { account: stack.account, region: stack.region } });
}

export function serviceOf(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::Service').Properties;
}

export function definitionOf(stack: Stack): any {
  return theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
}
