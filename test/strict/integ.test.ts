import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import type { Synthesis } from './synthesise';

// Every integ app as a whole: the strict validator and, since integ-app.ts adds it, AwsSolutionsChecks.
const root = path.join(__dirname, '..', '..');
const apps = fs.readdirSync(path.join(root, 'integ'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)integ\.[\w-]+\.ts$/.test(name) && !name.includes('.snapshot'));
const faulty = path.join(root, 'integ', `finding-${process.pid}.ts`);
let synthesised: Record<string, Synthesis>;

beforeAll(() => {
  fs.writeFileSync(faulty, `
    import * as ecs from 'aws-cdk-lib/aws-ecs';
    import { Stack } from 'aws-cdk-lib/core';
    import { integApp } from './integ-app';
    new ecs.CfnCluster(new Stack(integApp(), 'Bad'), 'Cluster');`);
  try {
    // In the middle: what follows it must still be found right.
    const [first, ...others] = apps.map((name) => path.join('integ', name));
    const context = { ...recommended, '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };
    synthesised = JSON.parse(execFileSync('node', ['-r', 'tsx/cjs', path.join(__dirname, 'synthesise.ts'), first, faulty, ...others], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { ...process.env, CDK_VALIDATION: 'true', CDK_CONTEXT_JSON: JSON.stringify(context) },
    }));
  } finally {
    fs.rmSync(faulty);
  }
}, 600_000);

test('there are integ apps', () => {
  expect(apps.length).toBeGreaterThanOrEqual(6);
});

test.each(apps)('nothing to find in integ/%s', (name) => {
  const { printed, failed } = synthesised[path.join('integ', name)];
  expect(failed).toBeUndefined();
  expect(printed).not.toContain('error');
});

test('an app with a finding fails', () => {
  expect(synthesised[faulty].failed).toContain('AwsSolutions-ECS4');
});
