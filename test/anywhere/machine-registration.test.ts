import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { EdgeOs } from '../../src/anywhere/edge-os';
import { MachineRegistrationOptions } from '../../src/anywhere/machine-options';
import { MachineFleet, MachineRegistration } from '../../src/anywhere/machine-registration';

const FLEET: MachineFleet = { clusterName: 'edge', region: 'eu-central-1', secretArn: 'arn:secret', operatingSystem: EdgeOs.UBUNTU_24_04 };
const SCRIPT = fs.readFileSync(path.join(__dirname, '..', '..', 'registration', 'register.sh'), 'utf8');

function registration(options?: MachineRegistrationOptions, stack = new Stack(new App(), 'Stack')): MachineRegistration {
  return MachineRegistration._of(stack, FLEET, options);
}

/** The arguments that both ways give the script. */
function words({ command, cloudInit }: MachineRegistration): string {
  const [, shell] = command.split(' --activation-file - ');
  const list: string[] = JSON.parse(cloudInit.split('\nruncmd:\n- ')[1]);
  const shared = list.slice(list.indexOf('--cluster'));
  expect(shell).toBe(`${shared.map((word) => `'${word}'`).join(' ')})`);
  return shared.join(' ');
}

test('by default it is for what the fleet has, on x86_64', () => {
  expect(words(registration())).toBe('--cluster edge --region eu-central-1 --os ubuntu --os-version 24.04 --architecture x86_64');
});

test('everything that machines may need', () => {
  const made = registration({
    operatingSystem: EdgeOs.of('rhel', '9.4'),
    architecture: ecs.CpuArchitecture.ARM64,
    gpu: true,
    attributes: { site: 'berlin north' },
    proxy: { url: 'http://proxy:3128', directHosts: ['.example.com'] },
    endpoints: {
      ecs: 'ecs.example.com',
      ssm: 'ssm.example.com',
      ssmMessages: 'mgs.example.com',
      ec2Messages: 'mds.example.com',
      s3: 's3.example.com',
      dualStack: true,
      installer: 'https://mirror.example.com/x.sh',
    },
    awsConfigFile: '/etc/aws.conf',
  });
  expect(words(made)).toBe('--cluster edge --region eu-central-1 --os rhel --os-version 9 --architecture arm64 --gpu --attribute site=berlin north ' +
    '--proxy http://proxy:3128 --no-proxy .example.com --ecs-endpoint ecs.example.com --ssm-endpoint ssm.example.com --ssmmessages-endpoint mgs.example.com ' +
    '--ec2messages-endpoint mds.example.com --s3-endpoint s3.example.com --dual-stack --installer-url https://mirror.example.com/x.sh');
  expect(made.cloudInit).toContain('"--secret", "arn:secret", "--aws-config", "/etc/aws.conf", "--cluster"');
  expect(made.command).not.toContain('aws.conf');
});

test('the command runs no script but this one', () => {
  const stack = new Stack(new App(), 'Stack');
  const { command, script } = registration({}, stack);
  expect(command).toContain(`echo "${createHash('sha256').update(SCRIPT).digest('hex')}  $dir/register.sh" | sha256sum --check --quiet`);
  expect(command).toContain(` '${script.s3ObjectUrl}' "$dir/register.sh"`);
});

test('the cloud-config holds the script', () => {
  expect(registration().cloudInit).toContain(SCRIPT.split('\n').slice(0, 3).map((line) => `    ${line}`).join('\n'));
});

test('fleets and machines of a stack share the script', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(registration({}, stack).script).toBe(registration({ gpu: true }, stack).script);
});

test('names that are known when the stack is deployed get through', () => {
  const stack = new Stack(new App(), 'Stack');
  const cluster = new ecs.CfnCluster(stack, 'Cluster');
  const { command, cloudInit } = MachineRegistration._of(stack, { ...FLEET, clusterName: cluster.ref, region: stack.region });
  const rendered = JSON.stringify(stack.resolve([command, cloudInit]));
  expect(rendered).toContain('{"Ref":"Cluster"}');
  expect(rendered).toContain('{"Ref":"AWS::Region"}');
  expect(rendered).not.toContain('Token[');
});

test('machines that are known when the stack is deployed get through, for the script to look at', () => {
  const stack = new Stack(new App(), 'Stack');
  const [version, processor, hosts] = ['Version', 'Processor', 'Hosts'].map((id) => new CfnParameter(stack, id, { type: id === 'Hosts' ? 'CommaDelimitedList' : 'String' }));
  const { command } = registration({
    operatingSystem: EdgeOs.of('rhel', version.valueAsString),
    architecture: ecs.CpuArchitecture.of(processor.valueAsString),
    proxy: { url: 'http://proxy:3128', directHosts: hosts.valueAsList },
  }, stack);
  const parts: unknown[] = stack.resolve(command)['Fn::Join'][1];
  expect(parts.slice(parts.findIndex((part) => JSON.stringify(part) === '{"Ref":"Version"}') - 1).filter((part) => typeof part === 'object')).toEqual(
    [{ Ref: 'Version' }, { Ref: 'Processor' }, { 'Fn::Join': [',', { Ref: 'Hosts' }] }]);
  expect(JSON.stringify(parts)).not.toContain('Token[');
});
