import * as installed from 'aws-cdk-lib/package.json';
import { correctTemplate } from './correct-stack';
import { Fault, FAULTS } from './faults';
import { devDependencies } from '../../../package.json';
import { cdkValidator, VALIDATOR } from '../../../src/command/cdk-validator';
import { findingsOf, Json } from '../kit';

const CORRECT = correctTemplate();

/** Faults that nobody sees, as the docs list them. */
const UNCAUGHT = [
  'a health check by a program that is not in the image',
  'another port than the program in the image listens on',
  'a health check by a path that the program does not have',
  'a tag that the repository does not have',
  'a field that the secret does not have',
  'an image for another processor than the task asks for',
];

test('the pack has nothing to say about the correct stack', () => {
  expect(findingsOf(CORRECT).map(({ rule, resource, path, message }) => `${rule.id} ${resource.logicalId} ${path}: ${message}`)).toEqual([]);
});

test.each(FAULTS)('$name', (fault) => {
  const template = faulty(fault);
  expect(template).not.toEqual(CORRECT);
  expect([...new Set(findingsOf(template).map(({ rule }) => rule.id))].sort()).toEqual(fault.found);
});

// It takes seconds to load, and a part of one for each template: it is asked where it sees something, and where nobody does.
describe('the validator of the CDK', () => {
  // What it sees of a fault differs from one version to the next; what is recorded is that of the oldest one.
  const isOldest = installed.version === devDependencies['aws-cdk-lib'];
  const asked = FAULTS.filter(({ found, validated }) => (validated !== undefined ? isOldest : found.length === 0));
  const findings = new Map<string, string[]>();

  beforeAll(() => {
    const found = cdkValidator()([CORRECT, ...asked.map(faulty)].map((template) => JSON.stringify(template)));
    ['the correct stack', ...asked.map(({ name }) => name)].forEach((name, index) => {
      findings.set(name, found[index].map(({ id }) => id.slice(VALIDATOR.length)));
    });
  });

  test('has nothing to say about the correct stack', () => {
    expect(findings.get('the correct stack')).toEqual([]);
  });

  test.each(asked)('$name', ({ name, validated = [] }) => {
    expect(findings.get(name)).toEqual(validated);
  });
});

test('nobody sees some, and all others have names of their own', () => {
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  expect(FAULTS.filter(({ found, validated }) => found.length === 0 && validated === undefined).map(({ name }) => name)).toEqual(UNCAUGHT);
  expect(FAULTS.length - UNCAUGHT.length).toBeGreaterThanOrEqual(57);
});

function faulty({ make }: Fault): Json {
  const template = structuredClone(CORRECT);
  make(template.Resources, template);
  return template;
}
