import { CASES } from './cases';
import { setOf } from './kit';
import { CHECKS } from '../../src/policy/check-table';
import { settingsOf } from '../../src/policy/pack-settings';
import { RuleLevel } from '../../src/policy/rule-options';
import { NOT_IN_TEMPLATES, ruleOf, RULES } from '../../src/policy/rule-table';

test('each rule has an id of its own', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => id in NOT_IN_TEMPLATES)).toEqual([]);
});

test('a rule is found by its id', () => {
  expect(ruleOf(RULES[0].id)).toBe(RULES[0]);
  expect(ruleOf('No.SuchRule')).toBeUndefined();
});

test.each(RULES.map((rule) => ({ rule, name: rule.id })))('$name is told in whole sentences, with its source', ({ rule }) => {
  expect(rule.id).toMatch(/^[A-Z][A-Za-z0-9]+\.[A-Z][A-Za-z0-9]+$/);
  expect(rule.concerns.length).toBeGreaterThan(0);
  for (const text of [rule.info, rule.explanation, rule.remedy]) expect(text).toMatch(/^[A-Z`'].*[^.]\.$/s);
  expect(rule.info).not.toContain('\n');
  expect(rule.explanation).not.toBe(rule.info);
  expect(rule.source).toMatch(/^(https:\/\/|This pack)/);
  expect(rule.satisfiedBy).not.toBe('');
  if (rule.byDefault === false) expect(rule.controls).not.toEqual([]);
});

// What is told of a template is read by people who have never seen this library.
const OWN_NAMES = /\b(TaskBlueprint|TaskVolume|TaskScaling|Rollout|CapacityStrategy|TrafficSource|Sidecar|ContainerHealth|FargateSize|Hardening|EcsAnywhereFleet)\.[a-z]/;

test.each(CASES.map((each) => ({ each, name: each.id })))('what is told of $name does not speak of this library', ({ each }) => {
  const rule = ruleOf(each.id);
  expect(each.message).not.toMatch(OWN_NAMES);
  expect(rule?.remedy).not.toMatch(OWN_NAMES);
});

// Every check over every template that breaks a rule: what the rules are chosen from.
const found = () => CASES.map(({ bad, id, settings = {} }) => {
  const [set, { thresholds }] = [setOf(bad), settingsOf(settings)];
  return { id, findings: CHECKS.flatMap((check) => check(set, thresholds)).map(({ finding }) => finding) };
});

test('no rule is above the severity of its finding', () => {
  const errors = found().filter(({ id }) => ruleOf(id)?.level === RuleLevel.ERROR);
  expect(errors.filter(({ id, findings }) => findings.some((finding) => finding.id === id && finding.severity === 'warning')).map(({ id }) => id)).toEqual([]);
});

test('what is found and no rule is said why', () => {
  const ids = new Set(found().flatMap(({ findings }) => findings.map(({ id }) => id)));
  expect([...ids].filter((id) => ruleOf(id) === undefined && !(id in NOT_IN_TEMPLATES))).toEqual([]);
});
