import { App, IPolicyValidationContext, Validations } from 'aws-cdk-lib/core';
import { EXAMPLES } from '../../examples/examples';
import { policy } from '../../src';
import { recommendedApp } from '../kit/stacks';

/** What is still to be mended or acknowledged in the code of an example. */
const OPEN: Record<string, string[]> = {
  'web-platform': ['User.Root'],
  'zonal-fleet': ['User.Root'],
  'base-and-burst': ['CapacitySplit.SpotOnly', 'Service.OneTask', 'User.Root'],
  'progressive-delivery': ['User.Root'],
  'microservices': ['User.Root'],
  'async-platform': ['User.Root'],
  'edge-fleet': ['User.Root'],
};

test.each(Object.entries(EXAMPLES))('%s', (name, build) => {
  expect(ruleIdsIn(build)).toEqual((OPEN[name] ?? []).map((id) => `EcsPolicy-${id}`));
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
