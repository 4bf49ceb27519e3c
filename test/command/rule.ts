import { PolicyRule } from '../../src/policy/rule';
import { RuleConcern, RuleLevel } from '../../src/policy/rule-options';

/** A rule of a pack. */
export function ruleWith(rule: Partial<PolicyRule>): PolicyRule {
  return {
    id: 'Rule',
    level: RuleLevel.ERROR,
    concerns: [RuleConcern.DEPLOYABILITY],
    info: 'It is odd.',
    explanation: 'AWS refuses it.',
    remedy: 'Do the right thing.',
    source: 'https://docs.aws.amazon.com/',
    satisfiedBy: '-',
    ...rule,
  };
}
