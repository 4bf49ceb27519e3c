import { CASES } from './cases';
import { findingsOf, Json, RuleCase } from './kit';
import { ec2Service, fargateService, task } from './templates';
import { RULES } from '../../src/policy/rule-table';

// They tell of checks that fail, which only a fault of the pack makes them do (evaluate.test.ts), and of what an app acknowledges (no-such-rule.test.ts).
const WITHOUT_CASE = ['EcsPolicy.Unread', 'EcsPolicy.NoSuchRule'];

test('every rule has a case', () => {
  const cases = new Set(CASES.map(({ id }) => id));
  expect(RULES.map(({ id }) => id).filter((id) => !cases.has(id) && !WITHOUT_CASE.includes(id))).toEqual([]);
});

describe.each(CASES.map((each) => ({ each, name: `${each.id} at ${each.at}` })))('$name', ({ each }) => {
  test('is told where it is broken', () => {
    const found = ofRule(each, each.bad);
    expect(found.map(({ resource, path }) => `${resource.logicalId} ${path}`)).toContain(each.at);
    expect(found.find(({ resource, path }) => `${resource.logicalId} ${path}` === each.at)?.message).toBe(each.message);
  });

  test('is not told where it is kept, or not known', () => {
    expect(ofRule(each, each.good).map(({ message }) => message)).toEqual([]);
    expect(ofRule(each, each.tokens).map(({ message }) => message)).toEqual([]);
  });
});

test.each([['a task', task()], ['a service on Fargate', fargateService()], ['a service on instances', ec2Service()]])(
  'no rule has anything to say about %s that keeps them all', (_name, template) => {
    expect(findingsOf(template).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  });

function ofRule({ id, settings }: RuleCase, template: Json) {
  const rule = RULES.find((each) => each.id === id);
  const asked = rule?.byDefault === false ? { standards: rule.controls?.map(({ standard }) => standard) } : {};
  return findingsOf(template, { ...asked, ...settings }).filter((finding) => finding.rule.id === id);
}
