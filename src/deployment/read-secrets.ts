import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { known } from '../private/known';

// Secrets Manager User Guide, "Staging labels": the value that is read unless another one is named.
const CURRENT = 'AWSCURRENT';
// ECS API reference, Secret valueFrom: an ARN of Secrets Manager has seven parts, and `:json-key:version-stage:version-id` may follow.
const SECRET_PARTS = 7;
const SUFFIX_PARTS = 3;

/** A secret or a parameter that tasks read as they start. */
export interface ReadSecret {
  readonly service: 'secretsmanager' | 'ssm';
  readonly arn: string;
  /** Whether the ARN has the six characters at its end, in Secrets Manager; absent where that is not known. */
  readonly complete?: boolean;
  /** The label of the version that is read, in Secrets Manager. */
  readonly label?: string;
}

/** What the L2 renders of a container: plain values, where the L1 would take more. */
interface RenderedContainer {
  readonly secrets?: ecs.CfnTaskDefinition.SecretProperty[];
  readonly logConfiguration?: { readonly secretOptions?: ecs.CfnTaskDefinition.SecretProperty[] };
}

/** What the containers of a task definition read as they start, their log drivers included; not what is pinned to one version. */
export function secretsReadBy(taskDefinition: ecs.TaskDefinition): ReadSecret[] {
  const { containers } = taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] };
  return containers
    .map((container) => container.renderContainerDefinition() as RenderedContainer)
    .flatMap(({ secrets = [], logConfiguration: { secretOptions = [] } = {} }) => [...secrets, ...secretOptions])
    .flatMap(({ valueFrom }) => readSecret(Stack.of(taskDefinition), valueFrom));
}

/** A secret by its ARN, whole or without the six characters at its end. */
export function secretWithArn(arn: string, complete?: boolean): ReadSecret {
  return { service: 'secretsmanager', arn, complete, label: CURRENT };
}

/** A parameter by its ARN. */
export function parameterWithArn(arn: string): ReadSecret {
  return { service: 'ssm', arn };
}

/** An ARN that is one token has no colons, and is one of Secrets Manager: those of parameters are put together of several. */
function readSecret(stack: Stack, valueFrom: string): ReadSecret[] {
  const parts = valueFrom.split(':');
  if (parts[2] === 'ssm') return [parameterWithArn(valueFrom)];
  if (parts.length === 1 && known(valueFrom) !== undefined) {
    return [parameterWithArn(stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: valueFrom.replace(/^\//, '') }))];
  }
  const suffix = parts.splice(parts.length === 1 || parts.length === SECRET_PARTS ? parts.length : parts.length - SUFFIX_PARTS);
  const [, label = '', version = ''] = suffix;
  return version === '' ? [{ ...secretWithArn(parts.join(':')), label: label === '' ? CURRENT : label }] : [];
}
