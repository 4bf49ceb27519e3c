import { settingsOf } from '../../src/policy/pack-settings';
import { RuleConcern, RuleLevel, RuleStandard } from '../../src/policy/rule-options';

test('what is left out is every rule, that errors fail, and the thresholds of the docs', () => {
  expect(settingsOf({})).toEqual({
    failOn: 'error',
    concerns: undefined,
    standards: undefined,
    thresholds: { minTasks: 2, logRetentionDays: 0, maxDrainSeconds: 120, requiredTagKeys: [] },
  });
});

test('what is given is kept, also where it is zero', () => {
  expect(settingsOf({
    failOn: RuleLevel.NONE,
    concerns: [RuleConcern.COST],
    standards: [RuleStandard.KICS],
    thresholds: { minTasks: 0, logRetentionDays: 30, maxDrainSeconds: 0, requiredTagKeys: ['team'] },
  })).toEqual({
    failOn: 'none',
    concerns: ['cost'],
    standards: ['Kics'],
    thresholds: { minTasks: 0, logRetentionDays: 30, maxDrainSeconds: 0, requiredTagKeys: ['team'] },
  });
});
