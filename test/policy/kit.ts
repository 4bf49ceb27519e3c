import { TemplateSet } from '../../src/model/template/template-set';
import { isFunction } from '../../src/model/template-value';
import { EcsPolicyPackProps } from '../../src/policy/ecs-policy-pack';
import { evaluate, PolicyFinding } from '../../src/policy/evaluate';
import { settingsOf } from '../../src/policy/pack-settings';

/** Any part of a template. */
export type Json = any;

/** One rule of the pack: a template that keeps it, one that breaks it, and one that only the deployment decides. */
export interface RuleCase {
  readonly id: string;
  readonly good: Json;
  readonly bad: Json;
  readonly tokens: Json;
  /** Where `bad` breaks it: `Task Properties.Cpu`. */
  readonly at: string;
  /** What is told of `bad`, all of it. */
  readonly message: string;
  /** Settings that the rule needs; a rule that only a standard asks for gets that standard. */
  readonly settings?: EcsPolicyPackProps;
}

/** What the pack tells of a template, or of templates that are deployed together; a check that fails over one is a fault of the pack. */
export function findingsOf(template: Json | Json[], settings: EcsPolicyPackProps = {}): readonly PolicyFinding[] {
  const findings = evaluate(setOf(template), settingsOf(settings));
  const failed = findings.find(({ rule }) => rule.id === 'EcsPolicy.Unread');
  if (failed !== undefined) throw new Error(failed.message);
  return findings;
}

/** A template, or templates that are deployed together. */
export function setOf(template: Json | Json[]): TemplateSet {
  const templates: Json[] = Array.isArray(template) ? template : [template];
  return TemplateSet.of(templates.map((each, index) => ({ name: `${index}.template.json`, template: each })));
}

/** Ids of what the pack tells of a template, sorted. */
export function idsOf(template: Json | Json[], settings: EcsPolicyPackProps = {}): string[] {
  return findingsOf(template, settings).map(({ rule }) => rule.id).sort();
}

/** The template with a part of it written otherwise: objects are merged, lists and values replaced, what is undefined is left out. */
export function merged(template: Json, patch: Json): Json {
  if (!isObject(template) || !isObject(patch)) return patch;
  return Object.fromEntries([...new Set([...Object.keys(template), ...Object.keys(patch)])]
    .map((key) => [key, key in patch ? merged(template[key], patch[key]) : template[key]])
    .filter(([, value]) => value !== undefined));
}

/** The same, with resources that are made on conditions of which only the deployment knows whether they hold. */
export function onConditions(template: Json, conditions: Readonly<Record<string, string>>): Json {
  return merged(template, {
    Conditions: Object.fromEntries(Object.values(conditions).map((name) => [name, { 'Fn::Equals': [PARAMETER, name] }])),
    Resources: Object.fromEntries(Object.entries(conditions).map(([logicalId, name]) => [logicalId, { Condition: name }])),
  });
}

/** The same template, in which a value is known at deployment only. */
export const PARAMETER = { Ref: 'Parameter' };

/** A function of a template is a value. */
function isObject(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isFunction(value);
}
