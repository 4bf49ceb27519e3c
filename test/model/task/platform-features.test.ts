import { refuse } from '../../../src/model/finding';
import { checkPlatformFeatures, PlatformFeatureFacts } from '../../../src/model/task/platform-features';

const OLD: PlatformFeatureFacts = { platformVersion: '1.3.0', windows: false };

test.each<[PlatformFeatureFacts, string]>([
  [{ cpu: 8192 }, '8192 CPU units'],
  [{ ephemeralStorageGiB: 21 }, 'a disk of 21 GiB'],
  [{ exec: true }, 'ECS Exec'],
  [{ cpu: 16384, ephemeralStorageGiB: 200, exec: true }, '16384 CPU units, a disk of 200 GiB and ECS Exec'],
])('%j takes a newer version', (facts, features) => {
  expect(checkPlatformFeatures({ ...OLD, ...facts })).toEqual([refuse('PlatformVersion.TooOld', 'platformVersion',
    `must be 1.4.0 or newer for ${features}, got 1.3.0; leave it out for the latest`)]);
});

test.each<PlatformFeatureFacts>([
  { ...OLD, cpu: 8191 },
  { ...OLD, exec: false },
  { ...OLD, exec: true, platformVersion: '1.4.0' },
  { ...OLD, exec: true, platformVersion: 'LATEST' },
  { ...OLD, exec: true, platformVersion: undefined },
  { ...OLD, exec: true, platformVersion: '1.0.0', windows: true },
  { ...OLD, exec: true, windows: undefined },
])('%j gets through', (facts) => {
  expect(checkPlatformFeatures(facts)).toEqual([]);
});
