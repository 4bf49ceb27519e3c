import { Finding, refuse } from './finding';

/** The whole numbers that AWS accepts for a property, both ends included. */
export interface Range {
  readonly min: number;
  /** Absent when AWS names no upper end. */
  readonly max?: number;
  /** What is counted, in the plural: `seconds`, `GiB`. */
  readonly unit?: string;
}

/** Ports of TCP and UDP. */
export const PORT: Range = { min: 1, max: 65535 };

/** Refuses a known value outside its range or with a fraction, and names the nearest value that fits. */
export function checkRange(id: string, path: string, value: number | undefined, range: Range): Finding[] {
  if (value === undefined || fits(value, range)) return [];
  return [refuse(id, path, `takes ${describe(range)}, got ${value}${nearest(value, range)}`)];
}

/** True for a whole number inside the range. */
export function fits(value: number, { min, max }: Range): boolean {
  return Number.isInteger(value) && value >= min && value <= (max ?? Infinity);
}

/** The values as a sentence offers them: `1, 2 or 3`. */
export function oneOf(values: readonly (string | number)[]): string {
  return enumerate(values, 'or');
}

/** The values as a sentence adds them up: `1, 2 and 3`. */
export function all(values: readonly (string | number)[]): string {
  return enumerate(values, 'and');
}

function enumerate(values: readonly (string | number)[], word: string): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} ${word} ${values[values.length - 1]}`;
}

function describe({ min, max, unit }: Range): string {
  return `whole ${unit ?? 'numbers'} from ${min} ${max === undefined ? 'up' : `to ${max}`}`;
}

function nearest(value: number, { min, max }: Range): string {
  const closest = Math.min(Math.max(Math.round(value), min), max ?? Infinity);
  return Number.isFinite(closest) ? `; the nearest is ${closest}` : '';
}
