import { ownEntry, textOf } from './odd-text';
import { piecesOf } from './substitution';
import { isDynamic, isFunction, listIn, propertiesIn, Properties } from '../template-value';

/** What an intrinsic function comes to that the template alone does not tell. */
export const UNKNOWN = Symbol('unknown');

/** What the intrinsic functions of a template are resolved with. */
export interface TemplateScope {
  readonly template: Properties;
  /** Values of parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What stands for something that could not be resolved, by what it is and by a short name: a text, or `UNKNOWN`. */
  readonly missing: (what: string, short: string) => unknown;
  /** What a reference to a resource stands for; undefined where that is not known. */
  readonly attribute: (logicalId: string, attribute: string | undefined) => string | undefined;
  /** Conditions that were asked for already; one that asks for itself is undefined. */
  readonly verdicts: Map<string, boolean | undefined>;
}

const NO_VALUE = Symbol('AWS::NoValue');
// Deeper than any reference of a template that CloudFormation takes: a cycle ends here.
const DEEPEST = 50;

/**
 * The value with its intrinsic functions resolved as far as the template tells.
 *
 * Where the scope says `UNKNOWN`, properties and lists keep the function as it stands: readers take it for something unknown.
 */
export function resolved(value: unknown, scope: TemplateScope, depth: number = 0): unknown {
  const result = resolve(value, scope, depth);
  return result === NO_VALUE ? undefined : result;
}

/** The value that takes the place of a `Fn::If` whose condition is known; any other as it is. */
export function chosen(value: unknown, scope: TemplateScope): unknown {
  let at = value;
  for (let depth = 0; depth < DEEPEST && isFunction(at); depth += 1) {
    const [condition, whenTrue, whenFalse] = listIn(propertiesIn(at)['Fn::If']);
    const verdict = typeof condition === 'string' ? conditionOf(condition, scope) : undefined;
    if (verdict === undefined) return at;
    at = verdict ? whenTrue : whenFalse;
  }
  return at;
}

/** True for a text in which something could not be resolved. */
export function isUnread(text: string): boolean {
  return text.includes('${');
}

/** True, false, or undefined where the template alone does not decide. */
export function conditionOf(name: string, scope: TemplateScope, depth: number = 0): boolean | undefined {
  const { verdicts } = scope;
  if (!verdicts.has(name)) {
    verdicts.set(name, undefined);
    verdicts.set(name, truth(ownEntry(propertiesIn(scope.template.Conditions), name), { ...scope, missing: () => UNKNOWN }, depth + 1));
  }
  return verdicts.get(name);
}

/** A dynamic reference is text to CloudFormation, and another one to the service. */
function resolve(value: unknown, scope: TemplateScope, depth: number): unknown {
  const result = evaluate(value, scope, depth);
  return isDynamic(result) ? scope.missing('a dynamic reference', result.replace(/\{\{|\}\}/g, '')) : result;
}

