import { readFileSync } from 'fs';
import { join } from 'path';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { App, CfnParameter, NestedStack, PolicyValidationPluginReport, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { policy } from '../../src';

const LATEST = 'EcsPolicy-Image.Latest';
const NO_PAIR = 'EcsPolicy-FargateSize.NoSuchPair';

/** A task definition with an image that changes by itself, and with a size that Fargate has or has not. */
function taskIn(scope: Construct, id: string, memory = '512'): CfnTaskDefinition {
  return new CfnTaskDefinition(scope, id, {
    family: id,
    cpu: '256',
    memory,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'web', image: 'nginx:latest' }],
  });
}

/** What CDK makes of the app with a pack: whether synthesis fails, and what is in its report. */
function synthesised(build: (app: App) => void, props: policy.EcsPolicyPackProps = {}) {
  const app = new App();
  build(app);
  Validations.of(app).addPlugins(new policy.EcsPolicyPack(props));
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  let fails = false;
  try {
    app.synth();
  } catch {
    fails = true;
  }
  printed.mockRestore();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const violations = pluginReports.flatMap((report: any) => report.violations) as any[];
  const told = violations
    .filter(({ ruleName }) => [LATEST, NO_PAIR].includes(ruleName))
    .flatMap(({ ruleName, severity, violatingConstructs }) => violatingConstructs
      .map(({ constructPath }: any) => `${severity} ${ruleName} ${constructPath}`)).sort();
  const errors = pluginReports.flatMap((report: any) => report.metadata?.error ?? []);
  return { fails, told, violations, errors };
}

function acknowledge(scope: Construct, id: string): void {
  Validations.of(scope).acknowledge({ id, reason: 'It is pinned by a digest in the registry.' });
}

test('a warning is told, and fails nothing', () => {
  expect(synthesised((app) => taskIn(new Stack(app, 'App'), 'Task'))).toMatchObject({ fails: false, told: [`warning ${LATEST} App/Task`], errors: [] });
});

test('an error fails, and warnings beside it are told as warnings', () => {
  expect(synthesised((app) => taskIn(new Stack(app, 'App'), 'Task', '4096')))
    .toMatchObject({ fails: true, told: [`error ${NO_PAIR} App/Task`, `warning ${LATEST} App/Task`] });
});

test('with the level WARNING, a warning fails', () => {
  expect(synthesised((app) => taskIn(new Stack(app, 'App'), 'Task'), { failOn: policy.RuleLevel.WARNING }))
    .toMatchObject({ fails: true, told: [`error ${LATEST} App/Task`] });
});

test('with the level NONE, nothing fails', () => {
  expect(synthesised((app) => taskIn(new Stack(app, 'App'), 'Task', '4096'), { failOn: policy.RuleLevel.NONE }))
    .toMatchObject({ fails: false, told: [`warning ${NO_PAIR} App/Task`, `warning ${LATEST} App/Task`] });
});

test('a finding has its message, its remedy, its own level and its place', () => {
  const { violations } = synthesised((app) => taskIn(new Stack(app, 'App'), 'Task', '4096'), { failOn: policy.RuleLevel.NONE });
  const [violation] = violations.filter(({ ruleName }) => ruleName === NO_PAIR);
  expect(violation.description).toBe('`Cpu` 256 CPU units take 512, 1024 or 2048 MiB, got 4096');
  expect(violation.suggestedFix).not.toBe('');
  expect(violation.ruleMetadata).toMatchObject({ level: 'error', concerns: 'deployability' });
  const [{ cloudFormationResource }] = violation.violatingConstructs;
  expect(cloudFormationResource).toMatchObject({ logicalId: 'Task', propertyPaths: ['Properties.Cpu'] });
});

test('stacks of two environments are each told once', () => {
  const { told } = synthesised((app) => ['eu-west-1', 'us-east-1'].forEach((region) => taskIn(new Stack(app, region, { env: { account: '111111111111', region } }), 'Task')));
  expect(told).toEqual([`warning ${LATEST} eu-west-1/Task`, `warning ${LATEST} us-east-1/Task`]);
});

test('a nested stack is read with what its parent gives it', () => {
  const { told } = synthesised((app) => {
    const stack = new Stack(new Stage(app, 'Prod'), 'App');
    const nested = new NestedStack(stack, 'Nested', { parameters: { Memory: '4096' } });
    const memory = new CfnParameter(nested, 'Memory');
    taskIn(nested, 'Task', memory.valueAsString);
  });
  expect(told).toEqual([`error ${NO_PAIR} Prod/App/Nested/Task`, `warning ${LATEST} Prod/App/Nested/Task`]);
});

