import { Located, PolicyCheck, Thresholds } from './check';
import { CHECKS } from './check-table';
import { PolicyRule } from './rule';
import { RuleConcern, RuleStandard } from './rule-options';
import { ruleOf } from './rule-table';
import { statement } from '../model/finding';
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
  /** Without a logical id where it is about the whole template. */
  readonly resource: Pick<Resource, 'logicalId' | 'template'>;
  /** The property in the template: `Properties.Cpu`; empty where it is about the whole template. */
  readonly path: string;
  /** What is wrong, with the value that is. */
  readonly message: string;
}

const OF_PACK = 'EcsPolicy.';

/** What the rules find in templates, each thing once, in the order of the checks. */
export function evaluate(set: TemplateSet, settings: PolicySettings, checks: readonly PolicyCheck[] = CHECKS): readonly PolicyFinding[] {
  const findings = checks.flatMap((check) => attempted(check, set, settings));
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

/** True for a rule about the pack itself, which runs whatever was asked for. */
export function isOfPack({ id }: PolicyRule): boolean {
  return id.startsWith(OF_PACK);
}

/** True where the rule is of the concerns and standards that were asked for. */
export function isSelected(rule: PolicyRule, { concerns, standards }: Omit<PolicySettings, 'thresholds'>): boolean {
  if (isOfPack(rule)) return true;
  const isOfStandards = standards === undefined
    ? rule.byDefault ?? true
    : rule.controls?.some(({ standard }) => standards.includes(standard)) ?? false;
  return isOfStandards && (concerns === undefined || rule.concerns.some((concern) => concerns.includes(concern)));
}

/** A check that fails over odd values is told of all that it did not check, and takes none of the others with it. */
function attempted(check: PolicyCheck, set: TemplateSet, settings: PolicySettings): PolicyFinding[] {
  try {
    return check(set, settings.thresholds).flatMap((located) => {
      const rule = ruleOf(located.finding.id);
      return rule === undefined || !isSelected(rule, settings) ? [] : [toldBy(rule, located)];
    });
  } catch (error) {
    const templates = [...new Set(set.resources().map(({ template }) => template))];
    return templates.map((template) => unread(template, check.name, error));
  }
}

function toldBy(rule: PolicyRule, { resource, finding, path }: Located): PolicyFinding {
  const subject = path === 'Properties' ? `the ${kindOf(resource)}` : `\`${path.slice('Properties.'.length)}\``;
  return { rule, resource, path, message: `${subject} ${statement(finding)}` };
}

/** `AWS::ECS::TaskDefinition` is a task definition. */
function kindOf({ type }: Resource): string {
  return type.slice(type.lastIndexOf(':') + 1).replace(/\B[A-Z]/g, ' $&').toLowerCase();
}

function unread(template: string, check: string, error: unknown): PolicyFinding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    rule: ruleOf(`${OF_PACK}Unread`) as PolicyRule,
    resource: { template, logicalId: '' },
    path: '',
    message: `the template was not checked by ${check}, which failed: ${reason}`,
  };
}

function keyOf({ rule, resource, path, message }: PolicyFinding): string {
  return JSON.stringify([resource.template, resource.logicalId, rule.id, path === '' ? message : path]);
}