function evaluate(value: unknown, scope: TemplateScope, depth: number): unknown {
  if (depth > DEEPEST) return scope.missing('a reference that leads to itself', '…');
  if (Array.isArray(value)) return value.map((item) => kept(item, scope, depth + 1)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? entries[0] : ['', undefined];
  if (name === 'Ref') return reference(textOf(argument), scope);
  if (name.startsWith('Fn::')) return call(name.slice('Fn::'.length), argument, scope, depth + 1);
  const strange = entries.filter(([key]) => key.startsWith('Fn::')).map(([key]) => scope.missing(`the function ${key}`, key));
  if (strange.includes(UNKNOWN)) return UNKNOWN;
  return Object.fromEntries(entries.map(([key, item]) => [key, kept(item, scope, depth + 1)]).filter(([, item]) => item !== NO_VALUE));
}

function kept(item: unknown, scope: TemplateScope, depth: number): unknown {
  const result = resolve(item, scope, depth);
  return result === UNKNOWN ? chosen(item, scope) : result;
}

function call(name: string, argument: unknown, scope: TemplateScope, depth: number): unknown {
  switch (name) {
    case 'Sub': return substitute(argument, scope, depth);
    case 'GetAtt': return getAtt(argument, scope);
    case 'If': return choose(argument, scope, depth);
    case 'Join': {
      const [separator, parts] = listIn(argument);
      const texts = partsOf(parts, scope, depth)?.map(partText);
      return isComplete(texts) ? texts.join(textOf(separator)) : scope.missing('the list of a Fn::Join', 'Join');
    }
    case 'Select': {
      const [given, items] = listIn(argument);
      const index = Number(partText(resolve(given, scope, depth)));
      // An entry before it that is not known may come to nothing.
      const upTo = partsOf(items, scope, depth)?.slice(0, index + 1) ?? [];
      return (upTo.some(isUnknown) ? undefined : upTo[index]) ?? scope.missing('the list of a Fn::Select', 'Select');
    }
    case 'Split': {
      const texts = listIn(argument).map((part) => partText(resolve(part, scope, depth)));
      return isComplete(texts) && texts.length === 2 ? texts[1].split(texts[0]) : scope.missing('the text of a Fn::Split', 'Split');
    }
    case 'FindInMap': {
      const keys = listIn(argument).slice(0, 3).map((part) => partText(resolve(part, scope, depth)));
      const found = isComplete(keys)
        ? keys.reduce<unknown>((at, key) => ownEntry(propertiesIn(at), key), scope.template.Mappings) : undefined;
      return found ?? scope.missing(`the mapping ${keys[0]}`, `FindInMap ${keys[0]}`);
    }
    case 'ImportValue': {
      const exported = partText(resolve(argument, scope, depth));
      return scope.missing(`the export '${exported}' of another stack`, `ImportValue ${exported}`);
    }
    default: return scope.missing(`the function Fn::${name}`, name);
  }
}

/** The entries of a list, each resolved or UNKNOWN; undefined where the list is not known. */
function partsOf(list: unknown, scope: TemplateScope, depth: number): unknown[] | undefined {
  if (Array.isArray(list)) return list.map((item) => resolve(item, scope, depth + 1)).filter((item) => item !== NO_VALUE);
  const result = resolve(list, scope, depth);
  return Array.isArray(result) ? result : undefined;
}

/** The text of a part of a function; undefined where it is not known or no text. */
function partText(part: unknown): string | undefined {
  return isUnknown(part) || part === undefined || part === NO_VALUE ? undefined : String(part);
}

function isUnknown(part: unknown): boolean {
  return part === UNKNOWN || isDynamic(part) || (typeof part === 'object' && part !== null);
}

function isComplete(texts: (string | undefined)[] | undefined): texts is string[] {
  return texts !== undefined && !texts.includes(undefined);
}

function reference(name: string, scope: TemplateScope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const given = ownEntry(scope.parameters, name);
  if (given !== undefined) return given;
  if (ownEntry(propertiesIn(scope.template.Parameters), name) !== undefined) {
    return scope.missing(`the parameter ${name}, which has no default`, name);
  }
  if (ownEntry(propertiesIn(scope.template.Resources), name) === undefined) return scope.missing(name, name);
  return scope.attribute(name, undefined) ?? scope.missing(`the resource ${name}`, name);
}

function getAtt(argument: unknown, scope: TemplateScope): unknown {
  const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : listIn(argument).map(textOf);
  const attribute = rest.join('.');
  return scope.attribute(logicalId, attribute) ?? scope.missing(`${attribute} of the resource ${logicalId}`, `${logicalId}.${attribute}`);
}

function substitute(argument: unknown, scope: TemplateScope, depth: number): unknown {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return scope.missing('the text of a Fn::Sub', 'Sub');
  const texts = piecesOf(text).map((piece) => {
    if ('text' in piece) return piece.text;
    const { variable: name } = piece;
    const variable = ownEntry(propertiesIn(variables), name);
    if (variable !== undefined) return partText(resolve(variable, scope, depth));
    return partText(name.includes('.') ? getAtt(name, scope) : reference(name, scope));
  });
  return isComplete(texts) ? texts.join('') : scope.missing('a variable of a Fn::Sub', 'Sub');
}

function choose(argument: unknown, scope: TemplateScope, depth: number): unknown {
  const [condition, whenTrue, whenFalse] = listIn(argument);
  const name = textOf(condition);
  const verdict = conditionOf(name, scope, depth);
  if (verdict === undefined) return scope.missing(`the condition ${name}`, `If ${name}`);
  return resolve(verdict ? whenTrue : whenFalse, scope, depth);
}

function truth(value: unknown, scope: TemplateScope, depth: number): boolean | undefined {
  if (depth > DEEPEST) return undefined;
  const [[name, argument] = ['', undefined]] = Object.entries(propertiesIn(value));
  const parts = () => listIn(argument).map((part) => truth(part, scope, depth + 1));
  switch (name) {
    case 'Condition': return conditionOf(textOf(argument), scope, depth);
    case 'Fn::Not': return negated(parts()[0]);
    case 'Fn::And': return every(parts(), true);
    case 'Fn::Or': return every(parts(), false);
    case 'Fn::Equals': {
      const [left, right] = listIn(argument).map((part) => partText(resolve(part, scope, depth + 1)));
      return left === undefined || right === undefined || isUnread(left) || isUnread(right) ? undefined : left === right;
    }
    default: return undefined;
  }
}

/** All are what they should be: the opposite where one is not, undefined where one is open. */
function every(parts: readonly (boolean | undefined)[], wanted: boolean): boolean | undefined {
  if (parts.includes(!wanted)) return !wanted;
  return parts.includes(undefined) ? undefined : wanted;
}

function negated(verdict: boolean | undefined): boolean | undefined {
  return verdict === undefined ? undefined : !verdict;
}
