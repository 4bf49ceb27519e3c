import { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolation, Stage, Validations } from 'aws-cdk-lib/core';
// The barrel of cdk-nag loads every rule that it has.
import { NagPack } from 'cdk-nag/lib/nag-pack';
import { NagMessageLevel, NagRuleCompliance } from 'cdk-nag/lib/nag-rules';
import { IConstruct } from 'constructs';
import { evaluate, PolicyFinding } from './evaluate';
import { PackSettings } from './pack-settings';
import { PolicyRule } from './rule';
import { RuleLevel } from './rule-options';
import { logicalIdOf, WrittenStacks } from './written-stacks';

/** A finding, and the construct that made its resource. */
interface ToldFinding extends PolicyFinding {
  readonly constructPath: string;
}

/** The rules as a pack of cdk-nag: it walks the app, and knows what is acknowledged. */
export class EcsNagPack extends NagPack {
  private stacks?: WrittenStacks;
  private found: ReadonlyMap<string, ReadonlyMap<string, readonly PolicyFinding[]>> = new Map();
  private readonly told: ToldFinding[] = [];

  public constructor(public readonly name: string, private readonly settings: PackSettings) {
    super();
    this.packName = name;
  }

  /** CDK asks once for each environment: only its own resources are told, since all reports are put together. */
  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.report(context.appConstruct, WrittenStacks.ofContext(context));
  }

  public override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.report(scope, WrittenStacks.ofStage(Stage.isStage(scope) ? scope : Stage.of(scope) as Stage));
  }

  protected checkResource(node: CfnResource): void {
    const file = this.found.get(this.stacks?.fileOf(node) ?? '');
    for (const finding of file?.get(logicalIdOf(node)) ?? []) {
      const { rule, message } = finding;
      if (isAcknowledged(node, [`cdk-ecs-blueprints:${rule.id}`, ...rule.aliases ?? []])) continue;
      this.told.push({ ...finding, constructPath: node.node.path });
      this.applyRule({
        ruleSuffixOverride: rule.id,
        info: message,
        explanation: rule.explanation,
        level: this.fails(rule) ? NagMessageLevel.ERROR : NagMessageLevel.WARN,
        node,
        rule: () => NagRuleCompliance.NON_COMPLIANT,
      });
    }
  }

  private report(scope: IConstruct, stacks: WrittenStacks): PolicyValidationPluginReport {
    this.stacks = stacks;
    this.found = byResource(evaluate(stacks.templates(), this.settings));
    this.told.length = 0;
    const { violations } = super.validateScope(scope);
    const each = this.told.flatMap((finding) => this.violationOf(finding, violations));
    return { success: each.every(({ severity }) => severity !== 'error'), violations: each };
  }

  /** CDK derives from the severity what fails, so that it says that; the level of the rule is told beside it. */
  private fails({ level }: PolicyRule): boolean {
    const { failOn } = this.settings;
    return failOn === RuleLevel.WARNING || (failOn === RuleLevel.ERROR && level === RuleLevel.ERROR);
  }

  /** cdk-nag puts findings of one rule together, under the message of the first; here each has its own. */
  private violationOf({ constructPath, message, path, resource, rule }: ToldFinding, grouped: readonly PolicyViolation[]): PolicyViolation[] {
    return grouped.filter(({ ruleName, violatingResources }) => ruleName === `${this.name}-${rule.id}`
      && violatingResources.some((violating) => violating.constructPath === constructPath)).map(({ ruleName, severity }) => ({
      ruleName,
      severity,
      description: message,
      fix: rule.remedy,
      ruleMetadata: { level: rule.level, concerns: rule.concerns.join(','), source: rule.source },
      violatingResources: [{ constructPath, resourceLogicalId: resource.logicalId, templatePath: resource.template, locations: [path] }],
    }));
  }
}

/** cdk-nag knows a rule by its own id only. */
function isAcknowledged(node: IConstruct, ids: readonly string[]): boolean {
  return node.node.scopes.some((scope) => scope.node.metadata.some(({ type, data }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY
    && Object.keys(data ?? {}).some((key) => ids.includes(key.replace(/^annotation::/i, '')))));
}

/** By template, then by logical id. */
function byResource(findings: readonly PolicyFinding[]): ReadonlyMap<string, ReadonlyMap<string, readonly PolicyFinding[]>> {
  const files = new Map<string, Map<string, PolicyFinding[]>>();
  findings.forEach((finding) => {
    const { template, logicalId } = finding.resource;
    const resources = files.get(template) ?? new Map<string, PolicyFinding[]>();
    files.set(template, resources.set(logicalId, [...resources.get(logicalId) ?? [], finding]));
  });
  return files;
}
