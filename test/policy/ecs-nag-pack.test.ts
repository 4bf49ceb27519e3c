import { join } from 'path';
import { CfnCluster, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { App, IPolicyValidationContext, PolicyValidationPluginReport, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { CHECKS } from '../../src/policy/check-table';
import { EcsNagPack } from '../../src/policy/ecs-nag-pack';
import { EcsPolicyPackProps } from '../../src/policy/ecs-policy-pack';
import { settingsOf } from '../../src/policy/pack-settings';
import { RuleLevel } from '../../src/policy/rule-options';
import { ruleOf } from '../../src/policy/rule-table';

const UNREAD = 'EcsPolicy.Unread';
const NO_SUCH_RULE = 'EcsPolicy.NoSuchRule';

function packWith(props: EcsPolicyPackProps = {}, name = 'EcsPolicy'): EcsNagPack {
  return new EcsNagPack(name, settingsOf(props));
}

/** A task definition whose size Fargate does not have. */
function taskIn(stack: Stack, id = 'Task'): CfnTaskDefinition {
  return new CfnTaskDefinition(stack, id, {
    cpu: '256', memory: '4096', requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', containerDefinitions: [{ name: 'web', image: 'nginx:1' }],
  });
}

function acknowledge(scope: IConstruct, ...ids: string[]): void {
  Validations.of(scope).acknowledge(...ids.map((id) => ({ id, reason: 'It is meant so.' })));
}

/** What a report has of a rule: the messages, and the constructs that they are about. */
function told({ violations }: PolicyValidationPluginReport, rule: string): string[] {
  return violations.filter(({ ruleName }) => ruleName.endsWith(`-${rule}`))
    .map(({ description, severity, violatingResources }) => `${severity} ${violatingResources.map(({ constructPath }) => constructPath).join(', ')}: ${description}`);
}

/** As CDK asks about the stacks of one environment. */
function contextOf(app: App, stack: Stack): IPolicyValidationContext {
  app.synth();
  const templatePath = join((Stage.of(stack) as Stage).synth().directory, stack.templateFile);
  const stackTemplates = [{ stackConstructPath: stack.node.path, templatePath }];
  return { accountId: undefined, region: undefined, appConstruct: app, templatePaths: [templatePath], stackTemplates };
}

test('a finding has its own message, the id with the name of the pack, and all that is known of it', () => {
  const stack = new Stack(new App(), 'App');
  taskIn(stack);
  taskIn(stack, 'Other').cpu = '512';
  const { success, violations } = packWith({}, 'Ours').validateScope(stack);
  const rule = ruleOf('FargateSize.NoSuchPair');
  expect(success).toBe(false);
  expect(violations.filter(({ ruleName }) => ruleName === 'Ours-FargateSize.NoSuchPair')).toEqual([{
    ruleName: 'Ours-FargateSize.NoSuchPair',
    severity: 'error',
    description: '`Cpu` 256 CPU units take 512, 1024 or 2048 MiB, got 4096',
    fix: rule?.remedy,
    ruleMetadata: { level: 'error', concerns: 'deployability', source: rule?.source },
    violatingResources: [{
      constructPath: 'App/Task', resourceLogicalId: 'Task', templatePath: expect.stringMatching(/\/App\.template\.json$/), locations: ['Properties.Cpu'],
    }],
  }]);
});

test.each([
  ['Ours-FargateSize.NoSuchPair', []],
  ['cdk-ecs-blueprints:FargateSize.NoSuchPair', []],
  ['EcsPolicy-FargateSize.NoSuchPair', ['App/Task']],
  ['Ours-FargateSize.Missing', ['App/Task']],
])('with %s acknowledged, what is told is of %j', (id, constructs) => {
  const stack = new Stack(new App(), 'App');
  acknowledge(taskIn(stack), id);
  const { violations } = packWith({}, 'Ours').validateScope(stack);
  expect(violations.filter(({ ruleName }) => ruleName.includes('NoSuchPair')).flatMap(({ violatingResources }) => violatingResources)
    .map(({ constructPath }) => constructPath)).toEqual(constructs);
});

test('two findings of a rule are told each by itself, of which one is acknowledged', () => {
  const stack = new Stack(new App(), 'App');
  taskIn(stack, 'One').memory = '8192';
  acknowledge(taskIn(stack, 'Two'), 'EcsPolicy-FargateSize.NoSuchPair');
  taskIn(stack, 'Three');
  expect(told(packWith().validateScope(stack), 'FargateSize.NoSuchPair')).toEqual([
    'error App/One: `Cpu` 256 CPU units take 512, 1024 or 2048 MiB, got 8192',
    'error App/Three: `Cpu` 256 CPU units take 512, 1024 or 2048 MiB, got 4096',
  ]);
});

test('with the level NONE an error is told as a warning, and fails nothing', () => {
  const stack = new Stack(new App(), 'App');
  taskIn(stack);
  const report = packWith({ failOn: RuleLevel.NONE }).validateScope(stack);
  expect(report.success).toBe(true);
  expect(told(report, 'FargateSize.NoSuchPair')).toEqual(['warning App/Task: `Cpu` 256 CPU units take 512, 1024 or 2048 MiB, got 4096']);
});

test('the pack may be asked again', () => {
  const stack = new Stack(new App(), 'App');
  taskIn(stack);
  const pack = packWith();
  expect(pack.validateScope(stack)).toEqual(pack.validateScope(stack));
});

describe('an id that no rule has', () => {
  const WRONG = 'EcsPolicy-CircuitBreaker.Of';
  const MESSAGE = `\`${WRONG}\` is acknowledged, and no rule has that id; the nearest is \`EcsPolicy-CircuitBreaker.Off\``;

  test('is told once, with all constructs that acknowledge it', () => {
    const app = new App();
    const stack = new Stack(app, 'App');
    const tasks = ['One', 'Two'].map((id) => taskIn(stack, id));
    tasks.forEach((task) => acknowledge(task, WRONG, WRONG, 'EcsPolicy-CircuitBreaker.Off'));
    acknowledge(app, WRONG);
    acknowledge(tasks[1], 'EcsPolicy-Odd');
    const report = packWith().validateScope(app);
    expect(told(report, NO_SUCH_RULE)).toEqual([
      `warning , App/One, App/Two: ${MESSAGE}`, 'warning App/Two: `EcsPolicy-Odd` is acknowledged, and no rule has that id',
    ]);
    const [{ fix, ruleMetadata, violatingResources }] = report.violations.filter(({ ruleName }) => ruleName === `EcsPolicy-${NO_SUCH_RULE}`);
    expect({ fix, ruleMetadata, violatingResources }).toEqual({
      fix: 'Write the id as findings have it, or remove the acknowledgement.',
      ruleMetadata: { level: 'warning', concerns: 'deployability', source: 'This pack.' },
      violatingResources: ['', 'App/One', 'App/Two'].map((constructPath) => ({ constructPath, locations: [] })),
    });
  });

  test('is told where it is in the construct that is asked about', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id));
    acknowledge(one, WRONG);
    acknowledge(other, 'EcsPolicy-Odd');
    expect(told(packWith().validateScope(one), NO_SUCH_RULE)).toEqual([`warning One: ${MESSAGE}`]);
  });

  test('is told by one environment', () => {
    const app = new App();
    const stacks = [new Stack(app, 'One'), new Stack(new Stage(app, 'Prod'), 'Other')];
    stacks.forEach((stack) => new CfnCluster(stack, 'Cluster'));
    acknowledge(app, WRONG);
    acknowledge(stacks[1], 'EcsPolicy-Odd');
    expect(stacks.map((stack) => told(packWith().validate(contextOf(app, stack)), NO_SUCH_RULE)))
      .toEqual([[`warning : ${MESSAGE}`], ['warning Prod/Other: `EcsPolicy-Odd` is acknowledged, and no rule has that id']]);
  });

  test('fails where warnings do, and may be acknowledged itself', () => {
    const stack = new Stack(new App(), 'App');
    acknowledge(stack, WRONG);
    const failing = packWith({ failOn: RuleLevel.WARNING });
    expect(failing.validateScope(stack).success).toBe(false);
    expect(told(failing.validateScope(stack), NO_SUCH_RULE)).toEqual([`error App: ${MESSAGE}`]);
    acknowledge(stack, `EcsPolicy-${NO_SUCH_RULE}`);
    expect(failing.validateScope(stack)).toEqual({ success: true, violations: [] });
  });
});

