import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkEphemeralOnInstances, checkFargateSize, FargateSize } from '../../../src/model/task/fargate-size';
import { FARGATE_ROWS, memoryValues } from '../../../src/model/task/fargate-table';

// What a number of the CDK that is only known at deployment looks like to plain TypeScript.
const TOKEN = -1.8881545897087626e289;
const PAIRS = FARGATE_ROWS.flatMap((row) => memoryValues(row).map((memoryMiB) => ({ cpu: row.cpu, memoryMiB })));

test.each([
  [256, 2048], [512, 4096], [1024, 8192], [2048, 4096], [4096, 30720], [8192, 20480], [16384, 122880], [32768, 249856],
])('%p CPU units and %p MiB are a pair', (cpu, memoryMiB) => {
  expect(checkFargateSize({ cpu, memoryMiB })).toEqual([]);
});

test.each([
  [256, 4096, '256 CPU units take 512, 1024 or 2048 MiB, got 4096; the nearest is FargateSize.of(256, 2048)'],
  [512, 512, '512 CPU units take 1024 to 4096 MiB in steps of 1024, got 512; the nearest is FargateSize.of(512, 1024)'],
  [1024, 1024, '1024 CPU units take 2048 to 8192 MiB in steps of 1024, got 1024; the nearest is FargateSize.of(1024, 2048)'],
  [1024, 1500, '1024 CPU units take 2048 to 8192 MiB in steps of 1024, got 1500; the nearest is FargateSize.of(1024, 2048)'],
  [2048, 17408, '2048 CPU units take 4096 to 16384 MiB in steps of 1024, got 17408; the nearest is FargateSize.of(2048, 16384)'],
  [4096, 8000, '4096 CPU units take 8192 to 30720 MiB in steps of 1024, got 8000; the nearest is FargateSize.of(4096, 8192)'],
  [8192, 18432, '8192 CPU units take 16384 to 61440 MiB in steps of 4096, got 18432; the nearest is FargateSize.of(8192, 20480)'],
  [16384, 36864, '16384 CPU units take 32768 to 122880 MiB in steps of 8192, got 36864; the nearest is FargateSize.of(16384, 40960)'],
  [32768, 131072, '32768 CPU units take 61440, 122880 or 249856 MiB, got 131072; the nearest is FargateSize.of(32768, 122880)'],
  [256, 0, '256 CPU units take 512, 1024 or 2048 MiB, got 0; the nearest is FargateSize.of(256, 512)'],
])('%p CPU units and %p MiB are no pair', (cpu, memoryMiB, text) => {
  expect(checkFargateSize({ cpu, memoryMiB })).toEqual([refuse('FargateSize.NoSuchPair', '', text)]);
});

test.each([300, 0, -5, NaN, 1024.5])('%p CPU units do not exist', (cpu) => {
  expect(checkFargateSize({ cpu, memoryMiB: 512 })).toEqual([
    refuse('FargateSize.NoSuchCpu', '', `takes 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768 CPU units, got ${cpu}`),
  ]);
});

test.each([
  [65536, 1024, '65536 CPU units and 1024 MiB'],
  [1024, 300000, '1024 CPU units and 300000 MiB'],
  [Infinity, 1024, 'Infinity CPU units and 1024 MiB'],
  [undefined, 300000, '300000 MiB'],
  [65536, undefined, '65536 CPU units'],
])('%p CPU units and %p MiB are too large', (cpu, memoryMiB, got) => {
  expect(checkFargateSize({ cpu, memoryMiB })).toEqual([refuse('FargateSize.TooLarge', '',
    `must be at most 32768 CPU units and 249856 MiB on Fargate, got ${got}; split the task or run it on instances`)]);
});

test('Windows has 1024 to 4096 CPU units', () => {
  const verdicts = FARGATE_ROWS.map(({ cpu, minMiB }) => checkFargateSize({ cpu, memoryMiB: minMiB, windows: true }).map(({ id }) => id));
  expect(verdicts.map((ids) => ids.length === 0)).toEqual([false, false, true, true, true, false, false, false]);
  expect(checkFargateSize({ cpu: 256, memoryMiB: 512, windows: true })).toEqual([
    refuse('FargateSize.Windows', '', 'takes 1024, 2048 or 4096 CPU units for Windows containers, got 256'),
  ]);
  expect(checkFargateSize({ cpu: 300, windows: true })).toEqual([
    refuse('FargateSize.NoSuchCpu', '', 'takes 1024, 2048 or 4096 CPU units, got 300'),
  ]);
});

test.each([20, 0, 201, 30.5, -1, NaN])('%p GiB of ephemeral storage are refused', (ephemeralStorageGiB) => {
  expect(checkFargateSize({ ephemeralStorageGiB })).toEqual([refuse('FargateSize.EphemeralStorage', 'ephemeralStorageGiB',
    `takes whole GiB from 21 to 200, got ${ephemeralStorageGiB}; leave it out for the 20 GiB that every task has`)]);
});

