/** Far deeper than any template: what reads templates goes down by calls, and YAML can hold a list that is in itself. */
export const MOST_LEVELS = 200;

/** True for a value with more objects in each other than that, or that holds itself. */
export function isTooDeep(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isTooDeep(item, levels - 1));
}
