import { refuse } from '../../../src/model/finding';
import { checkFargateSpot } from '../../../src/model/task/fargate-spot';

test('Spot runs no Windows containers', () => {
  expect(checkFargateSpot({ spot: true, windows: true })).toEqual([
    refuse('FargateSpot.Windows', '', 'runs Windows containers, which Fargate Spot does not have; use on-demand Fargate only'),
  ]);
});

test.each([
  ['1.2.0', false, 'must be 1.3.0 or newer on Fargate Spot, got 1.2.0; leave it out for the latest'],
  ['1.3.0', true, 'must be 1.4.0 or newer on Fargate Spot with ARM64, got 1.3.0; leave it out for the latest'],
  ['0.9.9', false, 'must be 1.3.0 or newer on Fargate Spot, got 0.9.9; leave it out for the latest'],
])('Spot does not have platform version %s, ARM64 %p', (platformVersion, arm64, text) => {
  expect(checkFargateSpot({ spot: true, arm64, platformVersion })).toEqual([refuse('FargateSpot.PlatformVersion', 'platformVersion', text)]);
});

test.each([
  { spot: true },
  { spot: true, platformVersion: 'LATEST' },
  { spot: true, platformVersion: '1.3.0' },
  { spot: true, platformVersion: '1.4.0', arm64: true },
  { spot: true, platformVersion: '1.10.0', arm64: true },
  { spot: true, platformVersion: '2.0.0', arm64: true },
  { windows: true, platformVersion: '1.0.0' },
  { spot: false, windows: true },
])('%p gets through', (facts) => {
  expect(checkFargateSpot(facts)).toEqual([]);
});
