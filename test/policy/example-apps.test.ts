import { App, IPolicyValidationContext, Validations } from 'aws-cdk-lib/core';
import { EXAMPLES } from '../../examples/examples';
import { policy } from '../../src';
import { recommendedApp } from '../kit/stacks';

test.each(Object.entries(EXAMPLES))('%s keeps every rule, or says why not', (_name, build) => {
  expect(ruleIdsIn(build)).toEqual([]);
});

/** Ids of the rules that the app breaks and does not acknowledge, as CDK asks the pack for them. */
function ruleIdsIn(build: (app: App) => void): string[] {
  const app = recommendedApp();
  build(app);
  const found = new Set<string>();
  const pack = new policy.EcsPolicyPack();
  Validations.of(app).addPlugins({
    name: pack.name,
    validate(context: IPolicyValidationContext) {
      const report = pack.validate(context);
      report.violations.forEach(({ ruleName }) => found.add(ruleName));
      return report;
    },
  });
  app.synth();
  return [...found].sort();
}
