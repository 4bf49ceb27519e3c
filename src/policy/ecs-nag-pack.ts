import { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation, Stage, Validations } from 'aws-cdk-lib/core';
// The barrel of cdk-nag loads every rule that it has.
import { NagPack } from 'cdk-nag/lib/nag-pack';
import { NagMessageLevel, NagRuleCompliance } from 'cdk-nag/lib/nag-rules';
import { IConstruct } from 'constructs';
import { evaluate, PolicyFinding } from './evaluate';
import { NO_SUCH_RULE, wrongId } from './no-such-rule';
import { PackSettings } from './pack-settings';
import { PolicyRule } from './rule';
import { RuleLevel } from './rule-options';
import { RULES } from './rule-table';
import { logicalIdOf, WrittenStacks } from './written-stacks';

/** A finding, and the construct that made its resource. */
interface ToldFinding extends PolicyFinding {
  readonly constructPath: string;
}

/** What is wrong with a construct that made no resource. */
interface Remark {
  readonly rule: PolicyRule;
  readonly message: string;
  readonly construct: IConstruct;
}

const RULE_IDS = RULES.map(({ id }) => id);

/** The rules as a pack of cdk-nag: it walks the app, and knows what is acknowledged. */
export class EcsNagPack extends NagPack {
  private stacks?: WrittenStacks;
  private found: ReadonlyMap<string, readonly PolicyFinding[]> = new Map();
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
    for (const finding of this.found.get(placeOf(this.stacks?.fileOf(node), logicalIdOf(node))) ?? []) {
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
    const findings = evaluate(stacks.templates(), this.settings);
    this.stacks = stacks;
    this.found = byPlace(findings);
    this.told.length = 0;
    const open = placesOf(super.validateScope(scope).violations);
    const violations = [
      ...this.told.filter(({ constructPath, rule }) => open.has(placeOf(this.idOf(rule), constructPath))).map((finding) => this.violationOf(finding)),
      ...this.remarked([...unreadIn(findings, stacks), ...this.wrongIdsIn(scope, stacks)]),
    ];
    return { success: violations.every(({ severity }) => severity !== 'error'), violations };
  }

  /** CDK derives from the severity what fails, so that it says that; the level of the rule is told beside it. */
  private fails({ level }: PolicyRule): boolean {
    const { failOn } = this.settings;
    return failOn === RuleLevel.WARNING || (failOn === RuleLevel.ERROR && level === RuleLevel.ERROR);
  }

  private idOf({ id }: PolicyRule): string {
    return `${this.name}-${id}`;
  }

  /** cdk-nag puts findings of one rule together, under the message of the first; here each has its own. */
  private violationOf({ constructPath, message, path, resource, rule }: ToldFinding): PolicyViolation {
    return this.violation(rule, message, [
      { constructPath, resourceLogicalId: resource.logicalId, templatePath: resource.template, locations: [path] },
    ]);
  }

  /** What cdk-nag does not walk to, each thing once for all constructs that it is about. */
  private remarked(remarks: readonly Remark[]): PolicyViolation[] {
    const open = remarks.filter(({ construct, rule }) => !isAcknowledged(construct, [this.idOf(rule)]));
    const messages = new Map(open.map(({ message, rule }) => [message, rule]));
    return [...messages].map(([message, rule]) => this.violation(rule, message, open.filter((remark) => remark.message === message)
      .map(({ construct }) => ({ constructPath: construct.node.path, locations: [] }))));
  }

  private violation(rule: PolicyRule, description: string, violatingResources: PolicyViolatingResource[]): PolicyViolation {
    return {
      ruleName: this.idOf(rule),
      severity: this.fails(rule) ? 'error' : 'warning',
      description,
      fix: rule.remedy,
      ruleMetadata: { level: rule.level, concerns: rule.concerns.join(','), source: rule.source },
      violatingResources,
    };
  }

  private wrongIdsIn(scope: IConstruct, stacks: WrittenStacks): Remark[] {
    return scope.node.findAll().filter((construct) => acknowledgedBy(construct).length > 0 && stacks.has(construct)).flatMap((construct) => {
      const messages = acknowledgedBy(construct).flatMap((key) => wrongId(key, this.name, RULE_IDS) ?? []);
      return [...new Set(messages)].map((message) => ({ rule: NO_SUCH_RULE, message, construct }));
    });
  }
}

/** What is about whole templates, with their stacks. */
function unreadIn(findings: readonly PolicyFinding[], stacks: WrittenStacks): Remark[] {
  return findings.filter(({ resource }) => resource.logicalId === '').flatMap(({ message, resource, rule }) => {
    const construct = stacks.stackOf(resource.template);
    return construct === undefined ? [] : [{ rule, message, construct }];
  });
}

/** cdk-nag knows a rule by its own id only. */
function isAcknowledged(node: IConstruct, ids: readonly string[]): boolean {
  return node.node.scopes.some((scope) => acknowledgedBy(scope).some((key) => ids.includes(key.replace(/^annotation::/i, ''))));
}

/** The ids that are acknowledged at a construct, as CDK keeps them. */
function acknowledgedBy({ node }: IConstruct): string[] {
  return node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).flatMap(({ data }) => Object.keys(data ?? {}));
}

function byPlace(findings: readonly PolicyFinding[]): ReadonlyMap<string, readonly PolicyFinding[]> {
  const places = new Map<string, PolicyFinding[]>();
  findings.forEach((finding) => {
    const place = placeOf(finding.resource.template, finding.resource.logicalId);
    const others = places.get(place);
    if (others === undefined) places.set(place, [finding]);
    else others.push(finding);
  });
  return places;
}

/** What cdk-nag tells, by rule and construct. */
function placesOf(violations: readonly PolicyViolation[]): ReadonlySet<string> {
  return new Set(violations.flatMap(({ ruleName, violatingResources }) => violatingResources
    .map(({ constructPath }) => placeOf(ruleName, constructPath))));
}

function placeOf(...names: (string | undefined)[]): string {
  return JSON.stringify(names);
}
