import { CfnService } from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { EXAMPLES } from '../../examples/examples';
import { CONSTRUCTS } from '../contract/constructs';

// Only here: the validator costs seconds a test file. On versions before the newest it reports duplicates that are none.
beforeAll(() => { process.env.CDK_VALIDATION = 'true'; });
afterAll(() => { process.env.CDK_VALIDATION = 'false'; });

const strict = {
  ...recommended,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
};

test('the validator is on: it refuses a strategy that does not exist', () => {
  const app = new App({ context: strict });
  new CfnService(new Stack(app, 'Stack'), 'Service', { taskDefinition: 'app', deploymentConfiguration: { strategy: 'SIDEWAYS' } });
  expect(() => app.synth()).toThrow(/SIDEWAYS/);
});

const usages = Object.entries(CONSTRUCTS).flatMap(([name, usage]) => [
  [`${name}, minimal`, usage.minimal] as const,
  [`${name}, full`, usage.full] as const,
]);

test.each(usages)('nothing to find in %s', (_name, build) => {
  const app = new App({ context: strict });
  build(new Stack(app, 'Stack', { env: { account: '123456789012', region: 'us-east-1' } }));
  expect(app.synth().stacks.map(({ stackName }) => stackName)).toContain('Stack');
});

test.each(Object.entries(EXAMPLES))('nothing to find in the example %s', (_name, build) => {
  const app = new App({ context: strict });
  build(app);
  expect(app.synth().stacks).toHaveLength(2);
});
