import * as path from 'node:path';
import { App } from 'aws-cdk-lib/core';
import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { EXAMPLES } from '../../examples/examples';
import { REFERENCE_FLAG } from '../kit/flags';

// usage: synth.ts FOLDER weak|strong; writes each example into a folder of its own.
const [folder, references] = process.argv.slice(2);
const context = { ...recommended, [REFERENCE_FLAG]: references, 'aws:cdk:enable-path-metadata': true };
for (const [name, build] of Object.entries(EXAMPLES)) {
  const app = new App({ outdir: path.join(folder, name), context });
  build(app);
  app.synth();
}
