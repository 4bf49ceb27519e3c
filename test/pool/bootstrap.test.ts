import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Lazy } from 'aws-cdk-lib/core';
import { launchDataOf, poolIn, typesOf, userDataOf } from './pools';
import { AgentOptions } from '../../src/pool/agent-options';
import { PoolImage, PoolImageVariant } from '../../src/pool/pool-image';
import { newStack } from '../cluster/services';

const MARK = '"cdk-ecs-blueprints.pool":"Stack-Pool-7DFA52F5"';
function bootstrapOf(machineImage: PoolImage, agent: AgentOptions = {}, sessionAccess: boolean = false): string[] {
  const stack = newStack();
  poolIn(stack, { machineImage, agent, sessionAccess, instanceTypes: typesOf('m7i.large') });
  return userDataOf(stack).split('\n');
}

test.each<[string, PoolImage, string[]]>([
  ['Amazon Linux', PoolImage.amazonLinux2023(), [
    '#!/bin/bash', 'ECS_CLUSTER=<PlatformCluster6842C9C4>', `ECS_INSTANCE_ATTRIBUTES={${MARK}}`, 'ECS_AWSVPC_BLOCK_IMDS=true', 'systemctl restart docker',
  ]],
  ['Bottlerocket', PoolImage.bottlerocket(), [
    '[settings.ecs]', 'cluster = "<PlatformCluster6842C9C4>"', MARK.replace(':', ' = '), 'awsvpc-block-imds = true', '[settings.host-containers.control]',
  ]],
  ['Windows', PoolImage.windows(), [
    '<powershell>Import-Module ECSTools', expect.stringContaining("-Cluster '<PlatformCluster6842C9C4>'"), expect.stringContaining(`'{${MARK}}'`),
    expect.stringContaining(' -AwsvpcBlockIMDS '),
  ]],
])('%s is told of its cluster and its pool, and to keep tasks from the metadata', (_name, machineImage, lines) => {
  expect(bootstrapOf(machineImage)).toEqual(expect.arrayContaining(lines));
});

test.each<[string, AgentOptions, string[], string[]]>([
  ['nothing', {}, ['ECS_AWSVPC_BLOCK_IMDS=true', 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false'], ['ECS_RESERVED_MEMORY=256']],
  ['memory, an attribute and a variable', { reservedMemoryMiB: 256, attributes: { stack: 'web' }, variables: { ECS_LOGLEVEL: 'warn' } },
    ['ECS_RESERVED_MEMORY=256', `ECS_INSTANCE_ATTRIBUTES={"stack":"web",${MARK}}`, 'ECS_LOGLEVEL=warn'], []],
  ['task roles in host mode', { hostModeTaskRoles: true }, ['ECS_AWSVPC_BLOCK_IMDS=true'], ['ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false']],
  ['the metadata for tasks, which brings task roles in host mode', { instanceMetadataAccess: true }, [],
    ['ECS_AWSVPC_BLOCK_IMDS=true', 'systemctl restart docker', 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false']],
])('of the agent, %s may be asked for', (_name, agent, lines, absent) => {
  const all = bootstrapOf(PoolImage.amazonLinux2023(), agent);
  expect(all).toEqual(expect.arrayContaining(lines));
  expect(all.filter((line) => absent.includes(line))).toEqual([]);
});

test('sessions may be asked for', () => {
  expect(bootstrapOf(PoolImage.bottlerocket(), {}, true)).not.toContain('[settings.host-containers.control]');
});

test('an image of your own for GPUs has the agent offer them, one of AWS does so by itself', () => {
  const own = PoolImage.custom(ec2.MachineImage.fromSsmParameter('/golden'), { variant: PoolImageVariant.GPU });
  expect(bootstrapOf(own)).toContain('ECS_ENABLE_GPU_SUPPORT=true');
  expect(bootstrapOf(PoolImage.amazonLinux2023({ variant: PoolImageVariant.GPU }))).not.toContain('ECS_ENABLE_GPU_SUPPORT=true');
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
