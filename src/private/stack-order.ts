import { CfnElement, Stack } from 'aws-cdk-lib/core';
import { readReferences } from './references';

/**
 * Which stack waits for which, before the references between them are resolved.
 *
 * What a nested stack waits for its top-level stack waits for, since they are deployed together. To be asked once all aspects have run. Reads
 * the templates of the stacks that lie on the way, each once.
 */
export class StackOrder {
  private readonly upstream = new Map<Stack, Set<Stack>>();

  /** Whether a stack waits, over however many others, for another one. */
  public waitsFor(stack: Stack, other: Stack): boolean {
    const [start, target] = rivals(stack, other);
    const seen = new Set<Stack>();
    const pending = [...this.upstreamOf(start)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next === target) return true;
      if (!seen.has(next)) {
        seen.add(next);
        pending.push(...this.upstreamOf(next));
      }
    }
    return false;
  }

  /** From now on, a stack waits for another one. */
  public add(stack: Stack, other: Stack): void {
    const [later, earlier] = rivals(stack, other);
    this.upstreamOf(later).add(earlier);
  }

  private upstreamOf(stack: Stack): Set<Stack> {
    const known = this.upstream.get(stack) ?? readUpstream(stack);
    this.upstream.set(stack, known);
    return known;
  }
}

/** A stack, the one that it is nested in, and so on up to the one that is deployed. */
export function withParents(stack: Stack): Stack[] {
  return stack.nestedStackParent ? [stack, ...withParents(stack.nestedStackParent)] : [stack];
}

/** The stacks of two that are deployed one after the other: their top-level ones, or those below the nearest stack that holds both. */
function rivals(one: Stack, other: Stack): [Stack, Stack] {
  const [ones, others] = [withParents(one).reverse(), withParents(other).reverse()];
  const fork = ones.findIndex((stack, index) => stack !== others[index]);
  return fork === -1 || others[fork] === undefined ? [one, other] : [ones[fork], others[fork]];
}

/** What a stack and those that are nested in it wait for, seen from beside it. */
function readUpstream(stack: Stack): Set<Stack> {
  const upstream = new Set<Stack>();
  const add = (other: Stack) => {
    if (!withParents(other).includes(stack)) upstream.add(rivals(stack, other)[1]);
  };
  for (const construct of stack.node.findAll()) {
    const owner = Stack.of(construct);
    if (!withParents(owner).includes(stack)) continue;
    if (Stack.isStack(construct)) construct.dependencies.forEach(add);
    construct.node.dependencies.forEach((dependency) => add(Stack.of(dependency)));
    if (CfnElement.isCfnElement(construct)) readReferences(construct).forEach((target) => add(Stack.of(target)));
  }
  return upstream;
}