describe('a check that fails', () => {
  const checks = CHECKS as (typeof CHECKS[number])[];
  const failing = { failingCheck: () => { throw new TypeError('no such thing'); } }.failingCheck;
  beforeAll(() => checks.push(failing));
  afterAll(() => checks.pop());

  const MESSAGE = 'the template was not checked by failingCheck, which failed: no such thing';

  test('is told once, with the stacks that were not checked', () => {
    const app = new App();
    ['One', 'Two'].forEach((id) => new CfnCluster(new Stack(app, id), 'Cluster', { clusterSettings: [{ name: 'containerInsights', value: 'enhanced' }] }));
    new Stack(app, 'Empty');
    expect(packWith().validateScope(app)).toEqual({
      success: true,
      violations: [{
        ruleName: `EcsPolicy-${UNREAD}`,
        severity: 'warning',
        description: MESSAGE,
        fix: ruleOf(UNREAD)?.remedy,
        ruleMetadata: { level: 'warning', concerns: 'deployability', source: 'This pack.' },
        violatingResources: ['One', 'Two'].map((constructPath) => ({ constructPath, locations: [] })),
      }],
    });
  });

  test('is acknowledged by the stack, or around it', () => {
    const app = new App();
    const [one] = ['One', 'Two'].map((id) => new Stack(app, id));
    app.node.children.forEach((stack) => new CfnCluster(stack as Stack, 'Cluster'));
    acknowledge(one, `EcsPolicy-${UNREAD}`);
    expect(told(packWith().validateScope(app), UNREAD)).toEqual([`warning Two: ${MESSAGE}`]);
    acknowledge(app, `EcsPolicy-${UNREAD}`);
    expect(told(packWith().validateScope(app), UNREAD)).toEqual([]);
  });
});
