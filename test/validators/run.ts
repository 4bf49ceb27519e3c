import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { EXCEPTIONS } from './exceptions';
import { Exception, Finding, judge, Validator } from './finding';
import { Template, writeTemplates } from './templates';
import { install, Report, TOOLS, versionOf } from './tools';

/** Faults of the template beside this file, which no exception is for: a validator that does not tell of them checks nothing. */
const BROKEN: Template = { name: 'broken', file: 'broken.template.json' };
const FAULTS: Record<Validator, string[]> = {
  'cfn-lint': ['E1020 Service', 'E1033 Service', 'E3002 Service', 'E3012 Service', 'E3047 Task'],
  'checkov': ['CKV_AWS_23 Group', 'CKV_AWS_24 Group', 'CKV_AWS_65 Cluster', 'CKV_AWS_97 Task'],
};

interface Count { passed: number; failed: number }

/** Prints what one validator says of the templates, and counts: each template, the faults of the broken one, and exceptions that are stale. */
function tell(validator: Validator, templates: readonly Template[], { findings, held }: Report): Count {
  const exceptions = EXCEPTIONS.filter((exception) => exception.validator === validator);
  const ours = findings.filter(({ template }) => template !== BROKEN.name);
  const { open, stale } = judge(ours, exceptions);
  const told = findings.filter(({ template }) => template === BROKEN.name).map(({ check, logicalId }) => `${check} ${logicalId}`);
  const untold = FAULTS[validator].filter((fault) => !told.includes(fault));

  open.forEach((finding) => console.log(findingLine(finding)));
  stale.forEach((exception) => console.log(`${exceptionLine(exception)} is an exception for nothing: remove it`));
  untold.forEach((fault) => console.log(`${validator} does not tell ${fault} of ${BROKEN.file}`));
  console.log([
    `validators: ${validator} ${versionOf(validator)}: ${templates.length} templates`,
    ...held === undefined ? [] : [`${held} checks held`],
    `${open.length} findings open`,
    `${exceptions.length} exceptions for ${ours.length - open.length} findings`,
    `${FAULTS[validator].length - untold.length} of ${FAULTS[validator].length} faults told of a broken template`,
  ].join(', '));

  const wrong = new Set(open.map(({ template }) => template)).size;
  return { passed: templates.length - wrong + (untold.length === 0 ? 1 : 0), failed: wrong + stale.length + (untold.length === 0 ? 0 : 1) };
}

function findingLine({ check, logicalId, message, template, type, validator }: Finding): string {
  return `${validator} ${check} at ${template}/${logicalId} (${type}): ${message}`;
}

function exceptionLine({ at, check, type, validator }: Exception): string {
  return `${validator} ${check} of ${type}${at === undefined ? '' : ` at ${at.source}`}`;
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'validators-'));
  try {
    const installed = install();
    const templates = writeTemplates(folder);
    fs.copyFileSync(path.join(__dirname, BROKEN.file), path.join(folder, BROKEN.file));
    await installed;
    const validators = Object.keys(TOOLS) as Validator[];
    const reports = await Promise.all(validators.map((validator) => TOOLS[validator](folder, [...templates, BROKEN])));
    const counts = validators.map((validator, index) => tell(validator, templates, reports[index]));
    const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
    console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
    process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