test.each([21, 100, 200])('%p GiB of ephemeral storage are fine', (ephemeralStorageGiB) => {
  expect(checkFargateSize({ cpu: 256, memoryMiB: 512, ephemeralStorageGiB })).toEqual([]);
});

test('instances have no scratch disk for a task', () => {
  expect(checkEphemeralOnInstances({ ephemeralStorageGiB: 40 })).toEqual([refuse('FargateSize.EphemeralOnInstances', 'ephemeralStorageGiB',
    'is for tasks on Fargate, got 40 on instances; give the instances larger disks, or the task a volume on EBS')]);
  expect(checkEphemeralOnInstances({ ephemeralStorageGiB: 40 }, true)).toEqual([refuse('FargateSize.EphemeralOnInstances', 'ephemeralStorageGiB',
    'is for tasks on Fargate, got 40 on instances; give the machines larger disks')]);
  expect(checkEphemeralOnInstances({})).toEqual([]);
});

test('what is not known gets through', () => {
  expect(checkFargateSize({})).toEqual([]);
  expect(checkFargateSize({ cpu: 1024 })).toEqual([]);
  expect(checkFargateSize({ memoryMiB: 1500 })).toEqual([]);
});

test('a pair and a disk are both reported', () => {
  expect(checkFargateSize({ cpu: 256, memoryMiB: 1, ephemeralStorageGiB: 1 }).map(({ id }) => id))
    .toEqual(['FargateSize.NoSuchPair', 'FargateSize.EphemeralStorage']);
});

test('of keeps what it is given, tokens included', () => {
  expect(FargateSize.of(300, TOKEN, 20)).toMatchObject({ cpu: 300, memoryMiB: TOKEN, ephemeralStorageGiB: 20 });
  expect(FargateSize.of(256, 512).ephemeralStorageGiB).toBeUndefined();
});

test.each([
  [1, 1, 256, 512],
  [0, 0, 256, 512],
  [256, 2049, 512, 3072],
  [700, 1500, 1024, 2048],
  [1024, 8193, 2048, 9216],
  [100, 200000, 32768, 249856],
  [4096, 30721, 8192, 32768],
  [16385, 1, 32768, 61440],
  [250.5, 511.5, 256, 512],
])('the smallest size for %p CPU units and %p MiB is %p and %p', (cpu, memoryMiB, expectedCpu, expectedMemory) => {
  expect(FargateSize.smallestFor(cpu, memoryMiB)).toMatchObject({ cpu: expectedCpu, memoryMiB: expectedMemory });
});

test('every pair is the smallest size for itself', () => {
  expect(PAIRS.map(({ cpu, memoryMiB }) => FargateSize.smallestFor(cpu, memoryMiB))).toMatchObject(PAIRS);
});

test.each([
  [40000, 1024, 'FargateSize.TooLarge'],
  [1024, 249857, 'FargateSize.TooLarge'],
  [Infinity, 1024, 'FargateSize.TooLarge'],
  [NaN, 1024, 'FargateSize.NoSuchCpu'],
  [-1, 1024, 'FargateSize.NoSuchCpu'],
  [1000, -1, 'FargateSize.NoSuchPair'],
  [1000, NaN, 'FargateSize.NoSuchPair'],
  [1000, Infinity, 'FargateSize.TooLarge'],
])('no size holds %p CPU units and %p MiB, so that the check reports %s', (cpu, memoryMiB, id) => {
  const size = FargateSize.smallestFor(cpu, memoryMiB);
  expect(checkFargateSize(size).map((finding) => finding.id)).toEqual([id]);
});

test('tokens stay what they are, beside a known number that is rounded up where it can be', () => {
  expect(FargateSize.smallestFor(TOKEN, 1500)).toMatchObject({ cpu: TOKEN, memoryMiB: 1500 });
  expect(FargateSize.smallestFor(1000, TOKEN)).toMatchObject({ cpu: 1024, memoryMiB: TOKEN });
});

test('the smallest size is legal, holds what was asked, and no cheaper one does', () => {
  fc.assert(fc.property(fc.nat(32768), fc.nat(249856), (cpu, memoryMiB) => {
    const size = FargateSize.smallestFor(cpu, memoryMiB);
    expect(checkFargateSize(size)).toEqual([]);
    const holding = PAIRS.filter((pair) => pair.cpu >= cpu && pair.memoryMiB >= memoryMiB)
      .sort((a, b) => a.cpu - b.cpu || a.memoryMiB - b.memoryMiB);
    expect({ cpu: size.cpu, memoryMiB: size.memoryMiB }).toEqual(holding[0]);
  }));
});

test('the pairs that are allowed are those of the table and no others', () => {
  fc.assert(fc.property(fc.constantFrom(...FARGATE_ROWS.map(({ cpu }) => cpu)), fc.nat(488).map((step) => step * 512), (cpu, memoryMiB) => {
    const allowed = PAIRS.some((pair) => pair.cpu === cpu && pair.memoryMiB === memoryMiB);
    expect(checkFargateSize({ cpu, memoryMiB }).length === 0).toBe(allowed);
  }));
});
