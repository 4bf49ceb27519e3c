import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CONSTRUCTS } from './constructs';
import { FLAGS } from '../kit/flags';

/** Findings that only the user can decide, with the reason (ARCHITECTURE.md lists them too). */
const LEFT_TO_THE_USER: Record<string, string> = {
  'AwsSolutions-APIG4': 'whether anyone may call an API is the decision of whoever makes it, as it is with a balancer',
  'AwsSolutions-AS3': 'who is told when instances come and go, by which topic, is not ours to make up',
  'AwsSolutions-ECS2': 'which plain environment values are harmless only the application knows',
  'AwsSolutions-EC23': 'whether a balancer may be reached from the internet is the decision of whoever asks for a public one',
  'AwsSolutions-ELB2': 'access logs need a bucket that is not ours to make',
};

const usages = Object.entries(CONSTRUCTS).flatMap(([name, usage]) => Object.entries(FLAGS).flatMap(([flags, context]) => [
  [`${name}, minimal, feature flags: ${flags}`, usage.minimal, context] as const,
  [`${name}, full, feature flags: ${flags}`, usage.full, context] as const,
]));

test.each(usages)('AwsSolutionsChecks finds nothing that is ours to mend in %s', (_name, build, context) => {
  const app = new App({ context });
  const stack = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
  const subject = build(stack);
  app.synth();
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  const ours = violations.flatMap((violation) => violation.violatingResources
    .filter((resource) => resource.constructPath?.startsWith(subject.node.path))
    .map((resource) => `${violation.ruleName} at ${resource.constructPath}`))
    .filter((finding) => !Object.keys(LEFT_TO_THE_USER).some((rule) => finding.startsWith(rule)));
  expect(ours).toEqual([]);
});
