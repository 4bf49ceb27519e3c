import * as fc from 'fast-check';
import { fitsOf, holds, InstanceLimit, likelyRoom, mostRoom, registeredMemory, Room, tightest } from '../../../src/model/capacity/instance-room';
import { instanceType, knownInstanceTypes } from '../../../src/model/capacity/instance-type';

const type = (name: string) => instanceType(name)!;
const ROOM: Room = { cpu: 2048, memoryMiB: 4000, networkInterfaces: 2, gpus: 1, neuronDevices: 4 };

test.each([[8192, 7718], [1024, 908], [512, 422], [16384, 15500], [0, 0]])('of %p MiB, %p are expected to be registered', (installed, expected) => {
  expect(registeredMemory(installed)).toBe(expected);
});

test('the estimate stays below the example of AWS, an m4.large with 7985 MiB', () => {
  expect(likelyRoom(type('m4.large')).memoryMiB).toBeLessThan(7985);
});

test('an instance has its CPU units, and its interfaces but the first', () => {
  expect(likelyRoom(type('m5.xlarge'))).toEqual({ cpu: 4096, memoryMiB: 15500, networkInterfaces: 3, gpus: 0, neuronDevices: 0 });
  expect(likelyRoom(type('g5.xlarge'))).toMatchObject({ gpus: 1 });
  expect(likelyRoom(type('inf2.24xlarge'))).toMatchObject({ neuronDevices: 6 });
});

test('at most, it has all memory but one MiB, and as many interfaces as a trunk gives', () => {
  expect(mostRoom(type('m5.xlarge'))).toEqual({ cpu: 4096, memoryMiB: 16383, networkInterfaces: undefined, gpus: 0, neuronDevices: 0 });
});

test('reserved memory and every daemon are taken off', () => {
  const kept = {
    reservedMemoryMiB: 256,
    daemons: [{ cpu: 128, memoryMiB: 200, ownNetworkInterface: true, gpus: 1 }, { cpu: 64, memoryMiB: 44 }, {}],
    trunking: false,
  };
  expect(likelyRoom(type('g5.xlarge'), kept)).toEqual({ cpu: 3904, memoryMiB: 15000, networkInterfaces: 2, gpus: 0, neuronDevices: 0 });
  expect(mostRoom(type('g5.xlarge'), kept)).toEqual({ cpu: 3904, memoryMiB: 15883, networkInterfaces: 2, gpus: 0, neuronDevices: 0 });
});

test('daemons can take everything, and a token nothing', () => {
  expect(likelyRoom(type('t3.nano'), { daemons: [{ cpu: 9999, memoryMiB: 9999, ownNetworkInterface: true }, { ownNetworkInterface: true }] }))
    .toMatchObject({ cpu: 0, memoryMiB: 0, networkInterfaces: 0 });
  expect(likelyRoom(type('m5.xlarge'), { reservedMemoryMiB: -1.8881545897087626e289, daemons: [{ cpu: NaN }] })).toMatchObject({ cpu: 4096, memoryMiB: 15500 });
});

test.each([
  ['m5.large', {}, 2, undefined],
  ['m5.large', { trunking: false }, 2, 2],
  ['m5.large', { trunking: true }, undefined, undefined],
  ['m5.large', { trunking: true, tasksWithTrunking: 10 }, 10, 10],
  ['m5.large', { trunking: true, tasksWithTrunking: 10, windows: true }, 2, 2],
  ['t3.large', { trunking: true, tasksWithTrunking: 10 }, 2, 2],
  ['m4.large', {}, 1, 1],
])('%s with %p has %p interfaces for tasks, at most %p', (name, kept, likely, most) => {
  expect(likelyRoom(type(name), kept).networkInterfaces).toBe(likely);
  expect(mostRoom(type(name), kept).networkInterfaces).toBe(most);
});

test.each([
  [{ cpu: 512 }, InstanceLimit.CPU, 4],
  [{ cpu: 512, memoryMiB: 1000 }, InstanceLimit.CPU, 4],
  [{ cpu: 512, memoryMiB: 1001 }, InstanceLimit.MEMORY, 3],
  [{ cpu: 512, ownNetworkInterface: true }, InstanceLimit.NETWORK_INTERFACES, 2],
  [{ cpu: 512, ownNetworkInterface: false }, InstanceLimit.CPU, 4],
  [{ cpu: 512, ownNetworkInterface: true, oneCopyAnInstance: true }, InstanceLimit.HOST_PORT, 1],
  [{ cpu: 256, gpus: 1 }, InstanceLimit.GPUS, 1],
  [{ cpu: 256, neuronDevices: 3 }, InstanceLimit.NEURON_DEVICES, 1],
  [{ cpu: 2049 }, InstanceLimit.CPU, 0],
  [{ memoryMiB: 4000 }, InstanceLimit.MEMORY, 1],
])('%p is limited by %s to %p', (task, limit, tasks) => {
  expect(tightest(ROOM, task)).toMatchObject({ limit, tasks });
  expect(holds(ROOM, task)).toBe(tasks > 0);
});

test('nothing limits a task that takes nothing known', () => {
  expect(fitsOf(ROOM, { cpu: 0, memoryMiB: undefined, gpus: -1.8881545897087626e289 })).toEqual([]);
  expect(tightest(ROOM, {})).toBeUndefined();
  expect(fitsOf({ ...ROOM, networkInterfaces: undefined }, { ownNetworkInterface: true })).toEqual([]);
});

test('what fits by the estimate fits at most', () => {
  const task = fc.record({ cpu: fc.nat(8192), memoryMiB: fc.nat(65536), gpus: fc.nat(2), ownNetworkInterface: fc.boolean() });
  fc.assert(fc.property(fc.constantFrom(...knownInstanceTypes()), task, fc.nat(1024), (instance, needs, reservedMemoryMiB) => {
    if (holds(likelyRoom(instance, { reservedMemoryMiB }), needs)) expect(holds(mostRoom(instance, { reservedMemoryMiB }), needs)).toBe(true);
  }));
});
