import { createHash } from 'crypto';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { ContainerOverrides, renderOverrides } from './container-overrides';
import { RunnableTask } from './runnable-task';

/** What has a task run again where it differs. */
export interface RepeatedRun {
  readonly runnable: RunnableTask;
  readonly inputs: { readonly [name: string]: string };
  readonly overrides: readonly ContainerOverrides[];
}

// A nonce takes 255 characters, and a service has a few hooks at the most.
const DIGEST_LENGTH = 16;

/** What the hooks of a service run. */
const runs = new WeakMap<ecs.CfnService, RepeatedRun[]>();

/** Has a service deployed when what its hook runs changes: ECS starts no deployment for hooks that change. */
export function deployFor(service: ecs.CfnService, run: RepeatedRun): void {
  const known = runs.get(service) ?? [];
  runs.set(service, [...known, run]);
  service.forceNewDeployment ??= {
    enableForceNewDeployment: true,
    forceNewDeploymentNonce: Lazy.uncachedString({ produce: () => runs.get(service)!.map((each) => nonceOf(service, each)).join(' ') }),
  };
}

/** Short, whatever is known of the run at synth; what is not is kept as it is. */
function nonceOf(service: ecs.CfnService, { inputs, overrides, runnable }: RepeatedRun): string {
  const { family, taskDefinitionArn } = runnable.taskDefinition;
  const stack = Stack.of(service);
  const text = stack.resolve(stack.toJsonString({ family, inputs, overrides: renderOverrides(overrides, runnable) }));
  const parts: any[] = typeof text === 'string' ? [text] : text['Fn::Join'][1];
  const literal = parts.filter((part) => typeof part === 'string');
  const digest = createHash('sha256').update(JSON.stringify(literal)).digest('hex').slice(0, DIGEST_LENGTH);
  const revision = Fn.select(6, Fn.split(':', taskDefinitionArn));
  return Fn.join(' ', [revision, digest, ...parts.filter((part) => typeof part !== 'string')]);
}
