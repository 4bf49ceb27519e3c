import { CfnParameter } from 'aws-cdk-lib/core';
import { importedCluster, newStack, plainCluster } from './services';
import { NamedCapacity } from '../../src/cluster/named-capacity';
import { ProviderShare } from '../../src/model/capacity/capacity-split';
import { read } from '../traffic/setting';

const said = (...shares: ProviderShare[]) => read(new NamedCapacity(shares).findings());

test.each<[string[], object]>([
  [['steady'], { platform: 'ec2', spot: false }],
  [['FARGATE'], { platform: 'fargate', spot: false }],
  [['FARGATE', 'FARGATE_SPOT'], { platform: 'fargate', spot: true }],
  [['FARGATE', 'steady'], { platform: 'fargate', spot: false }],
])('of the providers %j nothing is known but %j', (names, facts) => {
  expect(new NamedCapacity(names.map((provider) => ({ provider, weight: 1 }))).facts()).toEqual({ pools: [], zonal: false, ...facts });
});

test('shares are those that are given', () => {
  const shares = [{ provider: 'steady', base: 2, weight: 1 }, { provider: 'spare', weight: 3 }];
  const capacity = new NamedCapacity(shares);
  expect(capacity.split().shares).toEqual(shares);
  expect(capacity.split().tasksFor(6)).toEqual([{ provider: 'steady', tasks: 3 }, { provider: 'spare', tasks: 3 }]);
  expect(capacity.instanceGroups).toEqual([]);
  expect(capacity.findings()).toEqual([]);
});

test.each<[ProviderShare[], string]>([
  [[], 'error CapacitySplit.NoProvider: `` needs at least one capacity provider, got none'],
  [[{ provider: 'steady' }], 'error CapacitySplit.NoWeight: `` needs a weight above 0 on at least one provider, got shares[0].weight 0'],
  [[{ provider: 'FARGATE', weight: 1 }, { provider: 'steady', weight: 1 }],
    'error CapacitySplit.MixedKinds: `` takes Fargate providers or instance providers, not both, got FARGATE and steady; run two services, one on each kind'],
  [[{ provider: 'steady', weight: 1 }, { provider: 'steady', weight: 1 }],
    'error CapacitySplit.SameProvider: `` takes each capacity provider once, got steady more than once; add up its weights'],
  [[{ provider: 'FARGATE_SPOT', weight: 1 }],
    'warning CapacitySplit.SpotOnly: `` runs on FARGATE_SPOT only, and ECS does not fall back to on-demand capacity when Spot runs short; give FARGATE a base of 1 or more'],
])('%j is told of', (shares, message) => {
  expect(said(...shares)).toEqual([message]);
});

describe('the cluster', () => {
  const capacity = new NamedCapacity([{ provider: 'FARGATE', weight: 1 }, { provider: 'steady', weight: 1 }]);

  test('of this app offers the providers', () => {
    const stack = newStack();
    expect(read(capacity.clusterFindings(plainCluster(stack, { enableFargateCapacityProviders: true })))).toEqual([
      'error CapacityStrategy.ProviderNotInCluster: `cluster` needs the capacity provider steady for this service; add what is missing to it',
    ]);
    expect(read(capacity.clusterFindings(plainCluster(newStack())))).toEqual([
      'error CapacityStrategy.ProviderNotInCluster: `cluster` needs the capacity providers FARGATE and steady for this service; add what is missing to it',
    ]);
  });

  test('of another app is not known', () => {
    expect(capacity.clusterFindings(importedCluster(newStack()))).toEqual([]);
  });

  test('is not asked for a name that only the deployment knows', () => {
    const stack = newStack();
    const provider = new CfnParameter(stack, 'Provider').valueAsString;
    const late = new NamedCapacity([{ provider, weight: 1 }, { provider: new CfnParameter(stack, 'Another').valueAsString, weight: 1 }]);
    expect([late.clusterFindings(plainCluster(stack)), late.findings()]).toEqual([[], []]);
  });
});
