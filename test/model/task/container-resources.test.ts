import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkContainerMemory, checkInstanceMemory, checkInstanceTaskSize, checkResourceSums } from '../../../src/model/task/container-resources';

describe('sums', () => {
  test.each([
    ['V32, 001', [{ cpu: 256, memoryMiB: 512 }, { cpu: 256, memoryMiB: 512 }], { cpu: 512, memoryMiB: 1024 }],
    ['V32, 000', [{ cpu: 768, memoryMiB: 1536 }, { cpu: 256, memoryMiB: 512 }], { cpu: 1024, memoryMiB: 2048 }],
    ['a soft limit counts where there is no hard one', [{ memoryReservationMiB: 1024 }, { memoryMiB: 1024 }], { memoryMiB: 2048 }],
    ['the hard limit counts, not the soft one', [{ memoryMiB: 1024, memoryReservationMiB: 1024 }, { memoryMiB: 1024 }], { memoryMiB: 2048 }],
    ['a task that is not known', [{ cpu: 9999, memoryMiB: 9999 }], {}],
    ['containers that are not known', [{}, { cpu: 256 }], { cpu: 256, memoryMiB: 512 }],
  ])('%s fit', (_name, containers, task) => {
    expect(checkResourceSums(containers, task)).toEqual([]);
  });

  test('one unit more does not fit', () => {
    expect(checkResourceSums([{ cpu: 768, memoryMiB: 1536 }, { cpu: 257, memoryReservationMiB: 513 }], { cpu: 1024, memoryMiB: 2048 })).toEqual([
      refuse('Containers.CpuSum', 'containers', 'must fit into the 1024 CPU units of the task, got 768 + 257 = 1025; ask for less or take a larger size'),
      refuse('Containers.MemorySum', 'containers', 'must fit into the 2048 MiB of the task, got 1536 + 513 = 2049; ask for less or take a larger size'),
    ]);
  });

  test('what is known is enough to be too much', () => {
    expect(checkResourceSums([{ cpu: 2048 }, {}], { cpu: 1024 })).toEqual([
      refuse('Containers.CpuSum', 'containers', 'must fit into the 1024 CPU units of the task, got 2048; ask for less or take a larger size'),
    ]);
  });

  test('one container alone can be too large', () => {
    expect(checkResourceSums([{ path: '', memoryMiB: 4096 }], { memoryMiB: 2048 })).toEqual([
      refuse('Containers.MemorySum', 'memoryMiB', 'must fit into the 2048 MiB of the task, got 4096; ask for less or take a larger size'),
    ]);
  });

  test('are refused exactly when they exceed the task', () => {
    fc.assert(fc.property(fc.array(fc.nat(4096), { minLength: 1, maxLength: 10 }), fc.nat(16384), (cpus, cpu) => {
      const sum = cpus.reduce((total, part) => total + part, 0);
      expect(checkResourceSums(cpus.map((part) => ({ cpu: part })), { cpu }).length).toBe(sum > cpu ? 1 : 0);
    }));
  });
});

test.each([
  [{ memoryMiB: 5 }, refuse('Containers.Memory', 'memoryMiB', 'takes whole MiB from 6 up, got 5; the nearest is 6')],
  [{ memoryReservationMiB: 0 }, refuse('Containers.Memory', 'memoryReservationMiB', 'takes whole MiB from 6 up, got 0; the nearest is 6')],
  [{ cpu: -1 }, refuse('Containers.Cpu', 'cpu', 'takes whole CPU units from 0 up, got -1; the nearest is 0')],
  [{ memoryMiB: 5, memoryReservationMiB: 6 }, refuse('Containers.Memory', 'memoryMiB', 'takes whole MiB from 6 up, got 5; the nearest is 6')],
  [{ memoryMiB: 512, memoryReservationMiB: 513 },
    refuse('Containers.ReservationAboveLimit', 'memoryReservationMiB', 'must be at most the hard limit of 512 MiB, got 513; lower it or raise memoryMiB')],
])('%p is refused', (container, finding) => {
  expect(checkContainerMemory(container)).toEqual([finding]);
});

test.each([{}, { cpu: 0, memoryMiB: 6 }, { memoryMiB: 512, memoryReservationMiB: 512 }, { memoryReservationMiB: 512 }])('%p gets through', (container) => {
  expect(checkContainerMemory(container)).toEqual([]);
});

test('on instances a container names its memory, unless its task does', () => {
  const containers = [{ path: '', namesMemory: false }];
  expect(checkInstanceMemory(containers, { namesMemory: false })).toEqual([refuse('Containers.NoMemory', 'memoryMiB',
    'must be set on instances, where nothing else limits it, got none; name it, or a size for the task')]);
  expect(checkInstanceMemory([{ namesMemory: true }, { namesMemory: false }], { namesMemory: false }).map(({ path }) => path)).toEqual(['containers[1].memoryMiB']);
  expect(checkInstanceMemory(containers, { namesMemory: true })).toEqual([]);
  expect([checkInstanceMemory(containers, {}), checkInstanceMemory([{}], { namesMemory: false })]).toEqual([[], []]);
});

test('a task on instances has 0.125 to 192 vCPU', () => {
  expect(checkInstanceTaskSize({ cpu: 127 })).toEqual([
    refuse('Task.Cpu', 'cpu', 'takes whole CPU units from 128 to 196608, got 127; the nearest is 128'),
  ]);
  expect([128, 196608, undefined].flatMap((cpu) => checkInstanceTaskSize({ cpu }))).toEqual([]);
});
