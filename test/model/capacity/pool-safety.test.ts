import { checkPoolSafety, PoolSafetyFacts } from '../../../src/model/capacity/pool-safety';
import { checkRebalancingBalancer } from '../../../src/model/capacity/rebalancing-balancer';
import { advise, Finding, refuse } from '../../../src/model/finding';

test.each<[PoolSafetyFacts, Finding]>([
  [{ terminationProtection: false }, advise('ManagedScaling.NoTerminationProtection', 'terminationProtection',
    'must be ENABLED, got it off, with which scaling in ends instances that run tasks; ' +
    'enable it, with managed scaling and instances protected from scale-in')],
  [{ draining: false }, advise('ManagedScaling.NoDraining', 'draining',
    'must be ENABLED for tasks to move before their instance ends, got DISABLED; leave it out')],
])('%j is advised against', (facts, finding) => {
  expect(checkPoolSafety(facts)).toEqual([finding]);
});

test.each<PoolSafetyFacts>([
  {}, { terminationProtection: true, draining: true },
])('%j is fine', (facts) => {
  expect(checkPoolSafety(facts)).toEqual([]);
});

test('zones are not evened out behind a Classic Load Balancer', () => {
  expect(checkRebalancingBalancer({ classic: true, rebalancing: true })).toEqual([refuse('PlacementOrder.ClassicBalancer', 'availabilityZoneRebalancing',
    'is not for a service behind a Classic Load Balancer, got ENABLED; disable it, or take an Application or Network Load Balancer')]);
  for (const facts of [{}, { classic: true }, { rebalancing: true }, { classic: true, rebalancing: false }, { classic: false, rebalancing: true }]) {
    expect(checkRebalancingBalancer(facts)).toEqual([]);
  }
});
