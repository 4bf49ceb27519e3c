import { App } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EXAMPLES } from '../../examples/examples';

test.each(Object.entries(EXAMPLES))('%s leaves no finding of AwsSolutionsChecks open', (_name, build) => {
  const app = new App({ context: recommended });
  build(app);
  app.synth();
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  expect(violations.map((violation) => `${violation.ruleName} at ${violation.violatingResources.map((resource) => resource.constructPath)}`)).toEqual([]);
});
