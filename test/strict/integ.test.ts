import { execFile } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { promisify } from 'util';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';

// Every integ app as a whole: the strict validator and, since integ-app.ts adds it, AwsSolutionsChecks.
const root = path.join(__dirname, '..', '..');
const apps = fs.readdirSync(path.join(root, 'integ'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)integ\.[\w-]+\.ts$/.test(name) && !name.includes('.snapshot'));

const run = promisify(execFile);

async function synthesise(app: string): Promise<string> {
  const context = { ...recommended, '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };
  const { stdout } = await run('node', ['-r', 'tsx/cjs', app], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: {
      ...process.env,
      CDK_VALIDATION: 'true',
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: fs.mkdtempSync(path.join(os.tmpdir(), 'integ-')),
    },
  });
  return stdout;
}

test('there are integ apps', () => {
  expect(apps.length).toBeGreaterThanOrEqual(6);
});

// Each is a process of its own.
test.concurrent.each(apps)('nothing to find in integ/%s', async (name) => {
  expect(await synthesise(path.join('integ', name))).not.toContain('error');
});

test('an app with a finding fails', async () => {
  const file = path.join(root, 'integ', `finding-${process.pid}.ts`);
  fs.writeFileSync(file, `
    import * as ecs from 'aws-cdk-lib/aws-ecs';
    import { Stack } from 'aws-cdk-lib/core';
    import { integApp } from './integ-app';
    const app = integApp();
    new ecs.CfnCluster(new Stack(app, 'Bad'), 'Cluster');
    app.synth();`);
  try {
    await expect(synthesise(file)).rejects.toThrow(/AwsSolutions-ECS4/);
  } finally {
    fs.rmSync(file);
  }
});
