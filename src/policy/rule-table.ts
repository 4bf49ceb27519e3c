import { PolicyRule } from './rule';
import { PACK_RULES } from './rules/pack';

/** Every rule, by topic. */
export const RULES: readonly PolicyRule[] = [
  ...PACK_RULES,
];

/** What checks find that is no rule of the pack, and why. */
export const NOT_IN_TEMPLATES: Readonly<Record<string, string>> = {
};

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of a finding. */
export function ruleOf(id: string): PolicyRule | undefined {
  return BY_ID.get(id);
}
