import { entriesAt, propertiesAt } from './mesh-resource';
import { flagIn, numberIn, propertiesIn, Properties, textIn } from '../../template-value';

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

/** What a request must have for the route to take it; nothing where it takes all. */
export function conditionsOf(match: Properties): RouteCondition[] {
  return [
    ...pathConditions(match),
    ...grpcConditions(match),
    ...(match.method === undefined ? [] : [{ text: `method ${match.method}`, listeners: IN_BOTH }]),
    // A listener of its own takes each scheme.
    ...(match.scheme === undefined ? [] : [{ text: `scheme ${match.scheme}`, listeners: IN_BOTH }]),
    ...hostConditions(propertiesIn(match.hostname)),
    ...[...entriesAt(match, 'headers'), ...entriesAt(match, 'metadata')].map(headerCondition),
    ...entriesAt(match, 'queryparameters').map(queryCondition),
    ...(match.port === undefined ? [] : [{ text: `port ${match.port}`, listeners: IN_BOTH }]),
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
    ...(prefix === undefined || prefix === '/' ? [] : [{ text: `path begins with ${prefix}`, listeners: IN_BOTH }]),
    ...(exact === undefined ? [] : [{ text: `path is ${exact}`, listeners: IN_BOTH }]),
    ...(regex === undefined ? [] : [{ text: `path matches ${regex}`, listeners: IN_BALANCER }]),
  ];
}

/** gRPC calls are requests for the path of their method. */
function grpcConditions({ methodname, servicename }: Properties): RouteCondition[] {
  if (servicename === undefined) return [];
  return [methodname === undefined
    ? { text: `path begins with /${servicename}/`, listeners: IN_BOTH }
    : { text: `path is /${servicename}/${methodname}`, listeners: IN_BOTH }];
}

function hostConditions({ exact, suffix }: Properties): RouteCondition[] {
  return [
    ...(exact === undefined ? [] : [{ text: `host is ${exact}`, listeners: IN_BALANCER }]),
    ...(suffix === undefined ? [] : [{ text: `host ends with ${suffix}`, listeners: IN_BALANCER }]),
  ];
}

function headerCondition(header: Properties): RouteCondition {
  const condition = matchCondition(`header ${header.name}`, propertiesIn(header.match));
  return flagIn(header.invert) ? { text: `not (${condition.text})`, listeners: NOWHERE } : condition;
}

function matchCondition(name: string, match: Properties): RouteCondition {
  if (match.exact !== undefined) return { text: `${name} is ${match.exact}`, listeners: IN_BOTH };
  if (match.prefix !== undefined) return { text: `${name} begins with ${match.prefix}`, listeners: IN_BOTH };
  if (match.suffix !== undefined) return { text: `${name} ends with ${match.suffix}`, listeners: IN_BALANCER };
  if (match.regex !== undefined) return { text: `${name} matches ${match.regex}`, listeners: IN_BALANCER };
  if (match.range !== undefined) {
    const { end, start } = propertiesAt(match, 'range');
    return { text: `${name} is a number from ${numberIn(start) ?? start} and below ${numberIn(end) ?? end}`, listeners: NOWHERE };
  }
  return { text: `${name} is there`, listeners: IN_BALANCER };
}

function queryCondition({ match, name }: Properties): RouteCondition {
  const { exact } = propertiesIn(match);
  return { text: exact === undefined ? `query has ${name}` : `query has ${name}=${exact}`, listeners: IN_BALANCER };
}
