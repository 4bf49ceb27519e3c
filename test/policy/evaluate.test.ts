import { Json, merged, setOf } from './kit';
import { task } from './templates';
import { advise, refuse } from '../../src/model/finding';
import { PolicyCheck, told } from '../../src/policy/check';
import { EcsPolicyPackProps } from '../../src/policy/ecs-policy-pack';
import { evaluate, isOfPack, isSelected } from '../../src/policy/evaluate';
import { settingsOf } from '../../src/policy/pack-settings';
import { PolicyRule } from '../../src/policy/rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../../src/policy/rule-options';

const SETTINGS = settingsOf({});

/** A check with a rule of the table, so that it is told. */
const unread: PolicyCheck = (set) => set.resources('AWS::ECS::TaskDefinition')
  .flatMap((resource) => told(resource, [advise('EcsPolicy.Unread', 'cpu', 'is 256 units, too few; take TaskBlueprint.container')]));

test('a finding is told with its property, without the remedy of a construct', () => {
  expect(evaluate(setOf(task()), SETTINGS, [unread]).map(({ message, path, rule, resource }) => [rule.id, resource.logicalId, path, message]))
    .toEqual([['EcsPolicy.Unread', 'Task', 'Properties.Cpu', '`Cpu` is 256 units, too few']]);
});

test('a finding of the resource as a whole is told of its kind', () => {
  const whole: PolicyCheck = (set) => told(set.resources('AWS::ECS::TaskDefinition')[0], [advise('EcsPolicy.Unread', '', 'has no containers')]);
  expect(evaluate(setOf(task()), SETTINGS, [whole]).map(({ message, path }) => [path, message])).toEqual([['Properties', 'the task definition has no containers']]);
});

test('what two checks find is told once, and what is at two places twice', () => {
  const other: PolicyCheck = (set) => told(set.resources('AWS::ECS::TaskDefinition')[0], [advise('EcsPolicy.Unread', 'memory', 'is too much')]);
  expect(evaluate(setOf(task()), SETTINGS, [unread, unread, other]).map(({ path }) => path)).toEqual(['Properties.Cpu', 'Properties.Memory']);
});

test('what two checks say of one property is told once', () => {
  const again: PolicyCheck = (set) => told(set.resources('AWS::ECS::TaskDefinition')[0], [advise('EcsPolicy.Unread', 'cpu', 'is odd')]);
  expect(evaluate(setOf(task()), SETTINGS, [again, unread]).map(({ path }) => path)).toEqual(['Properties.Cpu']);
});

test('the same resource of two templates is told twice', () => {
  expect(evaluate(setOf([task(), task()]), SETTINGS, [unread]).map(({ resource }) => resource.template)).toEqual(['0.template.json', '1.template.json']);
});

test('what is no rule of the pack is not told', () => {
  const unruly: PolicyCheck = (set) => told(set.resources()[0], [refuse('No.SuchRule', 'cpu', 'is wrong')]);
  expect(evaluate(setOf(task()), SETTINGS, [unruly])).toEqual([]);
});

describe('a check that fails', () => {
  const failing = (name: string, error: unknown = new TypeError('no such thing')): PolicyCheck => Object.defineProperty(() => { throw error; }, 'name', { value: name });
  const all = (template: Json, settings: EcsPolicyPackProps, ...checks: PolicyCheck[]) => evaluate(setOf(template), settingsOf(settings), checks)
    .map(({ message, path, resource, rule }) => [rule.id, resource.template, resource.logicalId, path, message]);

  test('is told of each template as a whole, and takes none of the others with it', () => {
    expect(all([task(), {}, task()], {}, failing('oddCheck'), unread)).toEqual([
      ...['0.template.json', '2.template.json'].map((template) => (
        ['EcsPolicy.Unread', template, '', '', 'the template was not checked by oddCheck, which failed: no such thing'])),
      ...['0.template.json', '2.template.json'].map((template) => ['EcsPolicy.Unread', template, 'Task', 'Properties.Cpu', '`Cpu` is 256 units, too few']),
    ]);
  });

  test('is told beside another one that fails', () => {
    expect(all(task(), {}, failing('one'), failing('two', 'odd'), failing('one')).map(([, , , , message]) => message)).toEqual([
      'the template was not checked by one, which failed: no such thing', 'the template was not checked by two, which failed: odd',
    ]);
  });

  test('is told whatever rules were asked for', () => {
    expect(all(task(), { concerns: [RuleConcern.COST], standards: [RuleStandard.SECURITY_HUB] }, failing('one'))).toHaveLength(1);
  });

  test('is not told of templates in which there is nothing to check', () => {
    expect(all({}, {}, failing('one'))).toEqual([]);
  });
});

const RULE: PolicyRule = {
  id: 'Some.Rule',
  level: RuleLevel.ERROR,
  concerns: [RuleConcern.COST, RuleConcern.SECURITY],
  controls: [{ standard: RuleStandard.CHECKOV, id: 'CKV_1' }],
  info: '',
  explanation: '',
  remedy: '',
  source: '',
  satisfiedBy: '',
};

test.each([
  [{}, {}, true],
  [{}, { concerns: [RuleConcern.SECURITY] }, true],
  [{}, { concerns: [RuleConcern.AVAILABILITY] }, false],
  [{}, { concerns: [] }, false],
  [{}, { standards: [RuleStandard.CHECKOV] }, true],
  [{}, { standards: [RuleStandard.TRIVY] }, false],
  [{}, { standards: [RuleStandard.TRIVY, RuleStandard.CHECKOV], concerns: [RuleConcern.COST] }, true],
  [{}, { standards: [RuleStandard.CHECKOV], concerns: [RuleConcern.AVAILABILITY] }, false],
  [{ controls: [{ standard: RuleStandard.TRIVY, id: 'AVD' }, ...RULE.controls ?? []] }, { standards: [RuleStandard.CHECKOV] }, true],
  [{ controls: undefined }, { standards: [RuleStandard.CHECKOV] }, false],
  [{ byDefault: false }, {}, false],
  [{ byDefault: false }, { standards: [RuleStandard.CHECKOV] }, true],
  [{ byDefault: false }, { standards: [RuleStandard.TRIVY] }, false],
  [{ id: 'EcsPolicy.Some' }, { standards: [RuleStandard.TRIVY], concerns: [RuleConcern.AVAILABILITY] }, true],
])('a rule with %j is of the selection %j: %s', (patch, selection, selected) => {
  expect(isSelected(merged(RULE, patch), selection)).toBe(selected);
});

test('rules about the pack are told by their ids', () => {
  expect(['EcsPolicy.Some', 'EcsPolicyPack.Some', 'Some.Rule'].map((id) => isOfPack({ ...RULE, id }))).toEqual([true, false, false]);
});
