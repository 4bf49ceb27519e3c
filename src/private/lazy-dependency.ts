import { Dependable, IConstruct, IDependable } from 'constructs';

/**
 * Constructs to wait for that are looked for when the app is prepared.
 *
 * Aspects make resources after all constructors have run; a dependency that is named earlier misses them.
 */
export function lazyDependency(find: () => IConstruct[]): IDependable {
  const dependable: IDependable = {};
  Dependable.implement(dependable, { get dependencyRoots() { return find(); } });
  return dependable;
}
