import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Lazy } from 'aws-cdk-lib/core';
import { groupOf, poolIn, typesOf } from './pools';
import { PurchaseOption } from '../../src/pool/purchase-option';
import { newStack } from '../cluster/services';

const TWO = typesOf('m7g.large', 'm6g.large');

test('one type on demand needs no policy', () => {
  const stack = newStack();
  poolIn(stack, { purchase: PurchaseOption.onDemand() });
  expect(groupOf(stack)).toMatchObject({ LaunchTemplate: { LaunchTemplateId: { Ref: expect.any(String) } } });
  expect(Object.keys(groupOf(stack))).not.toContain('MixedInstancesPolicy');
  expect(Object.keys(groupOf(stack))).not.toContain('CapacityRebalance');
});

test.each<[string, PurchaseOption, number, number, boolean | undefined]>([
  ['on demand', PurchaseOption.onDemand(), 0, 100, undefined],
  ['Spot', PurchaseOption.spot(), 0, 0, true],
  ['mixed', PurchaseOption.mixed(), 1, 0, true],
  ['mixed as told', PurchaseOption.mixed({ onDemandBase: 2, onDemandPercent: 25 }), 2, 25, true],
  ['mixed, and all on demand', PurchaseOption.mixed({ onDemandBase: 2, onDemandPercent: 100 }), 2, 100, undefined],
])('two types, %s', (_name, purchase, base, percent, rebalance) => {
  const stack = newStack();
  poolIn(stack, { purchase, instanceTypes: TWO });
  const { MixedInstancesPolicy: policy, CapacityRebalance: capacityRebalance, LaunchTemplate: template } = groupOf(stack);
  expect(policy.InstancesDistribution).toEqual({
    OnDemandAllocationStrategy: 'prioritized',
    OnDemandBaseCapacity: base,
    OnDemandPercentageAboveBaseCapacity: percent,
    SpotAllocationStrategy: 'price-capacity-optimized',
  });
  expect(policy.LaunchTemplate.Overrides).toEqual([{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }]);
  expect(capacityRebalance).toBe(rebalance);
  expect(template).toBeUndefined();
});

test('knows whether it uses Spot', () => {
  const all = [PurchaseOption.onDemand(), PurchaseOption.spot(), PurchaseOption.mixed(), PurchaseOption.mixed({ onDemandPercent: 100 })];
  expect(all.map((purchase) => purchase._usesSpot())).toEqual([false, true, true, false]);
});

test('refuses what Auto Scaling does not take', () => {
  expect(() => poolIn(newStack(), { purchase: PurchaseOption.mixed({ onDemandBase: -1, onDemandPercent: 101 }), instanceTypes: TWO })).toThrow([
    'InstancePool at Stack/Pool has 2 problems:',
    '  PurchaseOption.Base: `purchase.onDemandBase` takes whole instances from 0 up, got -1; the nearest is 0',
    '  PurchaseOption.Percent: `purchase.onDemandPercent` takes whole percent from 0 to 100, got 101; the nearest is 100',
  ].join('\n'));
});

test('lets tokens through', () => {
  const stack = newStack();
  const token = Lazy.number({ produce: () => 7 });
  poolIn(stack, { purchase: PurchaseOption.mixed({ onDemandBase: token, onDemandPercent: token }), instanceTypes: TWO });
  const { InstancesDistribution: distribution } = groupOf(stack).MixedInstancesPolicy;
  expect(distribution).toMatchObject({ OnDemandBaseCapacity: 7, OnDemandPercentageAboveBaseCapacity: 7 });
});

test.each([['spot', PurchaseOption.spot()], ['mixed', PurchaseOption.mixed()]])('warns about one type with %s', (_name, purchase) => {
  const stack = newStack();
  poolIn(stack, { purchase });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([expect.stringContaining(
    '`instanceTypes` should be several where Spot is used, got m7g.large alone; add types of the same size from other families and generations')]);
});
