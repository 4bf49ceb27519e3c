import { Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { numbered } from './numbered';

/** The stacks that rules between security groups are in, by what a rule says. */
const places = new WeakMap<IConstruct, Map<string, Stack>>();

/**
 * Writes a rule between security groups once in an app: services that share a group need the same one, and EC2 refuses the second.
 *
 * The stack that asks first has it. Those that ask later wait for that one, and are deleted before it.
 *
 * @param rule what it says, of which direction it is among the rest
 */
export function writeOnce(stack: Stack, rule: unknown, write: () => void): void {
  const { root } = stack.node;
  const written = places.get(root) ?? new Map<string, Stack>();
  places.set(root, written);
  const says = JSON.stringify(rule);
  const place = written.get(says);
  if (place === undefined) {
    written.set(says, stack);
    write();
  } else if (place !== stack) {
    stack.addStackDependency(place, 'It has a rule of a security group that both need');
  }
}

/** An id that nothing else of the stack has: ports that only the deployment knows have one label. */
export function freeId(stack: Stack, label: string, index: number = 0): string {
  const id = numbered(label, index);
  return stack.node.tryFindChild(id) ? freeId(stack, label, index + 1) : id;
}
