import * as fs from 'fs';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { FargateSpotService } from '../src';
import { webPlatform } from './web-platform/web-platform';

const EXAMPLES: Record<string, (app: App) => void> = { 'web-platform': webPlatform };

/** Synthesises an example and tells a person what it will run. */
function demo(name: string, build: (app: App) => void): void {
  const outdir = path.join('cdk.out', name);
  const app = new App({ outdir, context: recommended });
  build(app);
  const assembly = app.synth();

  console.log(`\n${name}`);
  for (const artifact of assembly.stacks) {
    tellStack(app, artifact);
  }
  console.log(`\n  templates: ${path.relative(process.cwd(), assembly.directory)}${path.sep}*.template.json`);
}

function tellStack(app: App, artifact: CloudFormationStackArtifact): void {
  const template = JSON.parse(fs.readFileSync(artifact.templateFullPath, 'utf8'));
  console.log(`\n  stack ${artifact.stackName}: ${Object.keys(template.Resources ?? {}).length} resources`);
  const stack = app.node.findAll().find((node) => Stack.isStack(node) && node.artifactId === artifact.id);
  for (const node of stack?.node.findAll() ?? []) {
    if (node instanceof FargateSpotService) {
      tellService(node);
    }
  }
  const warnings = artifact.messages.filter((message) => message.level === 'warning');
  console.log(`    warnings: ${warnings.length === 0 ? 'none' : ''}`);
  warnings.forEach((warning) => console.log(`      ${warning.id}: ${warning.entry.data}`));
}

function tellService(web: FargateSpotService): void {
  const scales = web.minTaskCount < web.maxTaskCount;
  const counts = scales ? { min: web.minTaskCount, max: web.maxTaskCount } : { desired: web.minTaskCount };
  console.log(`    service ${web.node.path}${scales ? ', whose desired count scaling sets' : ''}`);
  for (const [name, count] of Object.entries(counts)) {
    const split = web.tasksByProvider(count).map(({ provider, tasks }) => `${tasks} ${provider}`).join(' + ');
    const { floor, ceiling, batches, peakTasks } = web.rolloutPlan(count);
    console.log(`      ${name} ${count}: ${split}`);
    console.log(`        rollout: ${floor} to ${ceiling} tasks, batches of ${batches.join(', ')} new, at most ${peakTasks} at once`);
  }
}

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(EXAMPLES)) {
  const build = EXAMPLES[name];
  if (build === undefined) {
    throw new Error(`there is no example '${name}', only ${Object.keys(EXAMPLES).join(', ')}`);
  }
  demo(name, build);
}
