import * as fc from 'fast-check';
import { InstanceDemand } from '../../../src/model/capacity/instance-demand';
import { InstanceLimit } from '../../../src/model/capacity/instance-room';

const TOKEN = -1.8881545897087626e289;

describe('the vectors', () => {
  const demand = InstanceDemand.of({ instanceType: 'm5.xlarge', cpu: 1024, memoryMiB: 2048 });

  test.each([
    ['V8', 10, 3, 4], ['V9', 9, 3, 4], ['one instance', 4, 1, 2], ['one more', 5, 2, 3], ['nothing', 0, 0, 0],
  ])('%s: %p tasks need %p instances, %p at 80 percent', (_name, tasks, needed, atTarget) => {
    expect(demand.instancesFor(tasks)).toBe(needed);
    expect(demand.instancesAtTarget(tasks, 80)).toBe(atTarget);
  });

  test('V8: three instances are full, and four are at 75 percent', () => {
    expect(demand).toMatchObject({ tasksPerInstance: 4, limitedBy: InstanceLimit.CPU, memoryForTasksMiB: 15500 });
    expect(InstanceDemand.reservation(3, 3)).toBe(100);
    expect(InstanceDemand.reservation(3, 4)).toBe(75);
  });

  test('V10: ten tasks of one vCPU need three instances of four', () => {
    expect(InstanceDemand.of({ instanceType: 'm5.xlarge', cpu: 1024 }).instancesFor(10)).toBe(3);
  });

  test('V12, V13 and scaling from zero', () => {
    expect(InstanceDemand.reservation(3, 0)).toBe(200);
    expect(InstanceDemand.instancesForTarget(1, 80)).toBe(2);
    expect(InstanceDemand.spareInstances(1, 80)).toBe(1);
    expect(InstanceDemand.firstLaunch(1)).toBe(2);
  });
});

test.each([
  [{ instanceType: 'c5.large', cpu: 256, memoryMiB: 256, ownNetworkInterface: true }, 2, InstanceLimit.NETWORK_INTERFACES],
  [{ instanceType: 'c5.large', cpu: 128, memoryMiB: 256, ownNetworkInterface: true, tasksWithTrunking: 10 }, 10, InstanceLimit.NETWORK_INTERFACES],
  [{ instanceType: 'c5.large', cpu: 256, memoryMiB: 256, oneCopyAnInstance: true }, 1, InstanceLimit.HOST_PORT],
  [{ instanceType: 'g5.12xlarge', cpu: 1024, gpus: 2 }, 2, InstanceLimit.GPUS],
  [{ instanceType: 'inf2.24xlarge', cpu: 1024, neuronDevices: 1 }, 6, InstanceLimit.NEURON_DEVICES],
  [{ instanceType: 'm5.large', memoryMiB: 2048 }, 3, InstanceLimit.MEMORY],
  [{ instanceType: 'm5.large', memoryMiB: 2048, reservedMemoryMiB: 1575 }, 2, InstanceLimit.MEMORY],
  [{ instanceType: 'm5.large', cpu: 1024, daemons: [{ cpu: 128, memoryMiB: 256 }] }, 1, InstanceLimit.CPU],
  [{ instanceType: 'm5.large', cpu: 256, ownNetworkInterface: true, daemons: [{ ownNetworkInterface: true }] }, 1, InstanceLimit.NETWORK_INTERFACES],
])('%p: %p on an instance, limited by %s', (options, tasks, limit) => {
  const demand = InstanceDemand.of(options);
  expect(demand.tasksPerInstance).toBe(tasks);
  expect(demand.limitedBy).toBe(limit);
});

test.each([
  { instanceType: 'm99.large', cpu: 1024 },
  { instanceType: '${Token[TOKEN.1]}', cpu: 1024 },
  { instanceType: 'm5.large' },
  { instanceType: 'm5.large', cpu: TOKEN, memoryMiB: TOKEN },
])('of %p nothing is known', (options) => {
  const demand = InstanceDemand.of(options);
  const { tasksPerInstance, limitedBy } = demand;
  expect([tasksPerInstance, limitedBy, demand.instancesFor(3), demand.instancesAtTarget(3, 80)].filter((fact) => fact !== undefined)).toEqual([]);
});

test('no number of instances is enough for a task that fits on none', () => {
  const demand = InstanceDemand.of({ instanceType: 'm5.large', cpu: 4096 });
  expect(demand).toMatchObject({ tasksPerInstance: 0, limitedBy: InstanceLimit.CPU });
  expect([demand.instancesFor(1), demand.instancesAtTarget(1, 80), demand.instancesFor(0)]).toEqual([undefined, undefined, 0]);
});

test('a count that is a token needs no instance', () => {
  expect(InstanceDemand.of({ instanceType: 'm5.large', cpu: 1024 }).instancesFor(TOKEN)).toBe(0);
});

describe('properties', () => {
  const demands = fc.record({
    instanceType: fc.constantFrom('m5.large', 'm5.xlarge', 'c7g.2xlarge', 'r6i.4xlarge', 't3.medium', 'g5.12xlarge'),
    cpu: fc.integer({ min: 1, max: 2048 }),
    memoryMiB: fc.integer({ min: 1, max: 3000 }),
    ownNetworkInterface: fc.boolean(),
    oneCopyAnInstance: fc.boolean(),
  });

  test('the instances hold the tasks, and one fewer do not', () => {
    fc.assert(fc.property(demands, fc.integer({ min: 1, max: 5000 }), (options, tasks) => {
      const demand = InstanceDemand.of(options);
      const instances = demand.instancesFor(tasks)!;
      expect(instances * demand.tasksPerInstance!).toBeGreaterThanOrEqual(tasks);
      expect((instances - 1) * demand.tasksPerInstance!).toBeLessThan(tasks);
    }));
  });

  test('more tasks never need fewer instances, and a target never gives fewer than are needed', () => {
    fc.assert(fc.property(demands, fc.nat(5000), fc.nat(100), fc.integer({ min: 1, max: 100 }), (options, tasks, more, target) => {
      const demand = InstanceDemand.of(options);
      expect(demand.instancesFor(tasks + more)).toBeGreaterThanOrEqual(demand.instancesFor(tasks)!);
      expect(demand.instancesAtTarget(tasks, target)).toBeGreaterThanOrEqual(demand.instancesFor(tasks)!);
    }));
  });

  test('the copies together take no more CPU than the instance has', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4096 }), (cpu) => {
      const copies = InstanceDemand.of({ instanceType: 'm5.xlarge', cpu }).tasksPerInstance!;
      expect(copies * cpu).toBeLessThanOrEqual(4096);
      expect((copies + 1) * cpu).toBeGreaterThan(4096);
    }));
  });
});
