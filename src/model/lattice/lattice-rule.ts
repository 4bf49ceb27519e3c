import { Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

// VPC Lattice API reference, CreateRule and HttpMatch.
const PRIORITY: Range = { min: 1, max: 100 };
const MOST_HEADERS = 5;
// CloudFormation reference, AWS::VpcLattice::Rule HttpMatch, PathMatchType, HeaderMatch and HeaderMatchType.
const METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'TRACE'];
const PATH = /^\/[a-zA-Z0-9@:%_+.~#?&/=-]{0,127}$/;
const LONGEST_HEADER_NAME = 40;
const LONGEST_HEADER_VALUE = 128;

/** What is known of a header that a rule looks at. */
export interface LatticeHeaderFacts {
  readonly name?: string;
  /** How many of the ways to compare are named. */
  readonly comparisons: number;
  readonly value?: string;
}

/** What is known of a rule of a VPC Lattice listener. */
export interface LatticeRuleFacts {
  readonly priority?: number;
  readonly path?: string;
  readonly pathPrefix?: string;
  /** How many of `path` and `pathPrefix` are named. */
  readonly paths: number;
  readonly method?: string;
  readonly hasMethod: boolean;
  readonly headers: readonly LatticeHeaderFacts[];
  /** Who has which priority on the listener. */
  readonly taken?: ReadonlyMap<number, string>;
}

/** Refuses a rule that VPC Lattice does not take. */
export function checkLatticeRule(facts: LatticeRuleFacts): Finding[] {
  const { hasMethod, headers, method, path, pathPrefix, paths, priority, taken = new Map() } = facts;
  const owner = priority === undefined ? undefined : taken.get(priority);
  return [
    ...checkRange('LatticeRule.Priority', 'priority', priority, PRIORITY),
    ...(owner === undefined ? [] : [refuse('LatticeRule.PriorityTaken', 'priority',
      `must be unique on a listener, got ${priority}, which ${owner} has; take another`)]),
    ...(paths + headers.length === 0 && !hasMethod ? [refuse('LatticeRule.NoCondition', '',
      'needs a condition, got none; name a path, a pathPrefix, a method or headers')] : []),
    ...(paths > 1 ? [refuse('LatticeRule.TwoPaths', 'pathPrefix', 'must not go with a path, got both; leave one of them out')] : []),
    ...checkPath('path', path),
    ...checkPath('pathPrefix', pathPrefix),
    ...(method === undefined || METHODS.includes(method) ? [] : [refuse('LatticeRule.Method', 'method', `must be ${oneOf(METHODS)}, got '${method}'`)]),
    ...(headers.length > MOST_HEADERS ? [refuse('LatticeRule.TooManyHeaders', 'headers',
      `takes at most ${MOST_HEADERS} headers, got ${headers.length}; spread them over several rules`)] : []),
    ...headers.flatMap((header, index) => checkHeader(header, `headers[${index}]`)),
  ];
}

/** Refuses a rule for test traffic that would be evaluated after that for production traffic, or in its place. */
export function checkTestPlace(priority: number | undefined, production: number | undefined): Finding[] {
  return priority === undefined || production === undefined || priority < production ? []
    : [refuse('LatticeRule.TestAfterProduction', 'priority', `must be below that of the route, ${production}, got ${priority}; VPC Lattice takes the lowest first`)];
}

function checkPath(property: string, path: string | undefined): Finding[] {
  return path === undefined || PATH.test(path) ? [] : [refuse('LatticeRule.Path', property,
    `takes a slash and up to 127 letters, digits and @:%_+.~#?&/=- after it, without wildcards, got '${path}'`)];
}

function checkHeader({ comparisons, name, value }: LatticeHeaderFacts, path: string): Finding[] {
  return [
    ...checkLength('LatticeRule.HeaderName', `${path}.name`, name, LONGEST_HEADER_NAME),
    ...(comparisons === 1 ? [] : [refuse('LatticeRule.HeaderMatch', path, `takes one of exact, prefix and contains, got ${comparisons} of them`)]),
    ...checkLength('LatticeRule.HeaderValue', path, value, LONGEST_HEADER_VALUE),
  ];
}

function checkLength(id: string, path: string, text: string | undefined, longest: number): Finding[] {
  return text === undefined || (text.length > 0 && text.length <= longest) ? []
    : [refuse(id, path, `takes 1 to ${longest} characters, got ${text.length}`)];
}
