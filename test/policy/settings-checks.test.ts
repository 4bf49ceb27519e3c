import { refuse } from '../../src/model/finding';
import { EcsPolicyPack, EcsPolicyPackProps } from '../../src/policy/ecs-policy-pack';
import { RuleConcern, RuleStandard } from '../../src/policy/rule-options';
import { checkSettings } from '../../src/policy/settings-checks';

const EMPTY = 'is empty, with which no rule runs; leave it out for all rules';

test.each<[EcsPolicyPackProps, ReturnType<typeof refuse>[]]>([
  [{}, []],
  [{ concerns: [RuleConcern.COST, RuleConcern.SECURITY], standards: [RuleStandard.KICS], thresholds: {} }, []],
  [{ concerns: [RuleConcern.COST], standards: [] }, [refuse('EcsPolicyPack.NoRule', 'standards', EMPTY)]],
  [{ concerns: [RuleConcern.COST], standards: [RuleStandard.KICS, RuleStandard.TRIVY] }, [
    refuse('EcsPolicyPack.NoRule', 'concerns', 'has no rule in common with the standards Kics, Trivy, got cost; leave one of the two out'),
  ]],
  [{ thresholds: { minTasks: 0, logRetentionDays: 0, maxDrainSeconds: 0, requiredTagKeys: [] } }, []],
  [{ concerns: [] }, [refuse('EcsPolicyPack.NoRule', 'concerns', EMPTY)]],
  [{ standards: [] }, [refuse('EcsPolicyPack.NoRule', 'standards', EMPTY)]],
])('%j is %j', (props, findings) => {
  expect(checkSettings(props)).toEqual(findings);
});

test.each(['minTasks', 'logRetentionDays', 'maxDrainSeconds'])('%s is a whole number from 0 on', (name) => {
  for (const value of [-1, 0.5, NaN, Infinity]) {
    expect(checkSettings({ thresholds: { [name]: value } }).map(({ id, path }) => [id, path])).toEqual([['EcsPolicyPack.Threshold', `thresholds.${name}`]]);
  }
});

test('a pack is not made with them, and says all that is wrong', () => {
  expect(() => new EcsPolicyPack({ concerns: [], thresholds: { minTasks: -1 } })).toThrow(`EcsPolicyPack has 2 problems:
  EcsPolicyPack.NoRule: \`concerns\` ${EMPTY}
  EcsPolicyPack.Threshold: \`thresholds.minTasks\` `);
});
