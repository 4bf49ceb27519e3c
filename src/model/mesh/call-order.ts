/** Who calls whom: the client has to come after the server. */
export interface Call<Node> {
  readonly client: Node;
  readonly server: Node;
}

/** Calls in the order in which they can hold, and those that would close a circle. */
export interface CallOrder<C> {
  readonly ordered: C[];
  readonly unordered: C[];
}

/**
 * The calls whose server can come first; of those that make up a circle, the one that was asked for last cannot.
 *
 * @param waitsFor what a node waits for besides
 */
export function orderCalls<Node, C extends Call<Node>>(calls: readonly C[], waitsFor: (node: Node) => Iterable<Node> = () => []): CallOrder<C> {
  const ordered: C[] = [];
  const unordered: C[] = [];
  const servers = new Map<Node, Set<Node>>();
  for (const call of calls) {
    const { client, server } = call;
    // To itself a service is neither before nor after.
    if (client === server) continue;
    if (leadsTo(server, client, (node) => [...servers.get(node) ?? [], ...waitsFor(node)])) {
      unordered.push(call);
    } else {
      ordered.push(call);
      servers.set(client, (servers.get(client) ?? new Set()).add(server));
    }
  }
  return { ordered, unordered };
}

function leadsTo<Node>(start: Node, target: Node, next: (node: Node) => Iterable<Node>): boolean {
  const seen = new Set<Node>();
  const pending = [start];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node === target) return true;
    if (!seen.has(node)) {
      seen.add(node);
      pending.push(...next(node));
    }
  }
  return false;
}
