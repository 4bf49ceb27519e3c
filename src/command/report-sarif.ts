import { isAbsolute, normalize, sep } from 'path';
import { pathToFileURL } from 'url';
import { CommandFinding, FileReport } from './report';
import { ruleOf } from '../policy/rule-table';

// OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/cdk-ecs-blueprints/cdk-ecs-blueprints';

/** The reports as SARIF, which code scanning and editors read. */
export function sarifReport(reports: readonly FileReport[], version: string): string {
  const ids = [...new Set(reports.flatMap(({ findings }) => findings.map(({ id }) => id)))].sort();
  const run = {
    tool: { driver: { name: 'cdk-ecs-blueprints', version, informationUri: HOME, rules: ids.map(descriptorOf) } },
    columnKind: 'utf16CodeUnits',
    invocations: [{
      executionSuccessful: reports.every(({ problem }) => problem === undefined),
      toolExecutionNotifications: reports.flatMap(notificationsOf),
    }],
    artifacts: reports.map(({ file }) => ({ location: { uri: uriOf(file) } })),
    results: reports.flatMap((report, index) => report.findings.map((finding) => ({
      ruleIndex: ids.indexOf(finding.id),
      ...resultOf(finding, report, index),
    }))),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

/** What is known of a rule: of the validator's, its id only. */
function descriptorOf(id: string): object {
  const rule = ruleOf(id);
  if (rule === undefined) return { id };
  const { concerns, explanation, info, level, remedy, source } = rule;
  return {
    id,
    shortDescription: { text: info },
    fullDescription: { text: explanation },
    help: { text: remedy },
    helpUri: source.startsWith('https:') ? source : undefined,
    defaultConfiguration: { level },
    properties: { tags: concerns },
  };
}

function resultOf(finding: CommandFinding, { file, lineOf }: FileReport, index: number): object {
  const { id, level, logicalId, message, path, remedy } = finding;
  const logical = { name: logicalId, fullyQualifiedName: path === '' ? logicalId : `${logicalId}.${path}`, kind: 'resource' };
  return {
    ruleId: id,
    level,
    message: { text: remedy === '' ? message : `${message}\n${remedy}` },
    locations: [{
      // Code scanning wants a line, also of what is about the whole template.
      physicalLocation: { artifactLocation: { uri: uriOf(file), index }, region: { startLine: lineOf(finding) ?? 1 } },
      logicalLocations: logicalId === '' ? undefined : [logical],
    }],
  };
}

function notificationsOf({ file, problem, unread }: FileReport, index: number): object[] {
  const locations = [{ physicalLocation: { artifactLocation: { uri: uriOf(file), index } } }];
  return [
    ...(problem === undefined ? [] : [{ level: 'error', message: { text: `${file} ${problem}` }, locations }]),
    ...unread.map((what) => ({ level: 'note', message: { text: `not read: ${what}` }, locations })),
  ];
}

/** Relative paths stay so: readers take them from the root of the repository. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : normalize(file).split(sep).map(encodeURIComponent).join('/');
}
