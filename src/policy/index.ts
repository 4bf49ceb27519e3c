export { EcsPolicyPack } from './ecs-policy-pack';
export type { EcsPolicyPackProps } from './ecs-policy-pack';
export { RuleConcern, RuleLevel, RuleStandard } from './rule-options';
export type { RuleThresholds } from './rule-options';
