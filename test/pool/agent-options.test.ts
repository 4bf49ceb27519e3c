import { Lazy } from 'aws-cdk-lib/core';
import { launchDataOf, poolIn, typesOf } from './pools';
import { AgentOptions } from '../../src/pool/agent-options';
import { PoolImage } from '../../src/pool/pool-image';
import { newStack } from '../cluster/services';

test('refuses what the agent does not take, and what the pool writes itself', () => {
  const agent = { reservedMemoryMiB: -1, tasksWithTrunking: 0, attributes: { 'cdk-ecs-blueprints.pool': 'x' }, variables: { ECS_CLUSTER: 'x' } };
  expect(() => poolIn(newStack(), { agent })).toThrow([
    'InstancePool at Stack/Pool has 4 problems:',
    '  Agent.ReservedMemory: `agent.reservedMemoryMiB` takes whole MiB from 0 up, got -1; the nearest is 0',
    '  Agent.TasksWithTrunking: `agent.tasksWithTrunking` takes whole tasks from 1 to 120, got 0; the nearest is 1',
    '  Agent.OwnAttribute: `agent.attributes.cdk-ecs-blueprints.pool` is written by the pool itself, to mark its instances; take another name',
    '  Agent.OwnVariable: `agent.variables.ECS_CLUSTER` is written by the pool itself; set `cluster`',
  ].join('\n'));
});

test('refuses variables on Bottlerocket', () => {
  const agent = { variables: { ECS_LOGLEVEL: 'info' } };
  expect(() => poolIn(newStack(), { machineImage: PoolImage.bottlerocket(), agent })).toThrow(
    'Agent.BottlerocketVariables: `agent.variables` is not for Bottlerocket, whose agent has settings in place of variables, got ECS_LOGLEVEL;');
});

test('lets tokens through', () => {
  const token = Lazy.string({ produce: () => 'a\nb' });
  const number = Lazy.number({ produce: () => -1 });
  const stack = newStack();
  poolIn(stack, {
    agent: {
      reservedMemoryMiB: number,
      tasksWithTrunking: number,
      attributes: { [token]: token },
      variables: { ECS_LOGLEVEL: token, [token]: token },
    },
  });
  expect(launchDataOf(stack).UserData).toBeDefined();
});

test.each<[PoolImage, AgentOptions, boolean]>([
  [PoolImage.amazonLinux2023(), {}, false],
  [PoolImage.amazonLinux2023(), { hostModeTaskRoles: true }, true],
  [PoolImage.amazonLinux2023(), { instanceMetadataAccess: true }, true],
  [PoolImage.amazonLinux2023(), { instanceMetadataAccess: true, hostModeTaskRoles: false }, false],
  [PoolImage.bottlerocket(), { hostModeTaskRoles: false }, true],
])('tells whether tasks in host mode may have a role', (machineImage, agent, expected) => {
  const pool = poolIn(newStack(), { machineImage, agent, instanceTypes: typesOf('m7i.large') });
  expect(pool._facts().hostModeTaskRoles).toBe(expected);
});

test('tells what is kept from tasks', () => {
  expect(poolIn(newStack(), { agent: { reservedMemoryMiB: 256, tasksWithTrunking: 10 } })._facts()).toMatchObject({
    reservedMemoryMiB: 256, trunking: true, tasksWithTrunking: 10,
  });
  expect(poolIn(newStack())._facts()).toMatchObject({ reservedMemoryMiB: undefined, trunking: undefined, tasksWithTrunking: undefined });
});