test('what is overridden in the template is what counts', () => {
  const { told } = synthesised((app) => taskIn(new Stack(app, 'App'), 'Task').addPropertyOverride('Memory', '4096'));
  expect(told).toContain(`error ${NO_PAIR} App/Task`);
});

test.each([
  ['its own id', LATEST],
  ['the id of the warning of a construct', 'cdk-ecs-blueprints:Image.Latest'],
])('%s acknowledges the finding of one construct', (_name, id) => {
  const { told } = synthesised((app) => {
    const stack = new Stack(app, 'App');
    acknowledge(taskIn(stack, 'Known'), id);
    taskIn(stack, 'Other');
  });
  expect(told).toEqual([`warning ${LATEST} App/Other`]);
});

test('an acknowledgement of a stack holds for all in it, and for that rule alone', () => {
  const { fails, told } = synthesised((app) => {
    const stack = new Stack(app, 'App');
    acknowledge(stack, LATEST);
    taskIn(stack, 'One');
    taskIn(stack, 'Two', '4096');
  });
  expect({ fails, told }).toEqual({ fails: true, told: [`error ${NO_PAIR} App/Two`] });
});

test('an acknowledgement with a letter wrong is told once, where it is, and fails nothing', () => {
  const { errors, fails, violations } = synthesised((app) => {
    const stacks = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111111111111', region } }));
    stacks.forEach((stack) => taskIn(stack, 'Task'));
    acknowledge(app, 'EcsPolicy-Image.Latst');
    acknowledge(stacks[1], 'EcsPolicy-Image.Latst');
    acknowledge(stacks[1], 'EcsPolicy::Image.Latest');
  });
  const wrong = violations.filter(({ ruleName }) => ruleName === 'EcsPolicy-EcsPolicy.NoSuchRule');
  const end = 'is acknowledged, and no rule has that id; the nearest is `EcsPolicy-Image.Latest`';
  expect({ errors, fails }).toEqual({ errors: [], fails: false });
  // Newer versions of CDK put what two environments have in common together.
  const places = wrong.flatMap(({ description, severity, violatingConstructs }) => violatingConstructs
    .map(({ constructPath }: { constructPath: string }) => `${severity} ${constructPath}: ${description}`));
  expect(places).toEqual([
    `warning : \`EcsPolicy-Image.Latst\` ${end}`,
    `warning us-east-1: \`EcsPolicy-Image.Latst\` ${end}`,
    `warning us-east-1: \`EcsPolicy::Image.Latest\` ${end}`,
  ]);
});

test('rules of other concerns do not run', () => {
  const build = (app: App) => taskIn(new Stack(app, 'App'), 'Task', '4096');
  expect(synthesised(build, { concerns: [policy.RuleConcern.COST] }).told).toEqual([]);
  expect(synthesised(build, { concerns: [policy.RuleConcern.AVAILABILITY] }).told).toEqual([`warning ${LATEST} App/Task`]);
});

test('the ids of the rules are those that run', () => {
  const all = new policy.EcsPolicyPack().ruleIds ?? [];
  expect(all).toEqual(expect.arrayContaining([LATEST, NO_PAIR]));
  const some = new policy.EcsPolicyPack({ concerns: [policy.RuleConcern.AVAILABILITY] }).ruleIds ?? [];
  expect(some).toContain(LATEST);
  expect(some).not.toContain(NO_PAIR);
});

describe('a construct alone', () => {
  function reportOf(scope: Construct): PolicyValidationPluginReport {
    return new policy.EcsPolicyPack().validateScope(scope);
  }
  function idsIn({ violations }: PolicyValidationPluginReport): string[] {
    return violations.map(({ ruleName }) => ruleName).filter((id) => [LATEST, NO_PAIR].includes(id)).sort();
  }

  test('is told with what is inside it', () => {
    const stack = new Stack(new App(), 'App');
    const part = new Construct(stack, 'Part');
    taskIn(part, 'Task', '4096');
    taskIn(stack, 'Beside');
    expect(reportOf(part)).toMatchObject({ success: false });
    expect(idsIn(reportOf(part))).toEqual([NO_PAIR, LATEST].sort());
    expect(idsIn(reportOf(stack))).toEqual([NO_PAIR, LATEST, LATEST].sort());
  });

  test('may be the app itself', () => {
    const app = new App();
    taskIn(new Stack(app, 'App'), 'Task');
    expect(idsIn(reportOf(app))).toEqual([LATEST]);
  });

  test('is no success when it has an error only', () => {
    const stack = new Stack(new App(), 'App');
    taskIn(stack, 'Task');
    expect(reportOf(stack).success).toBe(true);
  });
});
