import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib/core';
import { EXAMPLES } from '../../examples/examples';
import { FLAGS, REFERENCE_FLAG } from '../kit/flags';

const ROOT = path.join(__dirname, '..', '..');
const ENDING = '.template.json';
const SNAPSHOT = '.ts.snapshot';

/** A template by the folder of its app and the name of its stack, and the file that a validator reads. */
export interface Template { readonly name: string; readonly file: string }

/** Writes the templates of all examples, with either kind of references between stacks, and of all integ apps below a folder. */
export function writeTemplates(folder: string): Template[] {
  return [...exampleTemplates(folder), ...integTemplates(folder)].map((file) => ({ file, name: file.slice(0, -ENDING.length) }));
}

function exampleTemplates(folder: string): string[] {
  const apps = fs.readdirSync(path.join(ROOT, 'examples')).filter((name) => fs.existsSync(path.join(ROOT, 'examples', name, 'app.ts')));
  return apps.flatMap((name) => ['weak', 'strong'].flatMap((references) => {
    const place = path.join('examples', name, references);
    const app = new App({ outdir: path.join(folder, place), context: { ...FLAGS.recommended, [REFERENCE_FLAG]: references } });
    EXAMPLES[name](app);
    return templatesIn(app.synth().directory).map((file) => path.join(place, file));
  }));
}

/** Templates as they are committed, but for what the test framework asks the deployed stacks with. */
function integTemplates(folder: string): string[] {
  const snapshots = fs.readdirSync(path.join(ROOT, 'integ'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^\w+\/integ\.[\w-]+\.ts\.snapshot$/.test(name));
  return snapshots.flatMap((snapshot) => {
    const from = path.join(ROOT, 'integ', snapshot);
    const place = path.join('integ', snapshot.slice(0, -SNAPSHOT.length));
    const { testCases } = JSON.parse(fs.readFileSync(path.join(from, 'integ.json'), 'utf8'));
    const asserting = Object.values<any>(testCases).map(({ assertionStackName }) => `${assertionStackName}${ENDING}`);
    fs.mkdirSync(path.join(folder, place), { recursive: true });
    return templatesIn(from).filter((file) => !asserting.includes(file)).map((file) => {
      fs.copyFileSync(path.join(from, file), path.join(folder, place, file));
      return path.join(place, file);
    });
  });
}

function templatesIn(folder: string): string[] {
  return fs.readdirSync(folder).filter((file) => file.endsWith(ENDING));
}
