/**
 * Whether EventBridge would match an event, for the operators that this library uses.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: any, event: any): boolean {
  return Object.entries<any>(pattern).every(([field, expected]) => {
    if (field === '$or') return expected.some((alternative: any) => matchesPattern(alternative, event));
    const values = valuesOf(event, field);
    return Array.isArray(expected)
      ? expected.some((matcher) => matchesValue(matcher, values.flat()))
      : values.flat().some((value) => matchesPattern(expected, value));
  });
}

/** An array stands for each of its elements. */
function valuesOf(event: any, field: string): any[] {
  return [event].flat().filter((part) => part?.[field] !== undefined).map((part) => part[field]);
}

function matchesValue(matcher: any, values: any[]): boolean {
  if (typeof matcher !== 'object') return values.includes(matcher);
  const [[operator, operand]] = Object.entries<any>(matcher);
  switch (operator) {
    case 'exists': return operand === values.length > 0;
    case 'prefix': return values.some((value) => value.startsWith(operand));
    case 'suffix': return values.some((value) => value.endsWith(operand));
    case 'wildcard': return values.some((value) => wildcard(operand).test(value));
    case 'anything-but': return values.some((value) => !isExcluded(operand, value));
    default: throw new Error(`no operator of EventBridge that is used here: ${operator}`);
  }
}

function isExcluded(operand: any, value: any): boolean {
  return Array.isArray(operand) ? operand.includes(value) : value.startsWith(operand.prefix);
}

/** Any characters for each `*` that is not escaped. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.match(/\\.|[^\\]/gs) ?? [];
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${parts.map((part) => (part === '*' ? '.*' : escaped(part.slice(-1)))).join('')}$`, 's');
}
