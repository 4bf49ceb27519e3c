import { App, Stack } from 'aws-cdk-lib/core';
import { fleetIn, managedIn, poolIn, taskOf } from './instances';
import {
  CapacityStrategy, DaemonService, InstancePool, ManagedDaemon, ManagedInstanceTypes, PooledService, PooledServiceProps, Rollout, TaskScaling,
} from '../../src';
import { newStack } from '../cluster/services';
import { warnings } from '../traffic/setting';

const ACK = (code: string) => ` [ack: Annotation::cdk-ecs-blueprints:${code}]`;
const inPlace = Rollout.rolling({ minHealthyPercent: 50, maxHealthyPercent: 100 });
const daemon = (stack: Stack, pool: InstancePool, cpu: number) => new DaemonService(stack, 'Logs', { pool, task: taskOf({ cpu, memoryMiB: 256, networkMode: undefined }) });

function serviceOn(stack: Stack, id: string, capacity: CapacityStrategy, props: Partial<PooledServiceProps> = {}): PooledService {
  return new PooledService(stack, id, { task: taskOf({ networkMode: undefined }), capacity, rollout: inPlace, ...props });
}

const synth = (stack: Stack) => () => (stack.node.root as App).synth();

describe('a daemon that is made after a service', () => {
  test('may leave no room for its tasks', () => {
    const stack = newStack();
    const pool = poolIn(stack);
    serviceOn(stack, 'Web', CapacityStrategy.pool(pool), { task: taskOf({ cpu: 4096 }) });
    daemon(stack, pool, 128);
    expect(synth(stack)).toThrow('InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 3968 CPU units for it, got 4096 CPU units; '
      + 'take a larger type or split the task');
  });

  test('may leave less room than the most of its tasks take', () => {
    const stack = newStack();
    const pool = poolIn(stack, { instances: { max: 2 } });
    serviceOn(stack, 'Web', CapacityStrategy.pool(pool), { scaling: TaskScaling.exactly(6), task: taskOf({ cpu: 1300 }) });
    daemon(stack, pool, 1024);
    expect(warnings(stack)).toEqual(['`scaling` runs up to 6 tasks, and 2 m7i.xlarge hold 4 at most (2 each by its CPU); allow 3 instances, or fewer tasks'
      + ACK('InstanceDemand.MaximumAbovePool')]);
  });

  test('says nothing that was said before it came', () => {
    const stack = newStack();
    const pool = poolIn(stack, { instances: { max: 1 } });
    serviceOn(stack, 'Web', CapacityStrategy.pool(pool), { scaling: TaskScaling.exactly(6) });
    daemon(stack, pool, 128);
    expect(warnings(stack)).toEqual(['`scaling` runs up to 6 tasks, and 1 m7i.xlarge hold 3 at most (3 each by its network interfaces); allow 2 instances, or fewer tasks'
      + ACK('InstanceDemand.MaximumAbovePool')]);
  });

  test('counts on Managed Instances, too', () => {
    const stack = newStack();
    const pool = managedIn(stack, { instanceTypes: ManagedInstanceTypes.named(['m7g.medium']) });
    serviceOn(stack, 'Web', CapacityStrategy.managedInstances(pool), { task: taskOf({ cpu: 1024, memoryMiB: 2048 }) });
    new ManagedDaemon(stack, 'Agent', { pools: [pool], task: taskOf({ cpu: 128, memoryMiB: 256 }) });
    expect(synth(stack)).toThrow('InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7g.medium has 896 CPU units for it, got 1024 CPU units');
  });
});

describe('services that share', () => {
  const five = { scaling: TaskScaling.exactly(4), task: taskOf({ cpu: 1024, networkMode: undefined }) };

  test('a pool are told of together', () => {
    const stack = newStack();
    const pool = poolIn(stack, { instances: { max: 2 } });
    ['Orders', 'Search'].forEach((id) => serviceOn(stack, id, CapacityStrategy.pool(pool), five));
    expect(warnings(stack)).toEqual(['`instances` are 2 at most, and the services on them need 3 or more: '
      + 'Stack/Orders up to 4 and Stack/Search up to 4, 8 tasks together; allow 3, take larger types, or lower the maximum of a service'
      + ACK('PoolLoad.ServicesAbovePool')]);
  });

  test('the pools of a zonal cluster are told of together, by whatever name they are on it', () => {
    const stack = newStack();
    const fleet = fleetIn(stack, { instancesPerZone: { max: 1 } });
    serviceOn(stack, 'Orders', CapacityStrategy.zonal(fleet), five);
    serviceOn(stack, 'Search', CapacityStrategy.clusterDefault(), { ...five, cluster: fleet.cluster });
    expect(warnings(stack)).toEqual([expect.stringMatching(/^`instances` are 2 at most, .*Stack\/Orders up to 4 and Stack\/Search up to 4, 8 tasks together/)]);
  });

  test('Managed Instances have as many as they need', () => {
    const stack = newStack();
    const pool = managedIn(stack, { instanceTypes: ManagedInstanceTypes.named(['m7g.large']) });
    ['Orders', 'Search'].forEach((id) => serviceOn(stack, id, CapacityStrategy.managedInstances(pool), { scaling: TaskScaling.exactly(500) }));
    expect(warnings(stack)).toEqual([]);
  });
});
