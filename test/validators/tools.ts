import { execFile } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { promisify } from 'util';
import { Finding, Validator } from './finding';
import { Template } from './templates';

const run = promisify(execFile);
const ENVIRONMENT = path.join(__dirname, '..', '..', '.cache', 'validators');
const REQUIREMENTS = path.join(__dirname, 'requirements.txt');

/** What a validator says of all templates. */
export interface Report {
  readonly findings: Finding[];
  /** How many checks held, of a validator that says so. */
  readonly held?: number;
}

/** Reads templates in a folder, with one validator. */
export type Tool = (folder: string, templates: readonly Template[]) => Promise<Report>;

/** Installs the validators as the requirements name them, unless they are there. */
export async function install(): Promise<void> {
  const wanted = fs.readFileSync(REQUIREMENTS, 'utf8');
  const installed = path.join(ENVIRONMENT, 'requirements.txt');
  if (fs.existsSync(installed) && fs.readFileSync(installed, 'utf8') === wanted) return;
  fs.rmSync(ENVIRONMENT, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', ENVIRONMENT]).catch((error) => {
    throw new Error(`the validators need Python 3.11 or newer, with venv, as python3: ${error.message}`);
  });
  const pip = (...args: string[]) => run(path.join(ENVIRONMENT, 'bin', 'python'), ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args]);
  await pip('install', '--no-deps', '--no-compile', '--only-binary', ':all:', '--requirement', REQUIREMENTS);
  await pip('check');
  fs.writeFileSync(installed, wanted);
}

/** The version that is installed. */
export function versionOf(validator: Validator): string {
  return new RegExp(`^${validator}==(\\S+)$`, 'm').exec(fs.readFileSync(REQUIREMENTS, 'utf8'))![1];
}

/** Runs an installed validator, and answers what it says; none of them asks anybody else. */
async function sayings(validator: Validator, cwd: string, args: string[]): Promise<string> {
  // Or checkov looks for a newer one of itself; and what has been compiled is kept for the next run.
  const env = { ...process.env, CKV_SKIP_PACKAGE_UPDATE_CHECK: 'true', PYTHONDONTWRITEBYTECODE: '' };
  const { stdout } = await run(path.join(ENVIRONMENT, 'bin', validator), args, { cwd, env, maxBuffer: 1e9 }).catch(({ code, stderr }) => {
    throw new Error(`${validator} ended with ${code}: ${stderr}`);
  });
  return stdout;
}

const cfnLint: Tool = async (folder, templates) => {
  const said = await sayings('cfn-lint', folder, ['--format', 'json', '--non-zero-exit-code', 'none', '--', ...templates.map(({ file }) => file)]);
  const findings = JSON.parse(said).map(({ Filename: file, Location: { Path: place }, Message: message, Rule: { Id: check } }: any): Finding => {
    const { name: template } = templates.find((candidate) => candidate.file === file)!;
    const logicalId = place?.[0] === 'Resources' ? place[1] ?? '' : '';
    return { validator: 'cfn-lint', check, template, logicalId, type: typeIn(folder, file, logicalId), message };
  });
  return { findings };
};

const checkov: Tool = async (folder, templates) => {
  const said = await sayings('checkov', folder, [
    '--directory', '.', '--framework', 'cloudformation', '--skip-download', '--compact', '--soft-fail', '--output', 'json',
  ]);
  const { results: { failed_checks: failed, parsing_errors: unread, passed_checks: held, skipped_checks: skipped } } = JSON.parse(said);
  const fileOf = ({ file_path: file }: any) => file.slice(1);
  const read = new Set([...failed, ...held].map(fileOf));
  const missing = [...unread, ...skipped.map(fileOf), ...templates.map(({ file }) => file).filter((file) => !read.has(file))];
  if (missing.length > 0) throw new Error(`checkov did not read all of ${missing.join(', ')}`);
  const findings = failed.map((result: any): Finding => {
    const [type, logicalId] = result.resource.split('.');
    const { name: template } = templates.find(({ file }) => file === fileOf(result))!;
    return { validator: 'checkov', check: result.check_id, template, logicalId, type, message: result.check_name };
  });
  return { findings, held: held.length };
};

export const TOOLS: Record<Validator, Tool> = { 'cfn-lint': cfnLint, checkov };

function typeIn(folder: string, file: string, logicalId: string): string {
  const { Resources: resources } = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  return resources?.[logicalId]?.Type ?? '';
}
