import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Lazy } from 'aws-cdk-lib/core';
import { launchDataOf, poolIn, typesOf, userDataOf } from './pools';
import { AgentOptions } from '../../src/pool/agent-options';
import { PoolImage, PoolImageVariant } from '../../src/pool/pool-image';
import { newStack } from '../cluster/services';

const FULL: AgentOptions = {
  reservedMemoryMiB: 256,
  hostModeTaskRoles: true,
  attributes: { stack: 'web' },
  variables: { ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: '1h' },
};
const MARK = '"cdk-ecs-blueprints.pool":"Stack-Pool-7DFA52F5"';
const KEEP_BRIDGE_OUT = [
  'mkdir -p /etc/systemd/system/docker.service.d',
  "cat <<'END' > /etc/systemd/system/docker.service.d/keep-bridge-from-metadata.conf",
  '[Service]',
  'ExecStartPost=-/usr/sbin/iptables --insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP',
  'END',
  'systemctl daemon-reload',
  'systemctl restart docker',
];

function bootstrapOf(machineImage: PoolImage, agent: AgentOptions = {}, sessionAccess: boolean = false): string[] {
  const stack = newStack();
  poolIn(stack, { machineImage, agent, sessionAccess, instanceTypes: typesOf('m7i.large') });
  return userDataOf(stack).split('\n');
}

test('Amazon Linux appends to /etc/ecs/ecs.config, and keeps tasks of each network mode from the metadata', () => {
  expect(bootstrapOf(PoolImage.amazonLinux2023())).toEqual([
    '#!/bin/bash',
    "cat <<'END' >> /etc/ecs/ecs.config",
    'ECS_CLUSTER=<PlatformCluster6842C9C4>',
    `ECS_INSTANCE_ATTRIBUTES={${MARK}}`,
    'ECS_AWSVPC_BLOCK_IMDS=true',
    'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false',
    'END',
    ...KEEP_BRIDGE_OUT,
  ]);
});

test('Amazon Linux takes every option', () => {
  expect(bootstrapOf(PoolImage.amazonLinux2023(), FULL)).toEqual([
    '#!/bin/bash',
    "cat <<'END' >> /etc/ecs/ecs.config",
    'ECS_CLUSTER=<PlatformCluster6842C9C4>',
    `ECS_INSTANCE_ATTRIBUTES={"stack":"web",${MARK}}`,
    'ECS_AWSVPC_BLOCK_IMDS=true',
    'ECS_RESERVED_MEMORY=256',
    'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=1h',
    'END',
    ...KEEP_BRIDGE_OUT,
  ]);
});

test('Amazon Linux can let tasks reach the metadata', () => {
  expect(bootstrapOf(PoolImage.amazonLinux2023(), { instanceMetadataAccess: true })).toEqual([
    '#!/bin/bash',
    "cat <<'END' >> /etc/ecs/ecs.config",
    'ECS_CLUSTER=<PlatformCluster6842C9C4>',
    `ECS_INSTANCE_ATTRIBUTES={${MARK}}`,
    'END',
  ]);
});

test('an image of your own for GPUs has the agent offer them, one of AWS does so by itself', () => {
  const own = PoolImage.custom(ec2.MachineImage.fromSsmParameter('/golden'), { variant: PoolImageVariant.GPU });
  expect(bootstrapOf(own)).toContain('ECS_ENABLE_GPU_SUPPORT=true');
  expect(bootstrapOf(PoolImage.amazonLinux2023({ variant: PoolImageVariant.GPU }))).not.toContain('ECS_ENABLE_GPU_SUPPORT=true');
});

test('Bottlerocket takes TOML, without a way in', () => {
  expect(bootstrapOf(PoolImage.bottlerocket())).toEqual([
    '[settings.ecs]',
    'cluster = "<PlatformCluster6842C9C4>"',
    'awsvpc-block-imds = true',
    '',
    '[settings.ecs.instance-attributes]',
    '"cdk-ecs-blueprints.pool" = "Stack-Pool-7DFA52F5"',
    '',
    '[settings.host-containers.control]',
    'enabled = false',
  ]);
});

test('Bottlerocket takes every option', () => {
  expect(bootstrapOf(PoolImage.bottlerocket(), { reservedMemoryMiB: 256, attributes: { stack: 'a\\b' }, instanceMetadataAccess: true }, true)).toEqual([
    '[settings.ecs]',
    'cluster = "<PlatformCluster6842C9C4>"',
    'reserved-memory = 256',
    '',
    '[settings.ecs.instance-attributes]',
    '"stack" = "a\\\\b"',
    '"cdk-ecs-blueprints.pool" = "Stack-Pool-7DFA52F5"',
  ]);
});

test('Windows takes PowerShell', () => {
  expect(bootstrapOf(PoolImage.windows())).toEqual([
    '<powershell>Import-Module ECSTools',
    "[Environment]::SetEnvironmentVariable('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true', 'Machine')",
    `[Environment]::SetEnvironmentVariable('ECS_INSTANCE_ATTRIBUTES', '{${MARK}}', 'Machine')`,
    "Initialize-ECSAgent -Cluster '<PlatformCluster6842C9C4>' -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS -LoggingDrivers '[\"json-file\",\"awslogs\"]'</powershell>",
  ]);
});

test('Windows takes every option', () => {
  const agent = { ...FULL, instanceMetadataAccess: true, variables: { ECS_LOGLEVEL: "it's" } };
  expect(bootstrapOf(PoolImage.windows(), agent)).toEqual([
    '<powershell>Import-Module ECSTools',
    "[Environment]::SetEnvironmentVariable('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true', 'Machine')",
    `[Environment]::SetEnvironmentVariable('ECS_INSTANCE_ATTRIBUTES', '{"stack":"web",${MARK}}', 'Machine')`,
    "[Environment]::SetEnvironmentVariable('ECS_RESERVED_MEMORY', '256', 'Machine')",
    "[Environment]::SetEnvironmentVariable('ECS_LOGLEVEL', 'it''s', 'Machine')",
    "Initialize-ECSAgent -Cluster '<PlatformCluster6842C9C4>' -EnableTaskIAMRole -EnableTaskENI -LoggingDrivers '[\"json-file\",\"awslogs\"]'</powershell>",
  ]);
});

test.each([PoolImage.amazonLinux2023(), PoolImage.bottlerocket(), PoolImage.windows()])('lets tokens through', (machineImage) => {
  const memory = Lazy.number({ produce: () => 77 });
  const attribute = Lazy.string({ produce: () => 'late' });
  const text = bootstrapOf(machineImage, { reservedMemoryMiB: memory, attributes: { stack: attribute } }).join('\n');
  expect(text).toMatch(/ECS_RESERVED_MEMORY.*77|reserved-memory = 77/);
  expect(text).toMatch(/"stack"( = |:)"late"/);
});

test('what is added to the user data runs last', () => {
  const stack = newStack();
  poolIn(stack).launchTemplate.userData!.addCommands('echo last');
  expect(userDataOf(stack)).toMatch(/\nsystemctl restart docker\necho last$/);
  expect(launchDataOf(stack).UserData).toBeDefined();
});
