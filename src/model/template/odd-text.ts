/** Any value as people read it. Values of a template may be anything, also what JavaScript makes no text of. */
export function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** The entry that an object has itself: names in templates may be those that every object inherits, such as `constructor`. */
export function ownEntry<T>(entries: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(entries, key) ? entries[key] : undefined;
}
