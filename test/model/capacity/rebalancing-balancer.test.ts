import { checkRebalancingBalancer } from '../../../src/model/capacity/rebalancing-balancer';
import { refuse } from '../../../src/model/finding';

test('zones are not evened out behind a Classic Load Balancer', () => {
  expect(checkRebalancingBalancer({ classic: true, rebalancing: true })).toEqual([refuse('PlacementOrder.ClassicBalancer', 'availabilityZoneRebalancing',
    'is not for a service behind a Classic Load Balancer, got ENABLED; disable it, or take an Application or Network Load Balancer')]);
});

test.each([
  { classic: false, rebalancing: true }, { classic: true, rebalancing: false }, { rebalancing: true }, { classic: true }, {},
])('%j gets through', (facts) => {
  expect(checkRebalancingBalancer(facts)).toEqual([]);
});
