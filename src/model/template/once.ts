import { TemplateSet } from './template-set';

/** The same reading of a set, however many rules ask for it. */
export function onceForSet<Value>(read: (set: TemplateSet) => Value): (set: TemplateSet) => Value {
  const values = new WeakMap<TemplateSet, { readonly value: Value }>();
  return (set) => {
    const entry = values.get(set) ?? { value: read(set) };
    values.set(set, entry);
    return entry.value;
  };
}
