import { CfnElement, Stack } from 'aws-cdk-lib/core';
import { readReferences } from './references';

/**
 * Which stack waits for which, before the references between them are resolved.
 *
 * To be asked once all aspects have run. Reads the templates of the stacks that lie on the way, each once.
 */
export class StackOrder {
  private readonly upstream = new Map<Stack, Set<Stack>>();

  /** Whether a stack waits, over however many others, for another one. */
  public waitsFor(stack: Stack, other: Stack): boolean {
    const seen = new Set<Stack>();
    const pending = [...this.upstreamOf(stack)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next === other) return true;
      if (!seen.has(next)) {
        seen.add(next);
        pending.push(...this.upstreamOf(next));
      }
    }
    return false;
  }

  /** From now on, a stack waits for another one. */
  public add(stack: Stack, other: Stack): void {
    this.upstreamOf(stack).add(other);
  }

  private upstreamOf(stack: Stack): Set<Stack> {
    const known = this.upstream.get(stack) ?? readUpstream(stack);
    this.upstream.set(stack, known);
    return known;
  }
}

function readUpstream(stack: Stack): Set<Stack> {
  const upstream = new Set(stack.dependencies);
  for (const construct of stack.node.findAll()) {
    if (Stack.of(construct) !== stack) continue;
    construct.node.dependencies.forEach((dependency) => upstream.add(Stack.of(dependency)));
    if (CfnElement.isCfnElement(construct)) {
      readReferences(construct).forEach((target) => upstream.add(Stack.of(target)));
    }
  }
  upstream.delete(stack);
  return upstream;
}
