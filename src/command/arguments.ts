import { parseArgs } from 'util';
import type { EcsPolicyPackProps } from '../policy/ecs-policy-pack';
import { RuleConcern, RuleStandard } from '../policy/rule-options';
import { checkSettings } from '../policy/settings-checks';

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
  /** Which rules of the pack run, and what they compare with. */
  readonly selection: Selection;
}

/** Props of the pack that the command has options for. */
export type Selection = Pick<EcsPolicyPackProps, 'concerns' | 'standards' | 'thresholds'>;

const FORMATS = ['text', 'json', 'sarif'] as const;
const LEVELS = ['error', 'warning'] as const;
const CONCERNS = Object.values(RuleConcern);
const STANDARDS = Object.values(RuleStandard);
const VALUE = { type: 'string' } as const;

export const USAGE = `usage: cdk-ecs-blueprints check [OPTION]... FILE...

Checks CloudFormation templates with the rules of EcsPolicyPack and with the CDK's own validator.
FILE is a template in JSON or YAML, a folder with templates, a cdk.out, or - for standard input.

  --format FORMAT            ${FORMATS.join(', ')}; default text
  --fail-on LEVEL            the lowest level of a finding that makes the exit code 1: ${LEVELS.join(', ')}; default error

Rules of the pack, all of them by default (lists are separated by commas):
  --concerns LIST            those that are good for one of ${CONCERNS.join(', ')}
  --standards LIST           those of one of ${STANDARDS.join(', ')}
  --min-tasks N              the fewest tasks of a service that something reaches; default 2
  --log-retention-days N     the fewest days that logs are kept; default any
  --max-drain-seconds N      the longest time in seconds that a target group drains; default 120
  --required-tag-keys LIST   keys of tags that every cluster, service and task definition carries

  -h, --help                 this text
  --version                  the version

exit code: 0 no such finding, 1 findings, 2 a file that cannot be read, or wrong arguments
`;

/** Reads the arguments after the name of the command. */
export function requestIn(args: readonly string[]): Request {
  try {
    return parsed(args);
  } catch (error) {
    return { kind: 'wrong', reason: (error as Error).message };
  }
}

function parsed(args: readonly string[]): Request {
  const { values, positionals: [command, ...paths], tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    tokens: true,
    options: {
      'format': VALUE,
      'fail-on': VALUE,
      'concerns': VALUE,
      'standards': VALUE,
      'min-tasks': VALUE,
      'log-retention-days': VALUE,
      'max-drain-seconds': VALUE,
      'required-tag-keys': VALUE,
      'help': { type: 'boolean', short: 'h' },
      'version': { type: 'boolean' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  if (command !== 'check') throw new Error(command === undefined ? 'no command is given' : `'${command}' is no command`);
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`--${twice} is given twice`);
  const request: CheckRequest = {
    kind: 'check',
    format: oneOf('--format', FORMATS, values.format ?? 'text'),
    failOn: oneOf('--fail-on', LEVELS, values['fail-on'] ?? 'error'),
    paths,
    selection: {
      concerns: listed(values.concerns)?.map((concern) => oneOf('--concerns', CONCERNS, concern)),
      standards: listed(values.standards)?.map((standard) => oneOf('--standards', STANDARDS, standard)),
      thresholds: {
        minTasks: numberOf('--min-tasks', values['min-tasks']),
        logRetentionDays: numberOf('--log-retention-days', values['log-retention-days']),
        maxDrainSeconds: numberOf('--max-drain-seconds', values['max-drain-seconds']),
        requiredTagKeys: listed(values['required-tag-keys'])?.map((key) => some('--required-tag-keys', key)),
      },
    },
  };
  const [finding] = checkSettings(request.selection);
  if (finding !== undefined) throw new Error(`--${finding.path} ${finding.text}`);
  if (paths.length === 0) throw new Error('no file is given');
  return request;
}

function listed(value: string | undefined): string[] | undefined {
  return value?.split(',').map((entry) => entry.trim());
}

function oneOf<Value extends string>(option: string, values: readonly Value[], value: string): Value {
  const known = values.find((each) => each === value);
  if (known === undefined) throw new Error(`${option} takes ${values.join(', ')}, got '${value}'`);
  return known;
}

function numberOf(option: string, value: string | undefined): number | undefined {
  if (value !== undefined && !/^\d+$/.test(value)) throw new Error(`${option} takes a whole number from 0 up, got '${value}'`);
  return value === undefined ? undefined : Number(value);
}

function some(option: string, entry: string): string {
  if (entry === '') throw new Error(`${option} takes keys of tags, got an empty one`);
  return entry;
}
