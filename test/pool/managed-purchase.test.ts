import { Lazy } from 'aws-cdk-lib/core';
import { ManagedPurchase, ReservationPreference } from '../../src/pool/managed-purchase';
import { lines } from '../deployment/services';

const GROUP = 'arn:aws:resource-groups:us-east-1:123456789012:group/paid';

test.each<[string, ManagedPurchase, object, boolean]>([
  ['on demand', ManagedPurchase.onDemand(), { capacityOptionType: 'ON_DEMAND' }, false],
  ['on Spot', ManagedPurchase.spot(), { capacityOptionType: 'SPOT' }, true],
  ['by open reservations first', ManagedPurchase.reserved(),
    { capacityOptionType: 'RESERVED', capacityReservations: { reservationPreference: 'RESERVATIONS_FIRST' } }, false],
  ['by a group of reservations first', ManagedPurchase.reserved({ groupArn: GROUP }),
    { capacityOptionType: 'RESERVED', capacityReservations: { reservationGroupArn: GROUP, reservationPreference: 'RESERVATIONS_FIRST' } }, false],
  ['by a group of reservations only', ManagedPurchase.reserved({ groupArn: GROUP, preference: ReservationPreference.ONLY }),
    { capacityOptionType: 'RESERVED', capacityReservations: { reservationGroupArn: GROUP, reservationPreference: 'RESERVATIONS_ONLY' } }, false],
  ['beside the open reservations', ManagedPurchase.reserved({ preference: ReservationPreference.EXCLUDED }),
    { capacityOptionType: 'RESERVED', capacityReservations: { reservationPreference: 'RESERVATIONS_EXCLUDED' } }, false],
])('instances are paid for %s', (_name, purchase, properties, spot) => {
  expect(purchase._bind()).toEqual(properties);
  expect(purchase._isSpot()).toBe(spot);
  expect(purchase._findings()).toEqual([]);
});

test.each<[string, string]>([
  ['a group', GROUP],
  ['a group that only the deployment knows', Lazy.string({ produce: () => GROUP })],
])('%s that is never used is advised against', (_name, groupArn) => {
  const purchase = ManagedPurchase.reserved({ groupArn, preference: ReservationPreference.EXCLUDED });
  expect(lines(purchase._findings())).toEqual([
    'warning ManagedInstances.UnusedReservations: `groupArn` is never used where reservations are excluded; leave it out, or prefer its reservations',
  ]);
});
