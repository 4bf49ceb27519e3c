import { Token, Tokenization } from 'aws-cdk-lib/core';
import { ContainerOverrideItem } from './container-overrides';
import { TaskLaunch } from './task-launch';

/** What one run of a task is, beside what the task itself is. */
export interface RunRequest {
  readonly taskCount?: number;
  readonly overrides?: readonly ContainerOverrideItem[];
}

/**
 * A request of `RunTask`, as the API, the SDKs and the CLI take it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export function runTaskRequest(launch: TaskLaunch, { taskCount, overrides = [] }: RunRequest): Record<string, unknown> {
  return withoutNothing({
    cluster: launch.clusterArn,
    taskDefinition: launch.taskDefinitionArn,
    count: taskCount,
    capacityProviderStrategy: launch.capacityProviderStrategy,
    networkConfiguration: launch.awsvpc && { awsvpcConfiguration: launch.awsvpc },
    placementStrategy: launch.placementStrategy,
    placementConstraints: launch.placementConstraints,
    overrides: overrides.length > 0 ? { containerOverrides: overrides } : undefined,
    enableExecuteCommand: launch.enableExecuteCommand,
    enableECSManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  }) as Record<string, unknown>;
}

// No argument or variable of a container has this sign in it.
const MARK = '\0';

/**
 * The request in JSON, tokens and all, as a text that can be quoted: what `Stack.toJsonString` makes shows its own text at synth only.
 */
export function requestText(request: Record<string, unknown>): string {
  const text = JSON.stringify(request, (_, value) => (
    typeof value === 'number' && Token.isUnresolved(value) ? `${MARK}${Tokenization.stringifyNumber(value)}${MARK}` : value));
  return text.replace(/"\\u0000(\$\{Token\[[^\]]*\]\})\\u0000"/g, '$1');
}

/**
 * The same for Step Functions, which writes names with capital letters.
 *
 * Its integration waits for one task and takes neither a count nor tags that ECS manages.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function runTaskParameters(launch: TaskLaunch, overrides: readonly ContainerOverrideItem[]): Record<string, unknown> {
  const { enableECSManagedTags, ...request } = runTaskRequest(launch, { overrides });
  return capitalised(request) as Record<string, unknown>;
}

function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name[0].toUpperCase() + name.slice(1), capitalised(part)]));
}

/** Without what is absent, and lists of nothing. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0))
    .map(([name, part]) => [name, withoutNothing(part)]));
}
