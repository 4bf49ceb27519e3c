import { readFileSync } from 'fs';
import { join } from 'path';
import { folderWith } from './folder';
import { ruleWith } from './rule';
import { validate } from './validator';
import { USAGE } from '../../src/command/arguments';
import { Checks } from '../../src/command/check';
import { main } from '../../src/command/main';
import { RuleLevel } from '../../src/policy/rule-options';
import { merged } from '../policy/kit';
import { task } from '../policy/templates';

/** Clusters are wrong, log groups unwise. */
const CHECKS: Checks = {
  pack: (set) => [
    ...set.resources('AWS::ECS::Cluster').map((resource) => ({ rule: ruleWith({ id: 'Cluster' }), resource, path: 'Properties', message: 'is wrong' })),
    ...set.resources('AWS::Logs::LogGroup').map((resource) => (
      { rule: ruleWith({ id: 'Logs', level: RuleLevel.WARNING }), resource, path: 'Properties', message: 'is unwise' }
    )),
  ],
  validator: () => (texts) => texts.map(() => []),
};

const FILES = {
  'clean.yml': 'Resources: {}\n',
  'warning.yml': 'Resources:\n  Logs: {Type: AWS::Logs::LogGroup}\n',
  'error.json': '{\n  "Resources": {\n    "Cluster": { "Type": "AWS::ECS::Cluster" }\n  }\n}',
  'broken\u0007.yml': '',
};

interface Run {
  readonly checks?: Partial<Checks>;
  readonly hasColors?: boolean;
  readonly files?: Readonly<Record<string, unknown>>;
}

/** Runs the command; paths are those of files in a folder. */
function run(args: readonly string[], { checks = CHECKS, files = FILES, hasColors = false }: Run = {}) {
  const folder = folderWith(files);
  const written = { out: '', err: '' };
  const code = main(args.map((arg) => (arg in files || arg === '.' ? join(folder, arg) : arg)), {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    hasColors,
  }, checks);
  const short = (text: string) => text.replaceAll(`${folder}/`, '');
  return { code, out: short(written.out), err: short(written.err) };
}

