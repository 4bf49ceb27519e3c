import { Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { withParents } from '../private/stack-order';

/**
 * Whether two stacks would wait for each other: a worker names what is made in one stack, where something of the worker's is named in turn.
 *
 * @param early the stack of what the worker names
 * @param named what is named there
 */
export function closesCircle(early: Stack, named: IConstruct, worker: IConstruct): boolean {
  // What is imported is in no template.
  return named.node.defaultChild !== undefined && waitsFor(early, Stack.of(named), Stack.of(worker));
}

/** The same for what the worker is to make. */
export function waitsForWorker(early: Stack, worker: IConstruct): boolean {
  return waitsFor(early, Stack.of(worker), Stack.of(worker));
}

/** A nested stack may name what is around it: that waits for nothing in it. */
function waitsFor(early: Stack, named: Stack, worker: Stack): boolean {
  if (withParents(early).includes(named)) return false;
  return named === worker || (topOf(named) === topOf(worker) && topOf(early) !== topOf(worker));
}

function topOf(stack: Stack): Stack {
  return withParents(stack).pop()!;
}
