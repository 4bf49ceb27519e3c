import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// Elastic Load Balancing v2 API reference, CreateRule and RuleCondition.
const PRIORITY: Range & { readonly max: number } = { min: 1, max: 50000 };
const LONGEST_PATTERN = 128;
const FIELDS_ONCE = ['host-header', 'http-request-method', 'path-pattern', 'source-ip'];
// Elastic Load Balancing, "Quotas for your Application Load Balancers"; neither is adjustable.
const MOST_VALUES = 5;
const MOST_WILDCARDS = 6;

/** The last place of a rule, after those of others. */
export const LAST_PRIORITY = PRIORITY.max;

/** One condition of a rule. */
export interface ConditionFacts {
  /** `http-header`, `source-ip` and so on. */
  readonly field?: string;
  /** Number of values. */
  readonly values: number;
}

/** What is known of a rule of a listener. */
export interface ListenerRuleFacts {
  readonly priority?: number;
  readonly hostHeaders?: readonly (string | undefined)[];
  readonly pathPatterns?: readonly (string | undefined)[];
  /** Conditions beside those on host and path. */
  readonly conditions?: readonly ConditionFacts[];
  /** Who has which priority on the listener. */
  readonly taken?: ReadonlyMap<number, string>;
}

/** Refuses more values than a rule takes, in all its conditions together. */
export function checkValueCount(values: number): Finding[] {
  return values <= MOST_VALUES ? []
    : [refuse('ListenerRule.TooManyValues', '', `takes at most ${MOST_VALUES} condition values, got ${values}; spread them over several rules`)];
}

/** Refuses a listener rule that Elastic Load Balancing does not take, or that no request can meet. */
export function checkListenerRule(facts: ListenerRuleFacts): Finding[] {
  const { priority, hostHeaders = [], pathPatterns = [], conditions = [], taken = new Map() } = facts;
  const values = conditions.reduce((sum, condition) => sum + condition.values, hostHeaders.length + pathPatterns.length);
  const wildcards = [...hostHeaders, ...pathPatterns].join('').replace(/[^*?]/g, '').length;
  return [
    ...checkRange('ListenerRule.Priority', 'priority', priority, PRIORITY),
    ...checkPriority(priority, taken),
    ...(values === 0 ? [refuse('ListenerRule.NoCondition', '', 'needs a condition, got none; name hostHeaders or pathPatterns')] : []),
    ...checkValueCount(values),
    ...(wildcards > MOST_WILDCARDS
      ? [refuse('ListenerRule.TooManyWildcards', '', `takes at most ${MOST_WILDCARDS} wildcards, got ${wildcards}; spread them over several rules`)] : []),
    ...checkFields(facts),
    ...checkPatterns('hostHeaders', hostHeaders),
    ...checkPatterns('pathPatterns', pathPatterns),
    ...pathPatterns.flatMap(checkPath),
  ];
}

function checkPriority(priority: number | undefined, taken: ReadonlyMap<number, string>): Finding[] {
  const owner = priority === undefined ? undefined : taken.get(priority);
  return priority === undefined || owner === undefined ? [] : [refuse('ListenerRule.PriorityTaken', 'priority',
    `must be unique on a listener, got ${priority}, which ${owner} has; ${nearestFree(priority, taken)} is free`)];
}

/** The next one after it, or, where the last place is taken, the next before it. */
function nearestFree(priority: number, taken: ReadonlyMap<number, string>): number {
  let free = priority;
  while (taken.has(free)) free++;
  if (free <= PRIORITY.max) return free;
  while (free > PRIORITY.max || taken.has(free)) free--;
  return free;
}

function checkFields({ conditions = [], hostHeaders = [], pathPatterns = [] }: ListenerRuleFacts): Finding[] {
  const fields = [
    ...(hostHeaders.length > 0 ? ['host-header'] : []),
    ...(pathPatterns.length > 0 ? ['path-pattern'] : []),
    ...conditions.map(({ field }) => field),
  ];
  return FIELDS_ONCE
    .map((field) => ({ field, count: fields.filter((other) => other === field).length }))
    .filter(({ count }) => count > 1)
    .map(({ field, count }) => refuse('ListenerRule.SameCondition', 'conditions',
      `may hold one ${field} at the most, \`hostHeaders\` and \`pathPatterns\` counted in, got ${count}; name all its values in one`));
}

function checkPatterns(property: string, patterns: readonly (string | undefined)[]): Finding[] {
  return patterns.flatMap((pattern, index) => (pattern === undefined || (pattern.length > 0 && pattern.length <= LONGEST_PATTERN) ? []
    : [refuse('ListenerRule.Pattern', `${property}[${index}]`, `must be 1 to ${LONGEST_PATTERN} characters long, got ${pattern.length}`)]));
}

/** A path is compared as a whole, from its slash on. */
function checkPath(pattern: string | undefined, index: number): Finding[] {
  return pattern === undefined || pattern === '' || /^[/*?]/.test(pattern) ? [] : [refuse('ListenerRule.PathWithoutSlash', `pathPatterns[${index}]`,
    `must start with a slash or a wildcard, got '${pattern}', which no path can match; write '/${pattern}'`)];
}
