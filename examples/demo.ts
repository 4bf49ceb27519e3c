import * as fs from 'fs';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { EXAMPLES } from './examples';
import { linesOf } from './report';

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
    linesOf(node).forEach((line) => console.log(`    ${line}`));
  }
  const warnings = artifact.messages.filter((message) => message.level === 'warning');
  console.log(`    warnings: ${warnings.length === 0 ? 'none' : ''}`);
  warnings.forEach((warning) => console.log(`      ${warning.id}: ${warning.entry.data}`));
}

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(EXAMPLES)) {
  const build = EXAMPLES[name];
  if (build === undefined) {
    throw new Error(`there is no example '${name}', only ${Object.keys(EXAMPLES).join(', ')}`);
  }
  demo(name, build);
}
