import { architectureOf, instanceType, knownInstanceTypes, mayTrunk } from '../../../src/model/capacity/instance-type';
import table from '../../../src/model/capacity/instance-types.json';

test.each([
  ['m5.large', 2, 8192, 3, 10, 'x86_64', 'nitro', 0],
  ['m5.xlarge', 4, 16384, 4, 15, 'x86_64', 'nitro', 0],
  ['m7g.xlarge', 4, 16384, 4, 15, 'arm64', 'nitro', 0],
  ['t3.micro', 2, 1024, 2, 2, 'x86_64', 'nitro', 0],
  ['t2.micro', 1, 1024, 2, 2, 'x86_64', 'xen', 0],
  ['c5.metal', 96, 196608, 15, 50, 'x86_64', 'metal', 0],
  ['g5.12xlarge', 48, 196608, 15, 50, 'x86_64', 'nitro', 4],
])('%s is what AWS publishes', (name, vCpus, memoryMiB, networkInterfaces, ipv4PerInterface, architecture, hypervisor, gpus) => {
  expect(instanceType(name)).toEqual({
    name, vCpus, memoryMiB, networkInterfaces, ipv4PerInterface, architecture, hypervisor, gpus, neuronDevices: 0, neuronCores: 0,
  });
});

test('Neuron devices and their cores are counted', () => {
  expect(instanceType('inf2.24xlarge')).toMatchObject({ gpus: 0, neuronDevices: 6, neuronCores: 12 });
  expect(instanceType('trn1.32xlarge')).toMatchObject({ neuronDevices: 16, neuronCores: 32 });
});

test('a part of a GPU counts as one', () => {
  expect(instanceType('g6f.large')).toMatchObject({ gpus: 1 });
});

test.each([undefined, '', 'm5', 'm5.larg', 'm5.large ', 'M5.LARGE', 'mac2.metal', 'constructor', '${Token[TOKEN.1]}'])('nothing is known of %p', (name) => {
  expect(instanceType(name)).toBeUndefined();
});

test.each([
  ['c5.large', true], ['m7g.xlarge', true], ['c6g.metal', true], ['t3.large', false], ['t4g.small', false], ['t2.micro', false], ['m4.large', false], ['trn1.2xlarge', true],
])('%s may have a trunk: %p', (name, expected) => {
  expect(mayTrunk(instanceType(name)!)).toBe(expected);
});

test('the table names its source with version and date', () => {
  expect(table.source).toMatch(/^EC2 DescribeInstanceTypes as in moto \d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d, https:/);
});

test('every line of the table can be read, once', () => {
  const types = knownInstanceTypes();
  expect(types.length).toBeGreaterThan(1000);
  expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
  const unreadable = types.filter((type) => !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(type.name)
    || !['x86_64', 'arm64'].includes(type.architecture) || !['nitro', 'xen', 'metal'].includes(type.hypervisor)
    || [type.vCpus, type.memoryMiB, type.networkInterfaces, type.ipv4PerInterface].some((value) => !(Number.isInteger(value) && value > 0))
    || [type.gpus, type.neuronDevices, type.neuronCores].some((value) => !(Number.isInteger(value) && value >= 0)));
  expect(unreadable).toEqual([]);
});

test('the names of all types tell their processor', () => {
  const otherwise = knownInstanceTypes().filter(({ name, architecture }) => architectureOf(name.replace(/\..*/, '.unheard-of')) !== architecture);
  // The first Arm family is named before the rule was, and high memory instances by their memory.
  expect(otherwise.map(({ name }) => name).filter((name) => !/^(a1\.|u-)/.test(name))).toEqual([]);
});

test.each([['m99g.large', 'arm64'], ['m99i.large', 'x86_64'], ['a1.large', 'arm64'], ['u-99tb1.metal', undefined], ['large', undefined], [undefined, undefined]])(
  '%s is %s', (name, architecture) => {
    expect(architectureOf(name)).toBe(architecture);
  });
