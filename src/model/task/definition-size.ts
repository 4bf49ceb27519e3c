import { Finding, refuse } from '../finding';
import { isFunction, Properties } from '../template-value';

// ECS Developer Guide, "Amazon ECS service quotas": 64 KiB.
const MOST_BYTES = 65536;
// They are kept apart from the definition.
const NOT_COUNTED = ['Tags'];

/** Refuses a task definition that is longer than ECS takes. */
export function checkDefinitionSize(bytes: number): Finding[] {
  return bytes <= MOST_BYTES ? [] : [refuse('Task.DefinitionSize', '',
    `must be at most ${MOST_BYTES} bytes as JSON, got ${bytes} or more; move environment variables to files or parameters`)];
}

/** How long the properties of an `AWS::ECS::TaskDefinition` are at least: what a function stands for may come to nothing. */
export function definitionBytes(properties: Properties): number {
  return Buffer.byteLength(JSON.stringify(properties, (name, value: unknown) => (NOT_COUNTED.includes(name) ? undefined : withoutFunctions(value))));
}

function withoutFunctions(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => !isFunction(entry));
  return isFunction(value) ? undefined : value;
}
