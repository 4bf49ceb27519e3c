import { pathToFileURL } from 'url';
import { OURS, REPORTS, RULE, THEIRS } from './reports';
import { sarifReport } from '../../src/command/report-sarif';
import { RULES } from '../../src/policy/rule-table';

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

test('rules are told once, and each result names its own', () => {
  const findings = [OURS, THEIRS, OURS, { ...THEIRS, id: 'CloudFormation-Validate::E0' }];
  const [{ artifacts, results, tool }] = JSON.parse(sarifReport([{ ...REPORTS[1], findings }, { ...REPORTS[2], findings }], '1.2.3')).runs;
  const ids = tool.driver.rules.map(({ id }: any) => id);
  expect(ids).toEqual(['CloudFormation-Validate::E0', 'CloudFormation-Validate::E1', OURS.id]);
  expect(results.map(({ ruleId, ruleIndex }: any) => [ruleId, ids[ruleIndex]])).toEqual([...findings, ...findings].map(({ id }) => [id, id]));
  expect(results.map(({ locations: [{ physicalLocation: { artifactLocation } }] }: any) => artifactLocation))
    .toEqual(results.map((_: unknown, index: number) => ({ uri: artifacts[index < 4 ? 0 : 1].location.uri, index: index < 4 ? 0 : 1 })));
});

test('what is about a whole resource is named by it, and what has a path by both', () => {
  const [{ results }] = JSON.parse(sarifReport([{ ...REPORTS[0], findings: [OURS, { ...OURS, path: '' }] }], '1.2.3')).runs;
  expect(results.map(({ locations: [{ logicalLocations }] }: any) => logicalLocations)).toEqual([
    [{ name: 'Task', fullyQualifiedName: 'Task.Properties.Cpu', kind: 'resource' }], [{ name: 'Task', fullyQualifiedName: 'Task', kind: 'resource' }],
  ]);
});

test.each([
  ['./infra/../a.yml', 'a.yml'],
  ['../a.yml', '../a.yml'],
  ['infra/50% of #1?.yml', 'infra/50%25%20of%20%231%3F.yml'],
  ['C:odd.yml', 'C%3Aodd.yml'],
  ['-', '-'],
  ['/srv/a b.yml', 'file:///srv/a%20b.yml'],
])('the address of %s is %s', (file, uri) => {
  expect(JSON.parse(sarifReport([{ ...REPORTS[1], file }], '1.2.3')).runs[0].artifacts).toEqual([{ location: { uri } }]);
});

test('SARIF of clean templates is successful', () => {
  expect(JSON.parse(sarifReport([REPORTS[1]], '1.2.3')).runs).toMatchObject([{
    tool: { driver: { rules: [] } }, invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }], artifacts: [{}], results: [],
  }]);
});
