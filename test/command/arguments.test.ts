import { readFileSync } from 'fs';
import { join } from 'path';
import { requestIn, USAGE } from '../../src/command/arguments';
import { RuleConcern, RuleStandard } from '../../src/policy/rule-options';

const EVERYTHING = { concerns: undefined, standards: undefined, thresholds: {} };

test.each([
  [['check', 'a.yml'], { format: 'text', failOn: 'error', paths: ['a.yml'] }],
  [['check', 'a.yml', '--format', 'json', 'b.json'], { format: 'json', failOn: 'error', paths: ['a.yml', 'b.json'] }],
  [['--fail-on=warning', '--format=sarif', 'check', 'cdk.out/'], { format: 'sarif', failOn: 'warning', paths: ['cdk.out/'] }],
  [['check', '--', '--odd.yml'], { format: 'text', failOn: 'error', paths: ['--odd.yml'] }],
  [['check', '-'], { format: 'text', failOn: 'error', paths: ['-'] }],
])('%j asks for a check with all rules', (args, request) => {
  expect(requestIn(args)).toEqual({ kind: 'check', ...request, selection: EVERYTHING });
});

test.each([
  [['--concerns', 'cost'], { concerns: [RuleConcern.COST] }],
  [['--concerns=security, availability'], { concerns: [RuleConcern.SECURITY, RuleConcern.AVAILABILITY] }],
  [['--standards', 'SecurityHub,Kics'], { standards: [RuleStandard.SECURITY_HUB, RuleStandard.KICS] }],
  [['--min-tasks', '3'], { thresholds: { minTasks: 3 } }],
  [['--log-retention-days=0'], { thresholds: { logRetentionDays: 0 } }],
  [['--max-drain-seconds', '060'], { thresholds: { maxDrainSeconds: 60 } }],
  [['--required-tag-keys', 'team,cost center'], { thresholds: { requiredTagKeys: ['team', 'cost center'] } }],
  [['--concerns', 'security', '--standards', 'Trivy', '--min-tasks', '1'], {
    concerns: [RuleConcern.SECURITY], standards: [RuleStandard.TRIVY], thresholds: { minTasks: 1 },
  }],
])('%j selects', (args, selection) => {
  expect(requestIn(['check', ...args, 'a.yml'])).toEqual({
    kind: 'check', format: 'text', failOn: 'error', paths: ['a.yml'], selection: { ...EVERYTHING, ...selection },
  });
});

test.each([
  [['--help'], 'help'],
  [['check', '-h'], 'help'],
  [['check', '--format', 'nothing', '--help'], 'help'],
  [['--version'], 'version'],
  [['check', 'a.yml', '--version'], 'version'],
])('%j asks for nothing else', (args, kind) => {
  expect(requestIn(args)).toEqual({ kind });
});

test.each([
  [[], 'no command is given'],
  [['scan', 'a.yml'], "'scan' is no command"],
  [['check'], 'no file is given'],
  [['check', 'a.yml', '--format', 'xml'], "--format takes text, json, sarif, got 'xml'"],
  [['check', 'a.yml', '--fail-on', 'none'], "--fail-on takes error, warning, got 'none'"],
  [['check', '--concerns', 'security', '--concerns', 'cost', 'a.yml'], '--concerns is given twice'],
  [['check', '--concerns', 'security,money', 'a.yml'], "--concerns takes security, availability, cost, deployability, got 'money'"],
  [['check', '--concerns=', 'a.yml'], "--concerns takes security, availability, cost, deployability, got ''"],
  [['check', '--standards', 'trivy', 'a.yml'], "--standards takes SecurityHub, ControlTower, CdkNag, Checkov, Trivy, Kics, got 'trivy'"],
  [['check', '--concerns', 'cost', '--standards', 'Kics', 'a.yml'], '--concerns has no rule in common with the standards Kics, got cost; leave one of the two out'],
  [['check', '--min-tasks=-1', 'a.yml'], "--min-tasks takes a whole number from 0 up, got '-1'"],
  [['check', '--log-retention-days', '1.5', 'a.yml'], "--log-retention-days takes a whole number from 0 up, got '1.5'"],
  [['check', '--max-drain-seconds', '2m', 'a.yml'], "--max-drain-seconds takes a whole number from 0 up, got '2m'"],
  [['check', '--required-tag-keys', 'team,', 'a.yml'], '--required-tag-keys takes keys of tags, got an empty one'],
  [['check', 'a.yml', '--format'], "Option '--format <value>' argument missing"],
])('%j is wrong', (args, reason) => {
  expect(requestIn(args)).toEqual({ kind: 'wrong', reason });
});

test('an option that there is not is wrong', () => {
  expect(requestIn(['check', '--fix', 'a.yml'])).toEqual({ kind: 'wrong', reason: expect.stringMatching(/^Unknown option '--fix'/) });
});

test('the usage names every value, and every exit code', () => {
  for (const values of [['text', 'json', 'sarif'], ['error', 'warning'], Object.values(RuleConcern), Object.values(RuleStandard)]) {
    expect(USAGE).toContain(values.join(', '));
  }
  expect(USAGE).toMatch(/exit code: 0 [^]*1 [^]*2 /);
});

test('the usage and the page name every option', () => {
  const options = [...USAGE.matchAll(/^ +(?:-h, )?(--[a-z-]+)/gm)].map(([, option]) => option);
  expect(options).toEqual([
    '--format', '--fail-on', '--concerns', '--standards', '--min-tasks', '--log-retention-days', '--max-drain-seconds', '--required-tag-keys', '--help', '--version',
  ]);
  const page = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');
  expect(options.filter((option) => !page.includes(`\`${option}\``))).toEqual([]);
});
