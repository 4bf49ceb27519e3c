import { ownEntry, textOf } from './odd-text';
import { listIn, propertiesIn, Properties, textIn } from '../../template-value';

/** What the intrinsic functions of a template are resolved with. */
export interface TemplateScope {
  readonly template: Properties;
  /** Values of parameters; those that are absent have their default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Told of everything that could not be resolved, by what it is. */
  readonly unread: (what: string) => void;
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
 * What is not known becomes a text with `${…}` in it: texts that are built alike stay alike, so that names still find each other.
 */
export function resolved(value: unknown, scope: TemplateScope, depth: number = 0): unknown {
  const result = resolve(value, scope, depth);
  return result === NO_VALUE ? undefined : result;
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
    verdicts.set(name, truth(ownEntry(propertiesIn(scope.template.Conditions), name), scope, depth + 1));
  }
  return verdicts.get(name);
}

function resolve(value: unknown, scope: TemplateScope, depth: number): unknown {
  if (depth > DEEPEST) return missing('a reference that leads to itself', '…', scope);
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope, depth + 1)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? entries[0] : ['', undefined];
  if (name === 'Ref') return reference(textOf(argument), scope);
  if (name.startsWith('Fn::')) return call(name.slice('Fn::'.length), argument, scope, depth + 1);
  entries.filter(([key]) => key.startsWith('Fn::')).forEach(([key]) => scope.unread(`the function ${key}`));
  return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, scope, depth + 1)]).filter(([, item]) => item !== NO_VALUE));
}

function call(name: string, argument: unknown, scope: TemplateScope, depth: number): unknown {
  switch (name) {
    case 'Sub': return substitute(argument, scope, depth);
    case 'GetAtt': return getAtt(argument, scope);
    case 'If': return choose(argument, scope, depth);
    case 'Join': {
      const [separator, parts] = listIn(argument);
      const texts = resolve(parts, scope, depth);
      return Array.isArray(texts) ? texts.map(textOf).join(textOf(separator)) : missing('the list of a Fn::Join', 'Join', scope);
    }
    case 'Select': {
      const [index, items] = listIn(argument);
      const list = resolve(items, scope, depth);
      const item = Array.isArray(list) ? list[Number(textOf(resolve(index, scope, depth)))] : undefined;
      return item ?? missing('the list of a Fn::Select', 'Select', scope);
    }
    case 'Split': {
      const [separator, text] = listIn(argument).map((part) => textOf(resolve(part, scope, depth)));
      return text === undefined ? missing('the text of a Fn::Split', 'Split', scope) : text.split(separator);
    }
    case 'FindInMap': {
      const [map, first, second] = listIn(argument).map((part) => textOf(resolve(part, scope, depth)));
      const found = [map, first, second].reduce<unknown>((at, key) => ownEntry(propertiesIn(at), key), scope.template.Mappings);
      return found ?? missing(`the mapping ${map}`, `FindInMap ${map}`, scope);
    }
    case 'ImportValue': {
      const exported = textOf(resolve(argument, scope, depth));
      return missing(`the export '${exported}' of another stack`, `ImportValue ${exported}`, scope);
    }
    default: return missing(`the function Fn::${name}`, name, scope);
  }
}

function reference(name: string, scope: TemplateScope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const given = ownEntry(scope.parameters, name);
  if (given !== undefined) return given;
  const parameter = ownEntry(propertiesIn(scope.template.Parameters), name);
  if (parameter !== undefined) {
    return propertiesIn(parameter).Default ?? missing(`the parameter ${name}, which has no default`, name, scope);
  }
  if (ownEntry(propertiesIn(scope.template.Resources), name) === undefined) return missing(name, name, scope);
  return scope.attribute(name, undefined) ?? missing(`the resource ${name}`, name, scope);
}

function getAtt(argument: unknown, scope: TemplateScope): unknown {
  const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : listIn(argument).map(textOf);
  const attribute = rest.join('.');
  return scope.attribute(logicalId, attribute) ?? missing(`${attribute} of the resource ${logicalId}`, `${logicalId}.${attribute}`, scope);
}

function substitute(argument: unknown, scope: TemplateScope, depth: number): unknown {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return (textIn(text) ?? '').replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = ownEntry(propertiesIn(variables), name);
    if (variable !== undefined) return textOf(resolve(variable, scope, depth));
    return textOf(name.includes('.') ? getAtt(name, scope) : reference(name, scope));
  });
}

function choose(argument: unknown, scope: TemplateScope, depth: number): unknown {
  const [condition, whenTrue, whenFalse] = listIn(argument);
  const name = textOf(condition);
  const verdict = conditionOf(name, scope, depth);
  if (verdict === undefined) return missing(`the condition ${name}`, `If ${name}`, scope);
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
      const [left, right] = listIn(argument).map((part) => textOf(resolve(part, { ...scope, unread: () => undefined }, depth + 1)));
      return isUnread(left) || isUnread(right) ? undefined : left === right;
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

function missing(what: string, short: string, scope: TemplateScope): string {
  scope.unread(what);
  return `\${${short}}`;
}
