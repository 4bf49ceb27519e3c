import { TaskNeeds } from '../../../src/model/capacity/instance-room';
import { checkInterfaceDensity, checkTaskFits, PoolFacts, typesOf } from '../../../src/model/capacity/pool-fit';
import { advise, refuse } from '../../../src/model/finding';

test.each<[TaskNeeds, PoolFacts, string]>([
  [{ cpu: 8192, memoryMiB: 32768 }, { instanceTypes: ['m5.xlarge'] },
    'fits on no instance of its pool: m5.xlarge has 4096 CPU units and 16383 MiB for it, got 8192 CPU units and 32768 MiB; take a larger type or split the task'],
  [{ cpu: 8192, memoryMiB: 512 }, { instanceTypes: ['m5.large', 'm5.xlarge', 'c5.large'] },
    'fits on no instance of its pool: m5.xlarge, the largest type, has 4096 CPU units for it, got 8192 CPU units; take a larger type or split the task'],
  [{ memoryMiB: 65536 }, { instanceTypes: ['c5.xlarge', 'r5.xlarge', 'm5.xlarge'] },
    'fits on no instance of its pool: r5.xlarge, the largest type, has 32767 MiB for it, got 65536 MiB; take a larger type or split the task'],
  [{ cpu: 1024, memoryMiB: 8192 }, { instanceTypes: ['m5.large'] },
    'fits on no instance of its pool: m5.large has 8191 MiB for it, got 8192 MiB; take a larger type or split the task'],
  [{ cpu: 2048 }, { instanceTypes: ['m5.large'], daemons: [{ cpu: 128 }] },
    'fits on no instance of its pool: m5.large has 1920 CPU units for it, got 2048 CPU units; take a larger type or split the task'],
  [{ ownNetworkInterface: true }, { instanceTypes: ['t3.micro'], daemons: [{ ownNetworkInterface: true }] },
    'fits on no instance of its pool: t3.micro has 0 network interfaces for it, got 1 network interface; take a larger type or split the task'],
  [{ gpus: 1 }, { instanceTypes: ['m5.large', 'm5.xlarge'] },
    'fits on no instance of its pool: m5.xlarge, the largest type, has 0 GPUs for it, got 1 GPU; take a type of the g or p families with enough GPUs'],
  [{ gpus: 8 }, { instanceTypes: ['g5.12xlarge'] },
    'fits on no instance of its pool: g5.12xlarge has 4 GPUs for it, got 8 GPUs; take a type of the g or p families with enough GPUs'],
  [{ neuronDevices: 2 }, { instanceTypes: ['inf2.xlarge'] },
    'fits on no instance of its pool: inf2.xlarge has 1 Neuron device for it, got 2 Neuron devices; take a type of the inf or trn families with enough Neuron devices'],
])('%p on %p is refused', (task, pool, text) => {
  expect(checkTaskFits(task, pool)).toEqual([refuse('InstanceDemand.TaskTooLarge', '', text)]);
});

test.each<[TaskNeeds, PoolFacts, string]>([
  [{ memoryMiB: 8000 }, { instanceTypes: ['m5.large'] },
    'may fit on no instance of its pool: m5.large has an estimated 7718 MiB for it, got 8000 MiB; take a larger type or a smaller task'],
  [{ memoryMiB: 7719 }, { instanceTypes: ['m5.large', 'c5.large'] },
    'may fit on no instance of its pool: m5.large, the largest type, has an estimated 7718 MiB for it, got 7719 MiB; take a larger type or a smaller task'],
  [{ ownNetworkInterface: true }, { instanceTypes: ['m5.large'], daemons: [{ ownNetworkInterface: true }, { ownNetworkInterface: true }] },
    'may fit on no instance of its pool: m5.large has an estimated 0 network interfaces for it, got 1 network interface; take a larger type or a smaller task'],
])('%p on %p may not fit', (task, pool, text) => {
  expect(checkTaskFits(task, pool)).toEqual([advise('InstanceDemand.TaskTight', '', text)]);
});

