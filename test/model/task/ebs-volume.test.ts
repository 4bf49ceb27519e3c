import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkEbsVolume, EbsVolumeFacts } from '../../../src/model/task/ebs-volume';

/** What is found of a volume with these options and no others. */
function found({ type = 'gp3', ...given }: Partial<EbsVolumeFacts> & { readonly size?: number }) {
  const { size = 100, ...rest } = given;
  return checkEbsVolume({ type, sizeGiB: size, given: ['size', ...Object.keys(rest)], ...rest });
}

test('needs a size or a snapshot', () => {
  expect(checkEbsVolume({ type: 'gp3', given: [] })).toEqual([refuse('EbsVolume.NoSize', 'size', 'must be set where no snapshot is named, got neither')]);
  expect(checkEbsVolume({ type: 'gp3', given: ['size'] })).toEqual([]);
  expect(checkEbsVolume({ type: 'gp3', given: ['snapshotId'], snapshotId: 'snap-0123456789abcdef0' })).toEqual([]);
});

test('takes a snapshot by its id', () => {
  expect(found({ snapshotId: 'vol-0123' })).toEqual([
    refuse('EbsVolume.Snapshot', 'snapshotId', "must be the id of a snapshot, such as snap-0123456789abcdef0, got 'vol-0123'"),
  ]);
});

test.each([
  ['gp2', 1, 16384], ['gp3', 1, 16384], ['io1', 4, 16384], ['io2', 4, 16384], ['st1', 125, 16384], ['sc1', 125, 16384], ['standard', 1, 1024],
])('%s has %d to %d GiB', (type, min, max) => {
  const speed = type.startsWith('io') ? { iops: 100 } : {};
  fc.assert(fc.property(fc.integer({ min, max }), (size) => { expect(found({ type, size, ...speed })).toEqual([]); }));
  expect([min - 1, max + 1].map((size) => found({ type, size, ...speed })[0])).toEqual([
    refuse('EbsVolume.Size', 'size', `takes whole GiB from ${min} to ${max}, got ${min - 1}; the nearest is ${min}`),
    refuse('EbsVolume.Size', 'size', `takes whole GiB from ${min} to ${max}, got ${max + 1}; the nearest is ${max}`),
  ]);
});

test.each([
  ['gp3', 3000, 16000], ['io1', 100, 64000], ['io2', 100, 256000],
])('%s has %d to %d reads and writes per second', (type, min, max) => {
  expect([min, max].flatMap((iops) => found({ type, iops }))).toEqual([]);
  expect([min - 1, max + 1].flatMap((iops) => found({ type, iops }).map(({ id, path }) => [id, path]))).toEqual(Array(2).fill(['EbsVolume.Iops', 'iops']));
});

test.each([
  [{ type: 'io1' }, 'EbsVolume.NoIops', 'iops', 'must be set for io1, got none; take gp3, which has 3000 without asking'],
  [{ type: 'io2' }, 'EbsVolume.NoIops', 'iops', 'must be set for io2, got none; take gp3, which has 3000 without asking'],
  [{ type: 'gp2', iops: 3000 }, 'EbsVolume.IopsOfType', 'iops', 'is for gp3, io1 or io2, got gp2; leave it out'],
  [{ type: 'io1', iops: 100, throughput: 200 }, 'EbsVolume.ThroughputOfType', 'throughput', 'is for gp3, got io1; leave it out'],
  [{ throughput: 1001 }, 'EbsVolume.Throughput', 'throughput', 'takes whole MiB per second from 125 to 1000, got 1001; the nearest is 1000'],
  [{ throughput: 124 }, 'EbsVolume.Throughput', 'throughput', 'takes whole MiB per second from 125 to 1000, got 124; the nearest is 125'],
  [{ volumeInitializationRate: 200 }, 'EbsVolume.NoSnapshot', 'volumeInitializationRate', 'is for volumes made from a snapshot, got none; leave it out'],
  [{ snapshotId: 'snap-01', volumeInitializationRate: 301 }, 'EbsVolume.InitializationRate', 'volumeInitializationRate',
    'takes whole MiB per second from 100 to 300, got 301; the nearest is 300'],
])('%j is refused', (facts, id, path, text) => {
  expect(found(facts)).toEqual([refuse(id, path, text)]);
});

test('what is given and not known gets through', () => {
  expect(checkEbsVolume({ type: 'io2', given: ['snapshotId', 'iops', 'volumeInitializationRate'] })).toEqual([]);
  expect(checkEbsVolume({ type: 'gp3', given: ['size', 'throughput'] })).toEqual([]);
});
