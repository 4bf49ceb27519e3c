import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import type { EcsNagPack } from './ecs-nag-pack';
import { isSelected } from './evaluate';
import { PackSettings, settingsOf } from './pack-settings';
import { RuleConcern, RuleLevel, RuleStandard, RuleThresholds } from './rule-options';
import { RULES } from './rule-table';
import { checkSettings } from './settings-checks';
import { guardClass } from '../private/guard';

/** Properties of `EcsPolicyPack`. */
export interface EcsPolicyPackProps {
  /**
   * The level from which findings fail synthesis; the others are printed.
   *
   * @default RuleLevel.ERROR
   */
  readonly failOn?: RuleLevel;
  /**
   * Rules that are good for one of these.
   *
   * @default - every concern
   */
  readonly concerns?: RuleConcern[];
  /**
   * Rules of one of these, those too that run only when they are asked for.
   *
   * @default - every rule but those that only a standard asks for
   */
  readonly standards?: RuleStandard[];
  /**
   * Numbers that rules compare with.
   *
   * @default - those of `RuleThresholds`
   */
  readonly thresholds?: RuleThresholds;
}

/**
 * Checks the ECS resources of a whole app, whatever constructs they were made with.
 *
 * It reads the templates that are written, with all overrides and across resources. What is not known before the deployment is never a finding.
 * A finding is acknowledged by `EcsPolicy-<rule>`, or as the constructs of this library are: `cdk-ecs-blueprints:<rule>`.
 *
 * @example
 * Validations.of(app).addPlugins(new policy.EcsPolicyPack());
 */
export class EcsPolicyPack implements IPolicyValidationPlugin {
  /** Name of the pack, with which ids of its rules begin. */
  public readonly name: string = 'EcsPolicy';
  /** Ids of the rules that run. */
  public readonly ruleIds?: string[];
  private readonly settings: PackSettings;
  private pack?: EcsNagPack;

  /**
   * A pack with all rules, or some of them.
   *
   * @param props which rules, and what fails; a selection without rules (`EcsPolicyPack.NoRule`) and thresholds that are no counts (`EcsPolicyPack.Threshold`) are refused
   */
  public constructor(props: EcsPolicyPackProps = {}) {
    guardClass('EcsPolicyPack', checkSettings(props));
    this.settings = settingsOf(props);
    this.ruleIds = RULES.filter((rule) => isSelected(rule, this.settings)).map(({ id }) => `${this.name}-${id}`);
  }

  /** What is wrong with the templates that CDK has written. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.nagPack().validate(context);
  }

  /** What is wrong with a construct: synthesises its app or stage, and tells what is inside the construct. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.nagPack().validateScope(scope);
  }

  private nagPack(): EcsNagPack {
    const { EcsNagPack: Pack } = require('./ecs-nag-pack') as typeof import('./ecs-nag-pack');
    this.pack ??= new Pack(this.name, this.settings);
    return this.pack;
  }
}