test.each<[TaskNeeds, PoolFacts, string]>([
  [{ cpu: 4096 }, { instanceTypes: ['m5.xlarge', 'm5.large'] },
    'may wait in PROVISIONING: it fits on m5.xlarge, but not on m5.large, which its pool may start; leave that type out'],
  [{ cpu: 4096 }, { instanceTypes: ['m5.large', 'm5.xlarge', 'c5.large', 'm5.2xlarge'] },
    'may wait in PROVISIONING: it fits on m5.xlarge and m5.2xlarge, but not on m5.large and c5.large, which its pool may start; leave those types out'],
  [{ memoryMiB: 7900 }, { instanceTypes: ['m5.xlarge', 'm5.large'] },
    'may wait in PROVISIONING: it fits on m5.xlarge, but not on m5.large, which its pool may start; leave that type out'],
  [{ cpu: 4096 }, { instanceTypes: [undefined, 'm5.large'] },
    'may wait in PROVISIONING: it does not fit on m5.large, which its pool may start; leave that type out'],
])('%p does not fit on every type of %p', (task, pool, text) => {
  expect(checkTaskFits(task, pool)).toEqual([advise('InstanceDemand.TaskAboveSmallestType', '', text)]);
});

test.each<[TaskNeeds, PoolFacts]>([
  [{ cpu: 4096, memoryMiB: 15500, ownNetworkInterface: true }, { instanceTypes: ['m5.xlarge'] }],
  [{ cpu: 99999 }, {}],
  [{ cpu: 99999 }, { instanceTypes: [] }],
  [{ cpu: 99999 }, { instanceTypes: [undefined] }],
  [{ cpu: 99999 }, { instanceTypes: ['m99.large'] }],
  [{}, { instanceTypes: ['t3.nano'] }],
  [{ cpu: undefined, memoryMiB: undefined }, { instanceTypes: ['t3.nano'] }],
])('%p on %p gets through', (task, pool) => {
  expect(checkTaskFits(task, pool)).toEqual([]);
});

test('a list with a type that is not known is not complete', () => {
  expect(typesOf({ instanceTypes: ['m5.large'] })).toMatchObject({ known: [{ name: 'm5.large' }], complete: true });
  expect(typesOf({ instanceTypes: ['m5.large', 'm99.large'] })).toMatchObject({ known: [{ name: 'm5.large' }], complete: false });
  expect(typesOf({})).toEqual({ known: [], complete: false });
});

describe('network interfaces', () => {
  const task = { cpu: 256, memoryMiB: 512, ownNetworkInterface: true };

  test('that run out long before CPU and memory are advised against', () => {
    expect(checkInterfaceDensity(task, { instanceTypes: ['m5.large'] })).toEqual([advise('InstanceDemand.InterfaceDensity', '',
      'takes a network interface for each task, so that m5.large holds 2 where its CPU and memory hold 8; turn on ENI trunking (account setting awsvpcTrunking) before the instances start, and name `agent.tasksWithTrunking` of the pool, or use bridge mode')]);
  });

  test.each<PoolFacts>([{ instanceTypes: ['t3.large'] }, { instanceTypes: ['t3.large'], trunking: true }])('cannot be trunked on %p', (pool) => {
    expect(checkInterfaceDensity(task, pool)).toEqual([advise('InstanceDemand.InterfaceDensity', '',
      'takes a network interface for each task, so that t3.large holds 2 where its CPU and memory hold 8; take a type that ENI trunking supports, or use bridge mode')]);
  });

  test('are not trunked on Windows', () => {
    expect(checkInterfaceDensity(task, { instanceTypes: ['m5.large'], windows: true })).toEqual([advise('InstanceDemand.InterfaceDensity', '',
      'takes a network interface for each task, so that m5.large holds 2 where its CPU and memory hold 8; take a type with more network interfaces')]);
  });

  test.each<[TaskNeeds, PoolFacts]>([
    [{ ...task, ownNetworkInterface: false }, { instanceTypes: ['m5.large'] }],
    [{ ...task, cpu: undefined }, { instanceTypes: ['m5.large'] }],
    [{ ...task, memoryMiB: undefined }, { instanceTypes: ['m5.large'] }],
    [{ ...task, cpu: 512 }, { instanceTypes: ['m5.large'] }],
    [{ ...task, cpu: 0, memoryMiB: 0 }, { instanceTypes: ['m5.large'] }],
    [task, { instanceTypes: ['m5.large'], trunking: true }],
    [{ ...task, cpu: 64, memoryMiB: 64 }, { instanceTypes: ['m5.large'], trunking: true, tasksWithTrunking: 10 }],
    [task, { instanceTypes: [undefined, 'm99.large'] }],
    [task, {}],
  ])('of %p on %p get through', (needs, pool) => {
    expect(checkInterfaceDensity(needs, pool)).toEqual([]);
  });
});
