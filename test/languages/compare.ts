import * as assert from 'assert';
import * as fs from 'fs';
import * as path from 'path';

interface Template {
  readonly Resources: Record<string, unknown>;
}

/** What the injector of the Python app changes: a default of the only service that leaves it to the library. */
const INJECTED = ['Shop.Resources.ApiServiceD5B4A50A.Properties.CapacityProviderStrategy.1.Weight: 1 in typescript, 3 in python-injector'];

const out = process.argv[2];
let passed = 0;
let failed = 0;

/** The templates of a cloud assembly by the names of their stacks; none where the app did not get that far. */
function templatesOf(language: string): Record<string, Template> {
  const directory = path.join(out, language);
  if (!fs.existsSync(path.join(directory, 'manifest.json'))) return {};
  const { artifacts } = read(path.join(directory, 'manifest.json'));
  return Object.fromEntries(Object.entries<any>(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => [id, read(path.join(directory, properties.templateFile))]));
}

function read(file: string): any {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** Every value that is not the same, by its path. */
function differences(language: string, expected: unknown, got: unknown, at: string): string[] {
  if (!isNode(expected) || !isNode(got) || Array.isArray(expected) !== Array.isArray(got)) {
    return expected === got ? [] : [`${at}: ${text(expected)} in typescript, ${text(got)} in ${language}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...keys].flatMap((key) => differences(language, expected[key], got[key], `${at}.${key}`));
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function prove(name: string, proof: () => string): boolean {
  try {
    console.log(`languages: ${name}: ${proof()}`);
    passed += 1;
    return true;
  } catch (error) {
    console.log(`languages: ${name}: FAILED: ${(error as Error).message}`);
    failed += 1;
    return false;
  }
}

const reference = templatesOf('typescript');
const stacks = Object.keys(reference);
const resources = Object.values(reference).reduce((sum, template) => sum + Object.keys(template.Resources).length, 0);
prove('typescript', () => {
  assert.deepStrictEqual(stacks, ['Network', 'Shop']);
  return `${stacks.length} stacks, ${resources} resources`;
});

for (const language of ['python', 'java', 'go']) {
  const templates = templatesOf(language);
  const names = new Set([...stacks, ...Object.keys(templates)]);
  const same = [...names].map((stack) => prove(`${language}: ${stack}`, () => {
    assert.ok(templates[stack], 'was not synthesised');
    assert.ok(reference[stack], 'is not in typescript');
    const found = differences(language, reference[stack], templates[stack], stack);
    assert.ok(found.length === 0, `\n  ${found.join('\n  ')}`);
    return `${Object.keys(reference[stack].Resources).length} resources equal`;
  }));
  if (same.length > 0 && same.every(Boolean)) console.log(`languages: ${language}: ${stacks.length} stacks, ${resources} resources equal`);
}

prove('python injector', () => {
  const templates = templatesOf('python-injector');
  assert.deepStrictEqual(Object.keys(templates), stacks);
  const found = stacks.flatMap((stack) => differences('python-injector', reference[stack], templates[stack], stack));
  assert.deepStrictEqual(found, INJECTED);
  return `it changes ${found.join(', ')}, and nothing else`;
});

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
