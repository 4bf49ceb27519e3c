import { Resource } from './template-file';

/** True where each of two has a condition of its own: one may be there only where the other is not. */
export function mayBeApart({ condition: one }: Resource, { condition: other }: Resource): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** The first, and those after it that may be there together with all that are before them. */
export function together<Item>(items: readonly Item[], resourceOf: (item: Item) => Resource): Item[] {
  return items.reduce<Item[]>((kept, item) => (
    kept.some((other) => mayBeApart(resourceOf(other), resourceOf(item))) ? kept : [...kept, item]), []);
}
