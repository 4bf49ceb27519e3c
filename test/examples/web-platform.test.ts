import { App } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { AwsSolutionsChecks } from 'cdk-nag';
import { webPlatform } from '../../examples/web-platform/web-platform';

test('the example leaves no finding of AwsSolutionsChecks open', () => {
  const app = new App({ context: recommended });
  webPlatform(app);
  app.synth();
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  expect(violations.map((violation) => `${violation.ruleName} at ${violation.violatingResources.map((resource) => resource.constructPath)}`)).toEqual([]);
});
