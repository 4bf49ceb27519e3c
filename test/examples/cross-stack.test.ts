import { App, IPolicyValidationContext, Stack, Validations } from 'aws-cdk-lib/core';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EXAMPLES } from '../../examples/examples';
import { policy } from '../../src';
import { FLAGS, REFERENCE_FLAG } from '../kit/flags';

/** Functions with which a stack refers to another one. */
const REFERENCES = ['Fn::GetStackOutput', 'Fn::ImportValue'];

/** What apps are told, and the function that comes of it. */
const CONTEXTS: Record<string, { readonly context: Record<string, unknown>; readonly reference: string }> = {
  'the recommended flags': { context: FLAGS.recommended, reference: 'Fn::GetStackOutput' },
  'the recommended flags and strong references': { context: { ...FLAGS.recommended, [REFERENCE_FLAG]: 'strong' }, reference: 'Fn::ImportValue' },
  'every flag off': { context: FLAGS.off, reference: 'Fn::ImportValue' },
};

interface Built { readonly assembly: CloudAssembly; readonly findings: string[] }

/** A value that another stack offers, as that stack writes it. */
interface Offer { readonly stack: string; readonly value: unknown }

function built(build: (app: App) => void, context: Record<string, unknown>): Built {
  const app = new App({ context });
  build(app);
  const findings = new Set<string>();
  const pack = new policy.EcsPolicyPack();
  Validations.of(app).addPlugins({
    name: pack.name,
    validate(given: IPolicyValidationContext) {
      const report = pack.validate(given);
      report.violations.forEach(({ ruleName }) => findings.add(ruleName));
      return report;
    },
  });
  const assembly = app.synth();
  new AwsSolutionsChecks().validateScope(app).violations.forEach(({ ruleName }) => findings.add(ruleName));
  return { assembly, findings: [...findings].sort() };
}

/** What a reference to another stack stands for there; `undefined` for a value that is no such reference, or one to nothing. */
function offerOf(value: any, { stacks }: CloudAssembly): Offer | undefined {
  const offers = stacks.flatMap(({ stackName, template: { Outputs: outputs = {} } }) => Object.entries<any>(outputs)
    .map(([name, output]) => ({ stackName, name, output })));
  const { OutputName: outputName, StackName: stackName } = value['Fn::GetStackOutput'] ?? {};
  const found = offers.find(({ stackName: stack, name, output: { Export: exported } }) => (
    'Fn::ImportValue' in value ? exported?.Name === value['Fn::ImportValue'] : stack === stackName && name === outputName));
  return found && { stack: found.stackName, value: found.output.Value };
}

/** A template with what its references stand for in their place, all of which are told to `see`. */
function followed(value: any, assembly: CloudAssembly, see: (reference: string, offer: Offer | undefined) => void): any {
  if (Array.isArray(value)) return value.map((item) => followed(item, assembly, see));
  if (typeof value !== 'object' || value === null) return value;
  const reference = REFERENCES.find((name) => name in value);
  if (reference !== undefined) {
    const offer = offerOf(value, assembly);
    see(reference, offer);
    return { offer };
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, followed(inner, assembly, see)]));
}

function resourcesOf({ assembly }: Built): Record<string, unknown> {
  return Object.fromEntries(assembly.stacks.map(({ stackName, template }) => [stackName, followed(template.Resources, assembly, () => {})]));
}

describe.each(Object.entries(EXAMPLES))('%s', (_name, build) => {
  const made = Object.fromEntries(Object.entries(CONTEXTS).map(([name, { context }]) => [name, built(build, context)]));

  test.each(Object.entries(CONTEXTS))('under %s, every reference is of one kind, to an output of a stack that is deployed before', (name, { reference }) => {
    const { assembly } = made[name];
    const used = new Set<string>();
    assembly.stacks.forEach(({ dependencies, template }) => {
      const before = assembly.stacks.filter((stack) => dependencies.includes(stack)).map(({ stackName }) => stackName);
      followed(template, assembly, (by, offer) => {
        used.add(by);
        expect(before).toContain(offer?.stack);
      });
    });
    expect([...used]).toEqual([reference]);
  });

  test.each(Object.keys(CONTEXTS))('under %s, neither the policy pack nor AwsSolutionsChecks finds anything', (name) => {
    expect(made[name].findings).toEqual([]);
  });

  test('both kinds of references deploy the same', () => {
    const [weak, strong] = Object.keys(CONTEXTS).map((name) => resourcesOf(made[name]));
    expect(strong).toEqual(weak);
  });
});

test('a reference to an output that is not there leads nowhere', () => {
  const app = new App();
  new Stack(app, 'Alone');
  const assembly = app.synth();
  expect(offerOf({ 'Fn::GetStackOutput': { StackName: 'Alone', OutputName: 'None' } }, assembly)).toBeUndefined();
  expect(offerOf({ 'Fn::ImportValue': 'Alone:None' }, assembly)).toBeUndefined();
});
