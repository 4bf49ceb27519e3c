import { readFileSync } from 'fs';
import { join } from 'path';
import { CheckRequest, requestIn, USAGE } from './arguments';
import { check, Checks, checksOf } from './check';
import { countOf, FileReport, printable } from './report';
import { jsonReport } from './report-json';
import { sarifReport } from './report-sarif';
import { textReport } from './report-text';

/** Where the command writes. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly hasColors: boolean;
}

const NAME = 'cdk-ecs-blueprints';
const CONSOLE: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  hasColors: process.stdout.isTTY && process.env.NO_COLOR === undefined,
};

/** Runs the command; returns its exit code. */
export function main(args: readonly string[], output: Output = CONSOLE, checks: Partial<Checks> = {}): 0 | 1 | 2 {
  const request = requestIn(args);
  switch (request.kind) {
    case 'help':
      output.out(USAGE);
      return 0;
    case 'version':
      output.out(`${version()}\n`);
      return 0;
    case 'wrong':
      output.err(`${NAME}: ${request.reason}\n\n${USAGE}`);
      return 2;
    case 'check': {
      const reports = check(request.paths, { ...checksOf(request.selection), ...checks });
      output.out(written(reports, request, output));
      reports.forEach(({ file, problem }) => problem === undefined || output.err(`${NAME}: ${printable(`${file} ${problem}`)}\n`));
      return exitCode(reports, request);
    }
  }
}

function written(reports: readonly FileReport[], { format }: CheckRequest, { hasColors }: Output): string {
  switch (format) {
    case 'json': return jsonReport(reports);
    case 'sarif': return sarifReport(reports, version());
    case 'text': return textReport(reports, { hasColors });
  }
}

function exitCode(reports: readonly FileReport[], { failOn }: CheckRequest): 0 | 1 | 2 {
  if (reports.some(({ problem }) => problem !== undefined)) return 2;
  const count = countOf('error', reports) + (failOn === 'warning' ? countOf('warning', reports) : 0);
  return count === 0 ? 0 : 1;
}

function version(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
}
