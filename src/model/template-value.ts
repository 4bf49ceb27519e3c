// Readers of CloudFormation properties: an intrinsic function is an object, and stands for something unknown.

/** The text, unless it is absent or unknown. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The number, which CloudFormation takes as text too, unless it is absent or unknown. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** The truth value, which CloudFormation takes as text too, unless it is absent or unknown. */
export function flagIn(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

/** The properties of an object; none where it is absent, unknown or something else. */
export function propertiesIn(value: unknown): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Properties : {};
}

/** The entries of a list; none where it is absent or unknown. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Properties of a resource by their names in CloudFormation. */
export type Properties = Readonly<Record<string, unknown>>;
