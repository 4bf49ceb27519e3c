import { execFileSync } from 'child_process';
import * as fc from 'fast-check';
import { registrationArguments, registrationCloudInit, registrationCommand, RegistrationFacts } from '../../../src/model/anywhere/registration-text';

const MINIMAL: RegistrationFacts = {
  cluster: 'edge', region: 'eu-central-1', secret: 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:Edge-AbCdEf', os: { id: 'ubuntu', release: '24.04' }, architecture: 'x86_64',
};
const FULL: RegistrationFacts = {
  ...MINIMAL,
  gpu: true,
  attributes: { site: 'berlin north', rack: '7' },
  proxy: { url: 'http://proxy.example.com:3128', directHosts: '.example.com,10.0.0.0/8' },
  endpoints: { ecs: 'ecs.example.com', ssm: undefined, s3: 's3.example.com' },
  dualStack: true,
  installer: 'https://mirror.example.com/installer.sh',
};
const REQUIRED = ['--cluster', 'edge', '--region', 'eu-central-1', '--os', 'ubuntu', '--os-version', '24.04', '--architecture', 'x86_64'];
const HASH = 'a'.repeat(64);
/** Stands for the programs of the operator's machine: sudo tells what it is given. */
const STUBS = 'aws() { :; }; sha256sum() { :; }; sudo() { shift 2; printf \'%s\\0\' "$@"; }; ';

const text = fc.string({ unit: 'grapheme' }).filter((candidate) => !candidate.includes('\0'));
const anyFacts: fc.Arbitrary<RegistrationFacts> = fc.record({
  cluster: text,
  region: text,
  secret: text,
  os: fc.record({ id: text, release: text }),
  architecture: text,
  gpu: fc.boolean(),
  attributes: fc.dictionary(text, text),
  proxy: fc.record({ url: text, directHosts: text }),
  endpoints: fc.dictionary(fc.constantFrom('ecs', 'ssm'), text),
  dualStack: fc.boolean(),
  installer: text,
});

test('arguments of the least that there is', () => {
  expect(registrationArguments(MINIMAL)).toEqual(REQUIRED);
  expect(registrationArguments({ ...MINIMAL, gpu: false, dualStack: false, attributes: {}, endpoints: {}, proxy: { url: 'http://p', directHosts: '' } }))
    .toEqual([...REQUIRED, '--proxy', 'http://p']);
});

test('arguments of everything', () => {
  expect(registrationArguments(FULL)).toEqual([...REQUIRED, '--gpu', '--attribute', 'site=berlin north', '--attribute', 'rack=7',
    '--proxy', 'http://proxy.example.com:3128', '--no-proxy', '.example.com,10.0.0.0/8', '--ecs-endpoint', 'ecs.example.com', '--s3-endpoint', 's3.example.com',
    '--dual-stack', '--installer-url', 'https://mirror.example.com/installer.sh']);
});

test('the command is one line', () => {
  expect(registrationCommand(MINIMAL, 's3://bucket/key.sh', HASH)).toBe(
    '(set -eu; dir=$(mktemp -d); trap \'rm -rf "$dir"\' EXIT; ' +
    "aws s3 cp --only-show-errors --region 'eu-central-1' 's3://bucket/key.sh' \"$dir/register.sh\"; " +
    `echo "${HASH}  $dir/register.sh" | sha256sum --check --quiet; ` +
    "aws secretsmanager get-secret-value --region 'eu-central-1' --secret-id 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:Edge-AbCdEf' " +
    '--query SecretString --output text | sudo bash "$dir/register.sh" --activation-file - ' +
    "'--cluster' 'edge' '--region' 'eu-central-1' '--os' 'ubuntu' '--os-version' '24.04' '--architecture' 'x86_64')");
});

test('machines with IPv6 alone get the script there', () => {
  expect(registrationCommand({ ...MINIMAL, dualStack: true }, 's3://bucket/key.sh', HASH)).toContain(
    "; AWS_USE_DUALSTACK_ENDPOINT=true aws s3 cp --only-show-errors --region 'eu-central-1' 's3://bucket/key.sh' ");
});

