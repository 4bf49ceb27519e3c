import { NamespaceKind } from '../discovery/service-discovery';
import { NAMESPACE_TYPES, namespaceKindOf } from '../discovery/written-registry';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, textIn } from '../template-value';

/** A namespace of Cloud Map that a resource names; absent is what is not known. */
export interface NamedNamespace {
  /** The same text for all who name it. */
  readonly key: string;
  /** The namespace, where it is in the set. */
  readonly resource?: Resource;
  readonly kind?: NamespaceKind;
  readonly name?: string;
}

/** The namespace that a value of a resource names: by reference, by name, or in the words of its template; absent where none is written. */
export function namespaceNamed(set: TemplateSet, owner: Resource, value: unknown): NamedNamespace | undefined {
  if (isWritten(value) === false) return undefined;
  const resource = set.target(owner, value) ?? NAMESPACE_TYPES.map((type) => set.named(type, 'Name', value)).find((named) => named !== undefined);
  if (resource !== undefined) {
    return { key: `${resource.template} ${resource.logicalId}`, resource, kind: namespaceKindOf(resource.type), name: textIn(resource.properties.Name) };
  }
  // What one template says twice in the same words is the same thing; in another template it may be another one.
  return { key: `${owner.template} ${JSON.stringify(value)}`, name: nameIn(value) };
}

/** A text that is neither an ARN nor an id is the name. */
function nameIn(value: unknown): string | undefined {
  const text = textIn(value);
  return text === undefined || /^(arn:|ns-[a-z0-9]+$)/.test(text) ? undefined : text;
}
