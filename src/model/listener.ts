import { Finding, refuse } from './finding';
import { checkRange, Range } from './range';

// Elastic Load Balancing v2 API reference, CreateRule and RuleCondition.
const PRIORITY: Range = { min: 1, max: 50000 };
const LONGEST_PATTERN = 128;
// Elastic Load Balancing, "Quotas for your Application Load Balancers".
const MOST_VALUES = 5;
// Elastic Load Balancing, "Edit attributes for your Application Load Balancer".
const IDLE_TIMEOUT: Range = { min: 1, max: 4000, unit: 'seconds' };

/** What is known of a rule of a listener. */
export interface ListenerRuleFacts {
  readonly priority?: number;
  readonly hostHeaders?: readonly (string | undefined)[];
  readonly pathPatterns?: readonly (string | undefined)[];
  /** Values of the conditions other than host and path; absent when not known. */
  readonly otherValues?: number;
}

/** Refuses a listener rule that Elastic Load Balancing does not take. */
export function checkListenerRule({ priority, hostHeaders = [], pathPatterns = [], otherValues = 0 }: ListenerRuleFacts): Finding[] {
  const values = hostHeaders.length + pathPatterns.length + otherValues;
  return [
    ...checkRange('ListenerRule.Priority', 'priority', priority, PRIORITY),
    ...(values === 0 ? [refuse('ListenerRule.NoCondition', '', 'needs a condition, got none; name hostHeaders or pathPatterns')] : []),
    ...(values > MOST_VALUES
      ? [refuse('ListenerRule.TooManyValues', '', `takes at most ${MOST_VALUES} condition values, got ${values}; spread them over several rules`)] : []),
    ...checkPatterns('hostHeaders', hostHeaders),
    ...checkPatterns('pathPatterns', pathPatterns),
  ];
}

/** Refuses an idle timeout that an Application Load Balancer does not take. */
export function checkIdleTimeout(seconds: number | undefined): Finding[] {
  return checkRange('LoadBalancer.IdleTimeout', 'idleTimeout', seconds, IDLE_TIMEOUT);
}

function checkPatterns(property: string, patterns: readonly (string | undefined)[]): Finding[] {
  return patterns.flatMap((pattern, index) => (pattern === undefined || (pattern.length > 0 && pattern.length <= LONGEST_PATTERN) ? []
    : [refuse('ListenerRule.Pattern', `${property}[${index}]`, `is 1 to ${LONGEST_PATTERN} characters long, got ${pattern.length}`)]));
}
