import { describeMemory, FARGATE_ROWS, LARGEST_ROW, memoryValues, nearestMemory } from '../../../src/model/task/fargate-table';

const row = (cpu: number) => FARGATE_ROWS.find((candidate) => candidate.cpu === cpu)!;

test.each([
  [256, 512, 2048, 3, '512, 1024 or 2048 MiB'],
  [512, 1024, 4096, 4, '1024 to 4096 MiB in steps of 1024'],
  [1024, 2048, 8192, 7, '2048 to 8192 MiB in steps of 1024'],
  [2048, 4096, 16384, 13, '4096 to 16384 MiB in steps of 1024'],
  [4096, 8192, 30720, 23, '8192 to 30720 MiB in steps of 1024'],
  [8192, 16384, 61440, 12, '16384 to 61440 MiB in steps of 4096'],
  [16384, 32768, 122880, 12, '32768 to 122880 MiB in steps of 8192'],
  [32768, 61440, 249856, 3, '61440, 122880 or 249856 MiB'],
])('%p CPU units take %p to %p MiB, %p values', (cpu, min, max, count, description) => {
  const values = memoryValues(row(cpu));
  expect([values[0], values[values.length - 1], values.length]).toEqual([min, max, count]);
  expect(row(cpu)).toMatchObject({ minMiB: min, maxMiB: max });
  expect(describeMemory(row(cpu))).toBe(description);
});

test('the rows ascend, and the last is the largest', () => {
  const cpus = FARGATE_ROWS.map(({ cpu }) => cpu);
  expect(cpus).toEqual([256, 512, 1024, 2048, 4096, 8192, 16384, 32768]);
  expect(LARGEST_ROW.cpu).toBe(32768);
});

test('Windows has 1 to 4 vCPU', () => {
  expect(FARGATE_ROWS.filter(({ windows }) => windows).map(({ cpu }) => cpu)).toEqual([1024, 2048, 4096]);
});

test.each([
  [1024, 1500, 2048],
  [1024, 2560, 3072],
  [1024, 2500, 2048],
  [1024, 99999, 8192],
  [8192, 18432, 20480],
  [256, -5, 512],
  [256, NaN, 512],
])('at %p CPU units the memory nearest to %p is %p', (cpu, asked, nearest) => {
  expect(nearestMemory(row(cpu), asked)).toBe(nearest);
});
