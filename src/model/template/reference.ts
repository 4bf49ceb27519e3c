import { ownEntry } from './odd-text';
import { piecesOf } from './substitution';
import { isDynamic, isFunction, listIn, propertiesIn } from '../template-value';

/** What a value refers to: a resource, a parameter or a pseudo parameter, or an attribute of a resource. */
export interface Reference {
  readonly logicalId: string;
  readonly attribute?: string;
}

// Deeper than functions are in each other in any template that CloudFormation takes.
const DEEPEST = 50;

/** The one reference that the value is: `Ref`, `Fn::GetAtt`, or a `Fn::Sub` of nothing else. */
export function referenceOf(value: unknown): Reference | undefined {
  const [name, argument] = functionIn(value);
  switch (name) {
    case 'Ref': return typeof argument === 'string' && argument !== 'AWS::NoValue' ? { logicalId: argument } : undefined;
    case 'Fn::GetAtt': {
      const named = attributeNamed(argument);
      return named?.attribute === undefined ? undefined : named;
    }
    case 'Fn::Sub': {
      const { pieces, variables } = substitution(argument);
      const [piece] = pieces;
      if (pieces.length !== 1 || !('variable' in piece)) return undefined;
      const variable = ownEntry(variables, piece.variable);
      return variable === undefined ? variableNamed(piece.variable) : referenceInVariable(variable);
    }
    default: return undefined;
  }
}

/** True for what another stack gives: an export, or an output. */
export function isOfOtherStack(value: unknown): boolean {
  const [name] = functionIn(value);
  return name === 'Fn::ImportValue' || name === 'Fn::GetStackOutput';
}

/** All references in the value, however deep. */
export function referencesIn(value: unknown): Reference[] {
  const found: Reference[] = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    found.push(...referencesOfFunction(next));
    if (typeof next === 'object' && next !== null) Object.values(next).reverse().forEach((item) => open.push(item));
  }
  return found;
}

/** The texts and references that a `Fn::Join` or a `Fn::Sub` puts together; undefined where there is anything else. */
export function joined(value: unknown): readonly (string | Reference)[] | undefined {
  const parts = partsOf(value, 0)?.reduce<(string | Reference)[]>((merged, part) => {
    const last = merged[merged.length - 1];
    return typeof part === 'string' && typeof last === 'string' ? [...merged.slice(0, -1), last + part] : [...merged, part];
  }, []).filter((part) => part !== '');
  return parts?.some(isDynamic) ? undefined : parts;
}

function referencesOfFunction(value: unknown): Reference[] {
  const [name, argument] = functionIn(value);
  if (name === 'Fn::GetAtt') {
    const named = attributeNamed(argument);
    return named === undefined ? [] : [named];
  }
  if (name === 'Fn::Sub') {
    const { pieces, variables } = substitution(argument);
    return pieces.flatMap((piece) => ('variable' in piece && ownEntry(variables, piece.variable) === undefined ? [variableNamed(piece.variable)] : []));
  }
  const reference = referenceOf(value);
  return reference === undefined ? [] : [reference];
}

function partsOf(value: unknown, depth: number): (string | Reference)[] | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  const reference = referenceOf(value);
  if (reference !== undefined) return [reference];
  const [name, argument] = functionIn(value);
  if (name === 'Fn::Join') {
    const [separator, list] = listIn(argument);
    if (typeof separator !== 'string' || !Array.isArray(list)) return undefined;
    return together(list.filter((item) => !isNothing(item)).flatMap((item, index) => (index === 0 ? [item] : [separator, item])), depth + 1);
  }
  if (name !== 'Fn::Sub') return undefined;
  const { pieces, variables } = substitution(argument);
  const all = together(pieces.map((piece) => ('text' in piece ? piece.text : ownEntry(variables, piece.variable) ?? asFunction(piece.variable))), depth + 1);
  return pieces.length === 0 ? undefined : all;
}

function together(items: readonly unknown[], depth: number): (string | Reference)[] | undefined {
  const parts = items.map((item) => partsOf(item, depth));
  return parts.every((part) => part !== undefined) ? parts.flatMap((part) => part ?? []) : undefined;
}

/** The name and the argument of the function that a value is. */
export function functionIn(value: unknown): readonly [string?, unknown?] {
  return isFunction(value) ? Object.entries(propertiesIn(value))[0] : [];
}

function isNothing(value: unknown): boolean {
  const [name, argument] = functionIn(value);
  return name === 'Ref' && argument === 'AWS::NoValue';
}

/** The resource of a `Fn::GetAtt`, without the attribute where another function names that. */
function attributeNamed(argument: unknown): Reference | undefined {
  const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : listIn(argument);
  if (typeof logicalId !== 'string') return undefined;
  const isKnown = rest.length > 0 && rest.every((part) => typeof part === 'string' && part !== '');
  return isKnown ? { logicalId, attribute: rest.join('.') } : { logicalId };
}

function substitution(argument: unknown): { readonly pieces: ReturnType<typeof piecesOf>; readonly variables: Readonly<Record<string, unknown>> } {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return { pieces: typeof text === 'string' ? piecesOf(text) : [], variables: propertiesIn(variables) };
}

function variableNamed(name: string): Reference {
  const [logicalId, ...rest] = name.split('.');
  return rest.length === 0 ? { logicalId } : { logicalId, attribute: rest.join('.') };
}

/** A variable is no further substitution: those are seldom, and may be as deep as one likes. */
function referenceInVariable(value: unknown): Reference | undefined {
  const [name] = functionIn(value);
  return name === 'Fn::Sub' ? undefined : referenceOf(value);
}

function asFunction(variable: string): unknown {
  return variable.includes('.') ? { 'Fn::GetAtt': variable } : { Ref: variable };
}
