import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';

// Every integ app as a whole: the strict validator and, since integ-app.ts adds it, AwsSolutionsChecks.
const root = path.join(__dirname, '..', '..');
const apps = fs.readdirSync(path.join(root, 'integ'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)integ\.[\w-]+\.ts$/.test(name) && !name.includes('.snapshot'));

function synthesise(app: string): string {
  const context = { ...recommended, '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };
  return execFileSync('node', ['-r', 'tsx/cjs', app], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CDK_VALIDATION: 'true',
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: fs.mkdtempSync(path.join(os.tmpdir(), 'integ-')),
    },
  });
}

test('there are integ apps', () => {
  expect(apps.length).toBeGreaterThanOrEqual(6);
});

test.each(apps)('nothing to find in integ/%s', (name) => {
  expect(synthesise(path.join('integ', name))).not.toContain('error');
});

test('an app with a finding fails', () => {
  const file = path.join(root, 'integ', `finding-${process.pid}.ts`);
  fs.writeFileSync(file, `
    import * as ecs from 'aws-cdk-lib/aws-ecs';
    import { Stack } from 'aws-cdk-lib/core';
    import { integApp } from './integ-app';
    const app = integApp();
    new ecs.CfnCluster(new Stack(app, 'Bad'), 'Cluster');
    app.synth();`);
  try {
    expect(() => synthesise(file)).toThrow(/AwsSolutions-ECS4/);
  } finally {
    fs.rmSync(file);
  }
});
