import { RuleConcern, RuleLevel, RuleStandard } from './rule-options';

/** A rule of somebody else that says the same. */
export interface Control {
  readonly standard: RuleStandard;
  /** As the standard calls it: `ECS.5`. */
  readonly id: string;
}

/** What the pack tells about a rule; the rule itself is a function of the model. */
export interface PolicyRule {
  /** The code of the finding: `FargateSize.NoSuchPair`. */
  readonly id: string;
  readonly level: RuleLevel.ERROR | RuleLevel.WARNING;
  readonly concerns: readonly RuleConcern[];
  /** What is wrong, in one line. */
  readonly info: string;
  /** What AWS does about it and when that shows, or why it is unwise. */
  readonly explanation: string;
  /** What to change in the template. */
  readonly remedy: string;
  /** The AWS document that says so. */
  readonly source: string;
  /** Which construct of this library holds it by default. */
  readonly satisfiedBy: string;
  readonly controls?: readonly Control[];
  /** Ids of other packs whose acknowledgement holds for this rule too. */
  readonly aliases?: readonly string[];
  /** Rules of the CDK's own validator that say the same: the command leaves it to the pack. */
  readonly equals?: readonly string[];
  /** False for a rule that runs only when one of its standards is asked for. */
  readonly byDefault?: boolean;
}

/** Rules that have something in common; each may say it otherwise. */
export function rules<Shared extends Partial<PolicyRule>>(
  shared: Shared, each: readonly (Omit<PolicyRule, keyof Shared> & Partial<PolicyRule>)[],
): readonly PolicyRule[] {
  return each.map((rule) => ({ ...shared, ...rule } as unknown as PolicyRule));
}
