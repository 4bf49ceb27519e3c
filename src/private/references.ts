import { CfnElement, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, StringConcat, Tokenization } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { rendered } from './rendered';

// Many roles may share the key of a secret, whose policy grows with each of them: it is read once.
const known = new WeakMap<CfnElement, Set<IConstruct>>();

/**
 * Whether a value that is rendered at `target` refers, over however many resources, back to it. To be asked once all aspects have run.
 *
 * Rendering resources is what costs here: `through` says which are worth it.
 */
export function leadsTo(value: unknown, target: CfnElement, through: (element: CfnElement) => boolean = () => true): boolean {
  const seen = new Set<IConstruct>();
  const pending = [...referencesIn(value, target)];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === target) return true;
    if (!seen.has(next) && CfnElement.isCfnElement(next) && through(next)) {
      seen.add(next);
      pending.push(...referencesOf(next));
    }
  }
  return false;
}

/** What the template's part of an element refers to, as it is now. */
export function readReferences(element: CfnElement): Set<IConstruct> {
  return referencesIn(rendered(element), element);
}

function referencesOf(element: CfnElement): Set<IConstruct> {
  const references = known.get(element) ?? readReferences(element);
  known.set(element, references);
  return references;
}

function referencesIn(value: unknown, scope: IConstruct): Set<IConstruct> {
  const resolver = new ReferenceReader();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return resolver.targets;
}

class ReferenceReader extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token)) {
      this.targets.add(token.target);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
