import { Lazy } from 'aws-cdk-lib/core';
import { launchDataOf, poolIn, typesOf } from './pools';
import { PoolPlacement } from '../../src/pool/pool-placement';
import { PurchaseOption } from '../../src/pool/purchase-option';
import { newStack } from '../cluster/services';

const GROUP = 'arn:aws:resource-groups:us-east-1:123456789012:group/reserved';

test.each<[PoolPlacement, object]>([
  [{ dedicated: true }, { Placement: { Tenancy: 'dedicated' } }],
  [{ capacityReservationId: 'cr-0123456789abcdef0' },
    { CapacityReservationSpecification: { CapacityReservationTarget: { CapacityReservationId: 'cr-0123456789abcdef0' } } }],
  [{ capacityReservationGroupArn: GROUP },
    { CapacityReservationSpecification: { CapacityReservationTarget: { CapacityReservationResourceGroupArn: GROUP } } }],
  [{ capacityReservationId: Lazy.string({ produce: () => 'late' }) },
    { CapacityReservationSpecification: { CapacityReservationTarget: { CapacityReservationId: 'late' } } }],
])('%p is in the launch template', (placement, data) => {
  const stack = newStack();
  poolIn(stack, { placement });
  expect(launchDataOf(stack)).toMatchObject(data);
});

test.each([undefined, {}, { dedicated: false }])('%p says nothing', (placement) => {
  const stack = newStack();
  poolIn(stack, { placement });
  expect(Object.keys(launchDataOf(stack))).not.toContain('Placement');
  expect(Object.keys(launchDataOf(stack))).not.toContain('CapacityReservationSpecification');
});

test('refuses a reservation for Spot', () => {
  expect(() => poolIn(newStack(), {
    instanceTypes: typesOf('m7g.large', 'm6g.large'), purchase: PurchaseOption.spot(), placement: { capacityReservationGroupArn: GROUP },
  })).toThrow('PoolPlacement.SpotReservation: `placement.capacityReservationGroupArn` is for instances on demand, got some on Spot; take PurchaseOption.onDemand()');
});
