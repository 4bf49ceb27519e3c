import { quoted } from '../shell-text';

/** Where a cloud-init puts the script. */
const PLACE = '/usr/local/sbin/register-ecs-anywhere';
/** Machines that start together are throttled, or wait for each other's proxy. Each try reads the activation anew. */
const TRIES = 'for i in 1 2 3 4 5; do "$@" && exit; sleep 120; done; exit 1';

/** What a machine is registered with. Every text may be one that is known only when the stack is deployed. */
export interface RegistrationFacts {
  readonly cluster: string;
  readonly region: string;
  /** ARN of the secret with the activation. */
  readonly secret: string;
  readonly os: { readonly id: string; readonly release: string };
  readonly architecture: string;
  readonly gpu?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Direct hosts have commas between them. */
  readonly proxy?: { readonly url: string; readonly directHosts?: string };
  /** Host names by the service that answers there: `ecs`, `ssm`, `ssmmessages`, `ec2messages`, `s3`. */
  readonly endpoints?: Readonly<Record<string, string | undefined>>;
  readonly dualStack?: boolean;
  readonly installer?: string;
}

/** The arguments of registration/register.sh, but for the activation. */
export function registrationArguments(facts: RegistrationFacts): string[] {
  const { proxy } = facts;
  return [
    '--cluster', facts.cluster,
    '--region', facts.region,
    '--os', facts.os.id,
    '--os-version', facts.os.release,
    '--architecture', facts.architecture,
    ...(facts.gpu ? ['--gpu'] : []),
    ...Object.entries(facts.attributes ?? {}).flatMap(([name, value]) => ['--attribute', `${name}=${value}`]),
    ...(proxy ? ['--proxy', proxy.url] : []),
    ...(proxy?.directHosts ? ['--no-proxy', proxy.directHosts] : []),
    ...Object.entries(facts.endpoints ?? {}).flatMap(([service, host]) => host === undefined ? [] : [`--${service}-endpoint`, host]),
    ...(facts.dualStack ? ['--dual-stack'] : []),
    ...(facts.installer === undefined ? [] : ['--installer-url', facts.installer]),
  ];
}

/**
 * A line for the shell of an operator: gets the script with the operator's credentials, makes sure that it is the one, and hands it the activation
 * by a pipe, so that root needs no credentials.
 *
 * @param script its address in S3
 * @param sha256 of the script, in hexadecimal digits
 */
export function registrationCommand(facts: RegistrationFacts, script: string, sha256: string): string {
  const region = quoted(facts.region);
  const steps = [
    'set -eu',
    'dir=$(mktemp -d)',
    'trap \'rm -rf "$dir"\' EXIT',
    // Otherwise it asks hosts that answer by IPv4 alone; those of Secrets Manager answer by both.
    `${facts.dualStack ? 'AWS_USE_DUALSTACK_ENDPOINT=true ' : ''}aws s3 cp --only-show-errors --region ${region} ${quoted(script)} "$dir/register.sh"`,
    `echo "${sha256}  $dir/register.sh" | sha256sum --check --quiet`,
    `aws secretsmanager get-secret-value --region ${region} --secret-id ${quoted(facts.secret)} --query SecretString --output text` +
      ` | sudo bash "$dir/register.sh" --activation-file - ${registrationArguments(facts).map(quoted).join(' ')}`,
  ];
  return `(${steps.join('; ')})`;
}

/**
 * A cloud-config that writes the script and runs it, up to five times. cloud-init quotes the words of a command that is a list.
 *
 * @param script its text, as lines that end with a line feed
 * @param awsConfigFile of the machine, for reading the secret
 */
export function registrationCloudInit(facts: RegistrationFacts, script: string, awsConfigFile?: string): string {
  const words = [
    'sh', '-c', TRIES, 'register',
    PLACE, '--secret', facts.secret, ...(awsConfigFile === undefined ? [] : ['--aws-config', awsConfigFile]), ...registrationArguments(facts),
  ];
  return [
    '#cloud-config',
    'write_files:',
    `- path: ${PLACE}`,
    '  owner: root:root',
    "  permissions: '0700'",
    // A literal block, and not compressed: the same text on every machine that synthesises it.
    '  content: |',
    ...script.trimEnd().split('\n').map((line) => line === '' ? '' : `    ${line}`),
    'runcmd:',
    // Text in JSON is text in YAML.
    `- [${words.map((word) => JSON.stringify(word)).join(', ')}]`,
    '',
  ].join('\n');
}
