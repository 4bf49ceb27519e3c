import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { PLAIN_BOOTSTRAP as PLAIN } from './pools';
import { Bootstrap } from '../../src/pool/bootstrap';
import { ecsConfigUserData } from '../../src/pool/bootstrap-ecs-config';

const FILE = '/etc/ecs/ecs.config';

function linesOf(bootstrap: Partial<Bootstrap> = {}): string[] {
  return ecsConfigUserData({ ...PLAIN, ...bootstrap }).render().split('\n');
}

test('appends what the agent reads, and nothing that was not asked for', () => {
  expect(linesOf()).toEqual([
    '#!/bin/bash',
    "cat <<'END' >> /etc/ecs/ecs.config",
    'ECS_CLUSTER=orders',
    'ECS_INSTANCE_ATTRIBUTES={"pool":"one"}',
    'END',
  ]);
});

test.each<[string, Partial<Bootstrap>, string]>([
  ['memory for the instance itself', { reservedMemoryMiB: 256 }, 'ECS_RESERVED_MEMORY=256'],
  ['no memory for the instance itself', { reservedMemoryMiB: 0 }, 'ECS_RESERVED_MEMORY=0'],
  ['no task roles in host mode', { hostModeTaskRoles: false }, 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false'],
  ['no metadata for tasks with an interface of their own', { blockInstanceMetadata: true }, 'ECS_AWSVPC_BLOCK_IMDS=true'],
  ['GPUs', { gpus: true }, 'ECS_ENABLE_GPU_SUPPORT=true'],
  ['any other variable', { variables: { ECS_LOGLEVEL: 'warn' } }, 'ECS_LOGLEVEL=warn'],
])('tells the agent of %s', (_name, bootstrap, line) => {
  expect(linesOf(bootstrap).filter((other) => !linesOf().includes(other))[0]).toBe(line);
});

test('keeps tasks in bridge mode from the metadata once Docker is up, and after each restart', () => {
  expect(linesOf({ blockInstanceMetadata: true }).slice(linesOf().length + 1)).toEqual([
    'mkdir -p /etc/systemd/system/docker.service.d',
    "cat <<'END' > /etc/systemd/system/docker.service.d/keep-bridge-from-metadata.conf",
    '[Service]',
    'ExecStartPost=-/usr/sbin/iptables --insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP',
    'END',
    'systemctl daemon-reload',
    'systemctl restart docker',
  ]);
});

test('the shell writes values as they are', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ecs-config-')), 'ecs.config');
  const attributes = { quote: 'it\'s "so"', dollar: '$HOME `id` \\n' };
  const script = linesOf({ attributes, variables: { ECS_LOGFILE: '$(id)' } }).join('\n').replace(FILE, file);
  execFileSync('bash', { input: script });
  expect(fs.readFileSync(file, 'utf8').split('\n')).toEqual([
    'ECS_CLUSTER=orders', `ECS_INSTANCE_ATTRIBUTES=${JSON.stringify(attributes)}`, 'ECS_LOGFILE=$(id)', '',
  ]);
});

test('lets tokens through', () => {
  const userData = ecsConfigUserData({ ...PLAIN, reservedMemoryMiB: Lazy.number({ produce: () => 77 }) });
  expect(new Stack().resolve(userData.render())).toContain('\nECS_RESERVED_MEMORY=77\n');
});
