import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { QueueWorker, QueueWorkerProps, TaskBlueprint } from '../../src';
import { newStack, platformIn } from '../cluster/services';
import { propertiesOf, resourcesOf } from '../kit/stacks';

export const QUEUE = 'AWS::SQS::Queue';
export const QUEUE_POLICY = 'AWS::SQS::QueuePolicy';
export const ALARM = 'AWS::CloudWatch::Alarm';
export const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';

export const imageTask = TaskBlueprint.container({ image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/email:1.0') });

/** A worker as the documentation has it, unless told otherwise. */
export function workerIn(
  props: (stack: Stack) => Partial<QueueWorkerProps> = () => ({}), stack: Stack = newStack(),
): { stack: Stack; worker: QueueWorker } {
  const worker = new QueueWorker(stack, 'Email', {
    task: imageTask, acceptableLatency: Duration.minutes(2), messageDuration: Duration.seconds(5), ...inCluster(stack, props(stack)),
  });
  return { stack, worker };
}

/** In the cluster of the stack where neither the props nor pools name another. */
function inCluster(stack: Stack, props: Partial<QueueWorkerProps>): Partial<QueueWorkerProps> {
  return 'cluster' in props || props.capacity?._cluster ? props : { cluster: platformIn(stack), ...props };
}

/** The properties of the resource behind a reference of the template. */
export function behind(stack: Stack, reference: string): any {
  const { Ref: ref, 'Fn::GetAtt': attribute } = stack.resolve(reference);
  return resourcesOf(stack)[ref ?? attribute[0]].Properties;
}

/** All statements of policies on roles, those inline excepted. */
export function statements(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument: { Statement: found } }) => found);
}
