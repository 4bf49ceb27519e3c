import { checkPoolStorage, PoolStorageFacts } from '../../../src/model/capacity/pool-storage';
import { refuse } from '../../../src/model/finding';

test.each<[PoolStorageFacts, string, string, string]>([
  [{ sizeGiB: 29, imageGiB: 30 }, 'PoolStorage.Size', 'size', 'takes whole GiB from 30 to 65536, got 29; the nearest is 30'],
  [{ sizeGiB: 0 }, 'PoolStorage.Size', 'size', 'takes whole GiB from 1 to 65536, got 0; the nearest is 1'],
  [{ sizeGiB: 65537 }, 'PoolStorage.Size', 'size', 'takes whole GiB from 1 to 65536, got 65537; the nearest is 65536'],
  [{ iops: 2999 }, 'PoolStorage.Iops', 'iops', 'takes whole operations a second from 3000 to 80000, got 2999; the nearest is 3000'],
  [{ throughput: 124 }, 'PoolStorage.Throughput', 'throughput', 'takes whole MiB a second from 125 to 2000, got 124; the nearest is 125'],
  [{ sizeGiB: 30, iops: 15001 }, 'PoolStorage.IopsOfSize', 'iops', 'is at most 500 for each GiB, 15000 here, got 15001; raise the size'],
  [{ throughput: 751 }, 'PoolStorage.ThroughputOfIops', 'throughput', 'is at most a quarter of the iops, 750 here, got 751; raise the iops'],
  [{ iops: 4000, throughput: 1001 }, 'PoolStorage.ThroughputOfIops', 'throughput', 'is at most a quarter of the iops, 1000 here, got 1001; raise the iops'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkPoolStorage(facts)).toEqual([refuse(id, path, text)]);
});

test.each<PoolStorageFacts>([
  {},
  { sizeGiB: 30, imageGiB: 30 },
  { sizeGiB: 1, iops: 3000 },
  { sizeGiB: 30, iops: 15000, throughput: 2000 },
  { throughput: 750 },
  { sizeGiB: 160, iops: 80000, throughput: 125 },
])('%p gets through', (facts) => {
  expect(checkPoolStorage(facts)).toEqual([]);
});
