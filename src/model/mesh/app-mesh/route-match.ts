import { entriesAt, propertiesAt } from './mesh-resource';
import { isUnread } from '../../template/intrinsics';
import { textOf } from '../../template/odd-text';
import { flagIn, propertiesIn, Properties, textIn } from '../../template-value';

const BALANCER = 'Application Load Balancer';
/** How `listeners` name VPC Lattice. */
export const LATTICE_RULES = 'VPC Lattice';

/** One condition of a route, and what has rules with it. */
export interface RouteCondition {
  readonly text: string;
  readonly listeners: readonly string[];
}

// CloudFormation reference, AWS::ElasticLoadBalancingV2::ListenerRule RuleCondition: values with wildcards, and regular expressions.
const IN_BALANCER = [BALANCER];
// CloudFormation reference, AWS::VpcLattice::Rule HttpMatch: method, exact or prefixed path, headers that are, begin with or contain a text.
const IN_BOTH = [BALANCER, LATTICE_RULES];
const NOWHERE: string[] = [];
// VPC Lattice API reference, HttpMatch, PathMatchType, HeaderMatch and HeaderMatchType: what CloudFormation takes of them.
const LATTICE_METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'TRACE'];
const LATTICE_PATH = /^\/[a-zA-Z0-9@:%_+.~#?&/=-]{0,127}$/;
const LONGEST_NAME = 40;
const LONGEST_VALUE = 128;
const MOST_HEADERS = 5;

/** What a request must have for the route to take it; nothing where it takes all. */
export function conditionsOf(match: Properties): RouteCondition[] {
  const headers = [...entriesAt(match, 'headers'), ...entriesAt(match, 'metadata')];
  return [
    ...pathConditions(match),
    ...grpcConditions(match),
    ...(match.method === undefined ? [] : [{ text: `method ${textOf(match.method)}`, listeners: inLattice(isIn(LATTICE_METHODS, match.method)) }]),
    // A listener of its own takes each scheme.
    ...(match.scheme === undefined ? [] : [{ text: `scheme ${textOf(match.scheme)}`, listeners: IN_BOTH }]),
    ...hostConditions(propertiesIn(match.hostname)),
    ...headers.map(headerCondition).map((condition) => (
      headers.length > MOST_HEADERS ? { ...condition, listeners: inBalancer(condition.listeners) } : condition)),
    ...entriesAt(match, 'queryparameters').map(queryCondition),
    ...(match.port === undefined ? [] : [{ text: `port ${textOf(match.port)}`, listeners: IN_BOTH }]),
  ];
}

/** What has rules with all of the conditions. */
export function listenersFor(conditions: readonly RouteCondition[]): string[] {
  return IN_BOTH.filter((listener) => conditions.every(({ listeners }) => listeners.includes(listener)));
}

function pathConditions(match: Properties): RouteCondition[] {
  const prefix = textIn(match.prefix);
  const { exact, regex } = propertiesIn(match.path);
  return [
    ...(prefix === undefined || prefix === '/' ? [] : [{ text: `path begins with ${prefix}`, listeners: inLattice(isLatticePath(prefix)) }]),
    ...(exact === undefined ? [] : [{ text: `path is ${textOf(exact)}`, listeners: inLattice(isLatticePath(textOf(exact))) }]),
    ...(regex === undefined ? [] : [{ text: `path matches ${textOf(regex)}`, listeners: IN_BALANCER }]),
  ];
}

/** gRPC calls are requests for the path of their method. */
function grpcConditions({ methodname, servicename }: Properties): RouteCondition[] {
  if (servicename === undefined) return [];
  return [methodname === undefined
    ? { text: `path begins with /${textOf(servicename)}/`, listeners: IN_BOTH }
    : { text: `path is /${textOf(servicename)}/${textOf(methodname)}`, listeners: IN_BOTH }];
}

function hostConditions({ exact, suffix }: Properties): RouteCondition[] {
  return [
    ...(exact === undefined ? [] : [{ text: `host is ${textOf(exact)}`, listeners: IN_BALANCER }]),
    ...(suffix === undefined ? [] : [{ text: `host ends with ${textOf(suffix)}`, listeners: IN_BALANCER }]),
  ];
}

function headerCondition(header: Properties): RouteCondition {
  const { listeners, text } = matchCondition(`header ${textOf(header.name)}`, propertiesIn(header.match));
  const condition = { text, listeners: textOf(header.name).length > LONGEST_NAME ? inBalancer(listeners) : listeners };
  return flagIn(header.invert) ? { text: `not (${condition.text})`, listeners: NOWHERE } : condition;
}

function matchCondition(name: string, match: Properties): RouteCondition {
  if (match.exact !== undefined) return { text: `${name} is ${textOf(match.exact)}`, listeners: inLattice(isShort(match.exact)) };
  if (match.prefix !== undefined) return { text: `${name} begins with ${textOf(match.prefix)}`, listeners: inLattice(isShort(match.prefix)) };
  if (match.suffix !== undefined) return { text: `${name} ends with ${textOf(match.suffix)}`, listeners: IN_BALANCER };
  if (match.regex !== undefined) return { text: `${name} matches ${textOf(match.regex)}`, listeners: IN_BALANCER };
  if (match.range !== undefined) {
    const { end, start } = propertiesAt(match, 'range');
    return { text: `${name} is a number from ${textOf(start)} and below ${textOf(end)}`, listeners: NOWHERE };
  }
  return { text: `${name} is there`, listeners: IN_BALANCER };
}

function queryCondition({ match, name }: Properties): RouteCondition {
  const { exact } = propertiesIn(match);
  return { text: exact === undefined ? `query has ${textOf(name)}` : `query has ${textOf(name)}=${textOf(exact)}`, listeners: IN_BALANCER };
}

function inLattice(takes: boolean): readonly string[] {
  return takes ? IN_BOTH : IN_BALANCER;
}

function inBalancer(listeners: readonly string[]): readonly string[] {
  return listeners.filter((listener) => listener === BALANCER);
}

function isIn(allowed: readonly string[], value: unknown): boolean {
  return allowed.includes(textOf(value)) || isUnread(textOf(value));
}

function isLatticePath(path: string): boolean {
  return LATTICE_PATH.test(path) || isUnread(path);
}

function isShort(value: unknown): boolean {
  return textOf(value).length > 0 && textOf(value).length <= LONGEST_VALUE;
}
