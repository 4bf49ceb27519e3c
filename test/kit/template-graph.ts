import { App, Stack } from 'aws-cdk-lib/core';

/** What each resource of a template waits for: `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`. */
export type TemplateGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the graph that CloudFormation makes of a stack's template. */
export function templateGraph(stack: Stack): TemplateGraph {
  const { Resources: resources = {} } = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
  const ids = new Set(Object.keys(resources));
  return new Map([...ids].map((id) => [id, new Set(namesIn(resources[id]).filter((name) => ids.has(name)))]));
}

/** The first circle of resources that wait for each other, from a resource back to itself; `undefined` without one. */
export function findCycle(graph: TemplateGraph): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, path: string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return undefined;
    for (const next of graph.get(id) ?? []) {
      const cycle = visit(next, [...path, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of graph.keys()) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return undefined;
}

function namesIn(resource: Record<string, unknown>): string[] {
  return [...[resource.DependsOn ?? []].flat() as string[], ...references(resource)];
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    switch (key) {
      case 'Ref': return [inner];
      case 'Fn::GetAtt': return [Array.isArray(inner) ? inner[0] : inner.split('.')[0]];
      case 'Fn::Sub': return [...substituted(Array.isArray(inner) ? inner[0] : inner), ...references(inner)];
      default: return references(inner);
    }
  });
}

function substituted(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]+)?\}/g)].map(([, id]) => id);
}
