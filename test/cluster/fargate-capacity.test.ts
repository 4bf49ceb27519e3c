import { Lazy } from 'aws-cdk-lib/core';
import { importedCluster, newStack, plainCluster, platformIn } from './services';
import { FargateCapacity } from '../../src/cluster/fargate-capacity';
import { SpotSplit } from '../../src/cluster/spot-split';
import { Finding, sentence } from '../../src/model/finding';

const token = Lazy.number({ produce: () => -5 });
const lines = (findings: Finding[]) => findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);

test.each<[SpotSplit, boolean]>([
  [{}, true],
  [{ spotWeight: 0 }, false],
  [{ spotWeight: token }, true],
])('tasks may run on Spot with %p: %p', (split, spot) => {
  expect(FargateCapacity.withSpot(split).facts()).toEqual({ platform: 'fargate', pools: [], zonal: false, spot });
});

test('no task runs on Spot on demand', () => {
  expect(FargateCapacity.onDemand().facts()).toEqual({ platform: 'fargate', pools: [], zonal: false, spot: false });
  expect(FargateCapacity.onDemand().split().tasksFor(3)).toEqual([{ provider: 'FARGATE', tasks: 3 }]);
});

describe('findings', () => {
  test.each<[string, SpotSplit, string[]]>([
    ['no weight at all', { onDemandWeight: 0, spotWeight: 0 },
      ['error CapacitySplit.NoWeight: `` needs a weight above 0 on at least one provider, got onDemandWeight 0 and spotWeight 0']],
    ['a base that ECS does not take', { onDemandBase: -1 },
      ['error CapacitySplit.Base: `onDemandBase` takes whole tasks from 0 to 100000, got -1; the nearest is 0']],
    ['a weight that ECS does not take', { spotWeight: 1001 },
      ['error CapacitySplit.Weight: `spotWeight` takes whole numbers from 0 to 1000, got 1001; the nearest is 1000']],
    ['Spot only', { onDemandBase: 0, onDemandWeight: 0 }, [expect.stringMatching(/^warning CapacitySplit\.SpotOnly: /)]],
    ['tokens', { onDemandBase: token, onDemandWeight: token, spotWeight: token }, []],
    ['the default', {}, []],
  ])('%s', (_name, split, expected) => {
    expect(lines(FargateCapacity.withSpot(split).findings())).toEqual(expected);
  });
});

describe('on a cluster', () => {
  test('without its providers it is refused', () => {
    expect(lines(FargateCapacity.withSpot({}).clusterFindings(plainCluster(newStack())))).toEqual([
      'error CapacityStrategy.ProviderNotInCluster: `cluster` needs the capacity providers FARGATE and FARGATE_SPOT for this service;'
      + ' call enableFargateCapacityProviders() on it, or make it a FargateSpotCluster',
    ]);
    expect(lines(FargateCapacity.onDemand().clusterFindings(plainCluster(newStack())))).toEqual([
      'error CapacityStrategy.ProviderNotInCluster: `cluster` needs the capacity provider FARGATE for this service;'
      + ' call enableFargateCapacityProviders() on it, or make it a FargateSpotCluster',
    ]);
  });

  test.each([
    ['of ours', platformIn],
    ['with Fargate', (stack: ReturnType<typeof newStack>) => plainCluster(stack, { enableFargateCapacityProviders: true })],
    ['that is imported', importedCluster],
  ])('%s it runs', (_name, clusterIn) => {
    expect(FargateCapacity.withSpot({}).clusterFindings(clusterIn(newStack()))).toEqual([]);
  });
});
