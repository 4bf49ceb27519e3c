import { parseArgs } from 'util';

/** What the command is asked for. */
export type Request =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'wrong'; readonly reason: string }
  | CheckRequest;

/** Templates to check. */
export interface CheckRequest {
  readonly kind: 'check';
  readonly format: typeof FORMATS[number];
  readonly failOn: typeof LEVELS[number];
  readonly paths: readonly string[];
}

const FORMATS = ['text', 'json', 'sarif'] as const;
const LEVELS = ['error', 'warning'] as const;

export const USAGE = `usage: cdk-ecs-blueprints check [--format text|json|sarif] [--fail-on error|warning] FILE...

Checks CloudFormation templates with the rules of EcsPolicyPack and with the CDK's own validator.
FILE is a template in JSON or YAML, a folder with templates, or a cdk.out.

  --format    text (default), json or sarif
  --fail-on   the lowest level of a finding that makes the exit code 1: error (default) or warning
  -h, --help  this text
  --version   the version

exit code: 0 no such finding, 1 findings, 2 a file that cannot be read, or wrong arguments
`;

/** Reads the arguments after the name of the command. */
export function requestIn(args: readonly string[]): Request {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'format': { type: 'string', default: 'text' },
        'fail-on': { type: 'string', default: 'error' },
        'help': { type: 'boolean', short: 'h' },
        'version': { type: 'boolean' },
      },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
  const { values: { 'format': format, 'fail-on': failOn, help, version }, positionals: [command, ...paths] } = parsed;
  if (help === true) return { kind: 'help' };
  if (version === true) return { kind: 'version' };
  if (command !== 'check') return wrong(command === undefined ? 'no command is given' : `'${command}' is no command`);
  if (!isOneOf(FORMATS, format)) return wrong(`--format is one of ${FORMATS.join(', ')}, got '${format}'`);
  if (!isOneOf(LEVELS, failOn)) return wrong(`--fail-on is one of ${LEVELS.join(', ')}, got '${failOn}'`);
  if (paths.length === 0) return wrong('no file is given');
  return { kind: 'check', format, failOn, paths };
}

function wrong(reason: string): Request {
  return { kind: 'wrong', reason };
}

function isOneOf<Value extends string>(values: readonly Value[], value: string): value is Value {
  return (values as readonly string[]).includes(value);
}
