import { Located, PolicyCheck, Thresholds } from './check';
import { CHECKS } from './check-table';
import { PolicyRule } from './rule';
import { RuleConcern, RuleStandard } from './rule-options';
import { ruleOf } from './rule-table';
import { advise, Finding, statement } from '../model/finding';
import { Resource } from '../model/template/template-file';
import { TemplateSet } from '../model/template/template-set';

/** Which rules count, and what they compare with. */
export interface PolicySettings {
  readonly concerns?: readonly RuleConcern[];
  readonly standards?: readonly RuleStandard[];
  readonly thresholds: Thresholds;
}

/** What a rule found in a template. */
export interface PolicyFinding {
  readonly rule: PolicyRule;
  readonly resource: Resource;
  /** The property in the template: `Properties.Cpu`. */
  readonly path: string;
  /** What is wrong, with the value that is. */
  readonly message: string;
}

/** What the rules find in templates, each thing once, in the order of the checks. */
export function evaluate(set: TemplateSet, settings: PolicySettings, checks: readonly PolicyCheck[] = CHECKS): readonly PolicyFinding[] {
  const findings = checks.flatMap((check) => attempted(check, set, settings.thresholds)).flatMap((located) => {
    const rule = ruleOf(located.finding.id);
    return rule === undefined || !isSelected(rule, settings) ? [] : [toldBy(rule, located)];
  });
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

/** True where the rule is of the concerns and standards that were asked for. */
export function isSelected(rule: PolicyRule, { concerns, standards }: Omit<PolicySettings, 'thresholds'>): boolean {
  const isOfStandards = standards === undefined
    ? rule.byDefault ?? true
    : rule.controls?.some(({ standard }) => standards.includes(standard)) ?? false;
  return isOfStandards && (concerns === undefined || rule.concerns.some((concern) => concerns.includes(concern)));
}

function toldBy(rule: PolicyRule, { resource, finding, path }: Located): PolicyFinding {
  const subject = path === 'Properties' ? `the ${kindOf(resource)}` : `\`${path.slice('Properties.'.length)}\``;
  return { rule, resource, path, message: `${subject} ${statement(finding)}` };
}

/** `AWS::ECS::TaskDefinition` is a task definition. */
function kindOf({ type }: Resource): string {
  return type.slice(type.lastIndexOf(':') + 1).replace(/\B[A-Z]/g, ' $&').toLowerCase();
}

/** A check that fails over odd values is told as what it is, and takes none of the others with it. */
function attempted(check: PolicyCheck, set: TemplateSet, thresholds: Thresholds): readonly Located[] {
  try {
    return check(set, thresholds);
  } catch (error) {
    const [resource] = set.resources();
    return resource === undefined ? [] : [{ resource, finding: unread(check.name, error), path: 'Properties' }];
  }
}

function unread(check: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return advise('EcsPolicy.Unread', '', `was not checked by ${check}, which failed: ${reason}; tell the maintainers of the pack`);
}

function keyOf({ rule, resource, path }: PolicyFinding): string {
  return JSON.stringify([resource.template, resource.logicalId, rule.id, path]);
}
