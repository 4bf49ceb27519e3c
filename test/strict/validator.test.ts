import { CfnService } from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { EXAMPLES } from '../../examples/examples';
import { CONSTRUCTS } from '../contract/constructs';
import { REFERENCE_FLAG } from '../kit/flags';

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

const examples = Object.entries(EXAMPLES).flatMap(([name, build]) => ['weak', 'strong'].map((references) => [name, references, build] as const));

test.each(examples)('nothing to find in the example %s with %s references', (_name, references, build) => {
  const app = new App({ context: { ...strict, [REFERENCE_FLAG]: references } });
  build(app);
  expect(app.synth().stacks).toHaveLength(2);
});
