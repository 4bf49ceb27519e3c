import { pathToFileURL } from 'url';
import { CommandFinding, FileReport } from '../../src/command/report';
import { jsonReport } from '../../src/command/report-json';
import { sarifReport } from '../../src/command/report-sarif';
import { textReport } from '../../src/command/report-text';
import { RULES } from '../../src/policy/rule-table';

const [RULE] = RULES;

const OURS: CommandFinding = { id: RULE.id, level: 'warning', logicalId: 'Task', path: 'Properties.Cpu', message: '`Cpu` is odd', remedy: 'Take another one.' };
const THEIRS: CommandFinding = { id: 'CloudFormation-Validate::E1', level: 'error', logicalId: '', path: '', message: 'Resources is empty', remedy: '' };

const REPORTS: FileReport[] = [
  { file: 'infra/web app.yml', findings: [THEIRS, OURS], unread: ['what the macro X makes'], lineOf: ({ logicalId }) => (logicalId === '' ? undefined : 7) },
  { file: 'clean.json', findings: [], unread: [], lineOf: () => undefined },
  { file: '/tmp/b c.yml', findings: [], unread: ['the resource A, which has no type'], lineOf: () => undefined },
  { file: '../broken.yml', findings: [], unread: [], problem: 'is empty', lineOf: () => undefined },
];

describe('text', () => {
  const TEXT = `infra/web app.yml
  error CloudFormation-Validate::E1
    Resources is empty
  warning ${RULE.id} at Task, line 7
    \`Cpu\` is odd
    remedy: Take another one.
  not read: what the macro X makes

/tmp/b c.yml
  not read: the resource A, which has no type

3 templates: 1 error, 1 warning; 1 file could not be read
`;

  test('tells what was found in each file, and how much', () => {
    expect(textReport(REPORTS, { hasColors: false })).toBe(TEXT);
  });

  test('has colours for a terminal', () => {
    const text = textReport(REPORTS, { hasColors: true });
    expect(text).toContain('\u001b[1minfra/web app.yml\u001b[0m\n  \u001b[31merror\u001b[0m CloudFormation-Validate::E1\n    Resources is empty\n');
    expect(text).toContain(`  \u001b[33mwarning\u001b[0m ${RULE.id} at Task, line 7\n`);
    expect(text).toContain('\u001b[2m    remedy: Take another one.\u001b[0m\n\u001b[2m  not read: what the macro X makes\u001b[0m\n');
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(TEXT);
  });

  test('counts', () => {
    const [, clean, , broken] = REPORTS;
    const found = { ...clean, findings: [OURS, OURS, THEIRS, THEIRS] };
    const texts = [[clean], [clean, found], [broken, broken]].map((reports) => textReport(reports, { hasColors: false }));
    expect(texts.map((text) => text.split('\n').slice(-2)[0]))
      .toEqual(['1 template: 0 errors, 0 warnings', '2 templates: 2 errors, 2 warnings', '0 templates: 0 errors, 0 warnings; 2 files could not be read']);
  });

  test('keeps on its lines, and tells a terminal nothing else', () => {
    const finding = { ...OURS, id: 'I\u001b[2J', logicalId: 'A\n', message: 'one\r\ntwo\u0007', remedy: 'a\u202eb' };
    expect(textReport([{ ...REPORTS[0], file: 'a\u001b.yml', findings: [finding], unread: ['x\u009b'] }], { hasColors: false }).split('\n')).toEqual([
      'a\u{fffd}.yml', '  warning I\u{fffd}[2J at A , line 7', '    one two\u{fffd}', '    remedy: a\u{fffd}b', '  not read: x\u{fffd}', '', '1 template: 0 errors, 1 warning', '',
    ]);
  });
});

test('JSON has a file each, and nothing that there is not to say', () => {
  expect(JSON.parse(jsonReport(REPORTS))).toEqual([
    { file: 'infra/web app.yml', findings: [THEIRS, OURS], unread: ['what the macro X makes'] },
    { file: 'clean.json', findings: [] },
    { file: '/tmp/b c.yml', findings: [], unread: ['the resource A, which has no type'] },
    { file: '../broken.yml', findings: [], problem: 'is empty' },
  ]);
  expect(Object.keys(JSON.parse(jsonReport(REPORTS))[0].findings[0])).toEqual(['id', 'level', 'logicalId', 'path', 'message', 'remedy']);
});

test('SARIF has rules, results with their lines, and what could not be read', () => {
  const broken = pathToFileURL('/tmp/b c.yml').href;
  const at = (uri: string, index: number) => ({ artifactLocation: { uri, index } });
  expect(JSON.parse(sarifReport(REPORTS, '1.2.3'))).toEqual({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-ecs-blueprints',
          version: '1.2.3',
          informationUri: 'https://github.com/cdk-ecs-blueprints/cdk-ecs-blueprints',
          rules: [
            { id: 'CloudFormation-Validate::E1' },
            {
              id: RULE.id,
              shortDescription: { text: RULE.info },
              fullDescription: { text: RULE.explanation },
              help: { text: RULE.remedy },
              ...RULE.source.startsWith('https:') && { helpUri: RULE.source },
              defaultConfiguration: { level: RULE.level },
              properties: { tags: RULE.concerns },
            },
          ],
        },
      },
      columnKind: 'utf16CodeUnits',
      invocations: [{
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'note', message: { text: 'not read: what the macro X makes' }, locations: [{ physicalLocation: at('infra/web%20app.yml', 0) }] },
          { level: 'note', message: { text: 'not read: the resource A, which has no type' }, locations: [{ physicalLocation: at(broken, 2) }] },
          { level: 'error', message: { text: '../broken.yml is empty' }, locations: [{ physicalLocation: at('../broken.yml', 3) }] },
        ],
      }],
      artifacts: ['infra/web%20app.yml', 'clean.json', broken, '../broken.yml'].map((uri) => ({ location: { uri } })),
      results: [
        {
          ruleId: 'CloudFormation-Validate::E1',
          ruleIndex: 0,
          level: 'error',
          message: { text: 'Resources is empty' },
          locations: [{ physicalLocation: { ...at('infra/web%20app.yml', 0), region: { startLine: 1 } } }],
        },
        {
          ruleId: RULE.id,
          ruleIndex: 1,
          level: 'warning',
          message: { text: '`Cpu` is odd\nTake another one.' },
          locations: [{
            physicalLocation: { ...at('infra/web%20app.yml', 0), region: { startLine: 7 } },
            logicalLocations: [{ name: 'Task', fullyQualifiedName: 'Task.Properties.Cpu', kind: 'resource' }],
          }],
        },
      ],
    }],
  });
});

test('SARIF has what is known of each rule of the pack', () => {
  const [{ tool }] = JSON.parse(sarifReport([{ ...REPORTS[1], findings: RULES.map(({ id }) => ({ ...OURS, id })) }], '1.2.3')).runs;
  expect(new Map(tool.driver.rules.map(({ id, helpUri }: any) => [id, helpUri])))
    .toEqual(new Map(RULES.map(({ id, source }) => [id, source.startsWith('https:') ? source : undefined])));
});

test('SARIF of clean templates is successful', () => {
  expect(JSON.parse(sarifReport([REPORTS[1]], '1.2.3')).runs).toMatchObject([{
    tool: { driver: { rules: [] } }, invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }], artifacts: [{}], results: [],
  }]);
});