test('the script gets the very arguments, whatever is in them', () => {
  fc.assert(fc.property(anyFacts, (facts) => {
    const told = execFileSync('bash', ['-c', STUBS + registrationCommand(facts, 's3://bucket/key.sh', HASH)], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
    expect(told).toBe(['--activation-file', '-', ...registrationArguments(facts)].map((word) => `${word}\0`).join(''));
  }), { numRuns: 25 });
});

test('nothing runs as root if the script is another', () => {
  const stubs = 'aws() { [[ $1 != s3 ]] || echo evil >"${@: -1}"; }; sudo() { echo root; }; ';
  const { stdout, status } = outcome(stubs + registrationCommand(MINIMAL, 's3://bucket/key.sh', HASH));
  expect(stdout).not.toContain('root');
  expect(status).toBe(1);
});

test('nothing is left behind', () => {
  const stubs = 'mktemp() { command mktemp -d "$parent/XXXX"; }; aws() { [[ $1 != s3 ]] || : >"${@: -1}"; }; sudo() { ls "$parent" | wc -l; false; }; ';
  const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const { stdout, status } = outcome(`parent=$(mktemp -d); ${stubs}${registrationCommand(MINIMAL, 's3://bucket/key.sh', emptyHash)}; status=$?; ls -A "$parent" | wc -l; rmdir "$parent"; exit $status`);
  expect(stdout.split(/\s+/)).toEqual(['1', '0', '']);
  expect(status).toBe(1);
});

describe('cloud-init', () => {
  const SCRIPT = '#!/bin/bash\n\n\tif true; then\n  echo "$1: \\x" # a: {b}\nfi\nexit\n';

  test('writes the very script', () => {
    const lines = registrationCloudInit(MINIMAL, SCRIPT).split('\n');
    expect(lines.slice(0, 6)).toEqual(
      ['#cloud-config', 'write_files:', '- path: /usr/local/sbin/register-ecs-anywhere', '  owner: root:root', "  permissions: '0700'", '  content: |']);
    const script = lines.slice(6, lines.indexOf('runcmd:'));
    script.forEach((line) => expect(line).toMatch(/^( {4}|$)/));
    expect(`${script.map((line) => line.slice(4)).join('\n')}\n`).toBe(SCRIPT);
  });

  /** The words of the command that it runs. */
  function runOf(facts: RegistrationFacts): string[] {
    return JSON.parse(registrationCloudInit(facts, SCRIPT, '/etc/aws.conf').split('\nruncmd:\n- ')[1]);
  }

  test('runs it with the very arguments, whatever is in them', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      expect(runOf(facts).slice(4)).toEqual(
        ['/usr/local/sbin/register-ecs-anywhere', '--secret', facts.secret, '--aws-config', '/etc/aws.conf', ...registrationArguments(facts)]);
    }));
  });

  test.each([[0, '', 0], [2, 'sleep 120\nsleep 120\n', 0], [5, 'sleep 120\n'.repeat(5), 1]])('after %d failures it ends', (failures, waits, status) => {
    const [shell, option, tries, ...words] = runOf(FULL);
    expect([shell, option]).toEqual(['sh', '-c']);
    // The script fails so often, and the other words are its arguments.
    const stubs = `n=0; sleep() { echo sleep $*; }; script() { [ $# = ${words.length - 1} ] && [ $((++n)) -gt ${failures} ]; }; `;
    expect(outcome(`${stubs} set -- ${words.slice(1).map((word) => `'${word}'`).join(' ')}; ${tries.replace('"$@"', 'script "$@"')}`)).toEqual({ stdout: waits, status });
  });

  test('names no configuration where there is none', () => {
    expect(registrationCloudInit(MINIMAL, SCRIPT)).toContain(`"register", "/usr/local/sbin/register-ecs-anywhere", "--secret", "${MINIMAL.secret}", "--cluster", "edge", `);
  });
});

function outcome(command: string): { stdout: string; status: number } {
  try {
    return { stdout: execFileSync('bash', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] }).toString(), status: 0 };
  } catch (error: any) {
    return { stdout: error.stdout.toString(), status: error.status };
  }
}