describe('without templates', () => {
  test('it speaks to the console', () => {
    const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const code = main(['--version']) + main([]);
    const written = [out, err].map(({ mock }) => mock.calls.map(([text]) => String(text).split('\n')[0]));
    jest.restoreAllMocks();
    expect({ code, written }).toEqual({ code: 2, written: [[expect.stringMatching(/^\d+\.\d+\.\d+/)], ['cdk-ecs-blueprints: no command is given']] });
  });

  test('it helps', () => {
    expect(run(['--help'])).toEqual({ code: 0, out: USAGE, err: '' });
  });

  test('it tells its version', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test('it tells what is wrong, and how it is used', () => {
    expect(run(['check'])).toEqual({ code: 2, out: '', err: `cdk-ecs-blueprints: no file is given\n\n${USAGE}` });
  });
});

test.each([
  [0, ['clean.yml']],
  [0, ['clean.yml', 'warning.yml']],
  [0, ['clean.yml', '--fail-on', 'warning']],
  [1, ['clean.yml', 'error.json']],
  [1, ['clean.yml', 'warning.yml', '--fail-on', 'warning']],
  [1, ['error.json', '--fail-on', 'warning']],
  [2, ['broken\u0007.yml', 'clean.yml']],
  [1, ['.', '--format', 'json']],
  [2, ['.', 'missing.yml', '--format', 'sarif']],
])('the exit code is %d for %j', (code, args) => {
  expect(run(['check', ...args]).code).toBe(code);
});

test('as text it tells findings, and on the other channel what could not be read', () => {
  expect(run(['check', 'error.json', 'broken\u0007.yml', 'warning.yml', 'clean.yml'])).toEqual({
    code: 2,
    out: `error.json
  error Cluster at Cluster, line 3
    is wrong
    remedy: Do the right thing.

warning.yml
  warning Logs at Logs, line 2
    is unwise
    remedy: Do the right thing.

3 templates: 1 error, 1 warning; 1 file could not be read
`,
    err: 'cdk-ecs-blueprints: broken\u{fffd}.yml is empty\n',
  });
});

test('colours are for terminals', () => {
  expect(run(['check', 'error.json'], { hasColors: true }).out).toContain('\u001b[31merror\u001b[0m Cluster');
  expect(run(['check', 'error.json', '--format', 'json'], { hasColors: true }).out).not.toContain('\u001b');
});

test('as JSON it tells the same', () => {
  const { code, out, err } = run(['check', '--format', 'json', 'error.json', 'broken\u0007.yml', 'clean.yml']);
  expect({ code, out: JSON.parse(out), err }).toEqual({
    code: 2,
    out: [
      {
        file: 'error.json',
        findings: [{ id: 'Cluster', level: 'error', logicalId: 'Cluster', path: 'Properties', message: 'is wrong', remedy: 'Do the right thing.' }],
      },
      { file: 'broken\u0007.yml', findings: [], problem: 'is empty' },
      { file: 'clean.yml', findings: [] },
    ],
    err: 'cdk-ecs-blueprints: broken\u{fffd}.yml is empty\n',
  });
});

test('as SARIF it tells the same', () => {
  const [{ invocations, results }] = JSON.parse(run(['check', '--format', 'sarif', 'error.json', 'warning.yml']).out).runs;
  expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  expect(results.map(({ ruleId, level, locations: [{ physicalLocation: { region } }] }: any) => ({ ruleId, level, region }))).toEqual([
    { ruleId: 'Cluster', level: 'error', region: { startLine: 3 } },
    { ruleId: 'Logs', level: 'warning', region: { startLine: 2 } },
  ]);
});

describe('with the rules of the pack and the validator', () => {
  const BAD = `
Conditions:
  IsLarge: !Equals [large, large]
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Cpu: !If [IsLarge, 256, 512]
      Memory: 8192
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{Name: web, Image: web}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Missing
      LaunchType: FARGATE
      TaskDefinition: !Ref Task
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1]}}
`;

  test('what both say is told once, in the words of the pack, and what either says is told', () => {
    const { code, out } = run(['check', '--format', 'json', 'bad.yml'], { checks: { validator: () => validate }, files: { 'bad.yml': BAD } });
    const [{ findings }] = JSON.parse(out);
    const of = (id: string) => findings.filter((finding: any) => finding.id.endsWith(id))
      .map(({ level, logicalId, path }: any) => ({ level, logicalId, path }));
    expect(code).toBe(1);
    expect(of('FargateSize.NoSuchPair')).toEqual([{ level: 'error', logicalId: 'Task', path: expect.stringMatching(/^Properties\b/) }]);
    expect(of('::E3047')).toEqual([]);
    expect(of('::F1020')).toEqual([{ level: 'error', logicalId: 'Service', path: 'Properties.Cluster' }]);
  });
});

describe('with some rules of the pack', () => {
  const files = { 'task.json': task({ task: { Memory: '8192' }, container: { Image: 'nginx:latest' } }) };
  const checked = (...options: string[]) => {
    const { code, out } = run(['check', ...options, 'task.json'], { checks: { validator: CHECKS.validator }, files });
    return { code, told: out.split('\n').filter((line) => /^  (error|warning) /.test(line)).map((line) => line.trim().replace(/ at .*/, '')) };
  };

  test.each([
    [1, [], ['error FargateSize.NoSuchPair', 'warning Image.Latest']],
    [0, ['--concerns', 'availability'], ['warning Image.Latest']],
    [1, ['--concerns', 'availability,cost', '--fail-on', 'warning'], ['warning Image.Latest']],
    [0, ['--concerns=security'], []],
    [0, ['--standards', 'Trivy,Kics'], []],
    [1, ['--required-tag-keys', 'team, owner'], ['error FargateSize.NoSuchPair', 'warning Image.Latest', 'warning Tags.Missing']],
  ])('the exit code is %d with %j', (code, options, told) => {
    expect(checked(...options)).toEqual({ code, told });
  });

  test('it tells which there are', () => {
    const { code, err, out } = run(['check', '--standards', 'SecurityHub,Hub', 'task.json'], { files });
    expect({ code, err, out }).toEqual({
      code: 2, err: `cdk-ecs-blueprints: --standards takes SecurityHub, ControlTower, CdkNag, Checkov, Trivy, Kics, got 'Hub'\n\n${USAGE}`, out: '',
    });
  });
});

test('the page shows what is printed', () => {
  const template = { Transform: 'AWS::LanguageExtensions', ...merged(task(), { Resources: { Task: { Properties: { Memory: '8192' } } } }) };
  const files = { 'template.json': JSON.stringify(template, undefined, 2), 'empty.yml': '' };
  const given = { checks: { validator: CHECKS.validator }, files };
  const page = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');
  // What stands between fences: the calls, the text, the JSON.
  const [, text, json] = page.split(/^```/m).filter((_part, index) => index % 2 === 1);
  expect(text).toBe(`\n${run(['check', 'template.json'], given).out}`);
  expect(json).toBe(`json\n${run(['check', '--format', 'json', 'template.json', 'empty.yml'], given).out}`);
});
