import {
  checkAllowedTypes, checkIdleSeconds, checkManagedInstances, checkReservations, ManagedInstancesFacts, ReservationFacts,
} from '../../../src/model/capacity/managed-instances';
import { advise, refuse } from '../../../src/model/finding';

test.each<[ManagedInstancesFacts, string, string, string]>([
  [{ storageGiB: 29 }, 'ManagedInstances.Storage', 'storage', 'takes whole GiB from 30 to 16384, got 29; the nearest is 30'],
  [{ storageGiB: 16385 }, 'ManagedInstances.Storage', 'storage', 'takes whole GiB from 30 to 16384, got 16385; the nearest is 16384'],
  [{ windows: true }, 'ManagedInstances.Windows', '', 'leads to Managed Instances, which run Linux containers only, got Windows; use an Auto Scaling group with a Windows image'],
  [{ subnets: 0 }, 'ManagedInstances.Subnets', 'vpcSubnets', 'needs at least one subnet, got none'],
  [{ securityGroups: 0 }, 'ManagedInstances.SecurityGroups', 'securityGroups',
    'needs at least one security group, got none; leave it out to have one made'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkManagedInstances(facts)).toEqual([refuse(id, path, text)]);
});

test.each<ManagedInstancesFacts>([
  {},
  { storageGiB: 30, windows: false, subnets: 1, securityGroups: 1 },
  { storageGiB: 16384, subnets: 16, securityGroups: 5 },
])('%p gets through', (facts) => {
  expect(checkManagedInstances(facts)).toEqual([]);
});

test.each([-2, 0.5, 3601])('idle instances do not end after %p seconds', (seconds) => {
  expect(checkIdleSeconds(seconds)).toEqual([
    refuse('ManagedInstances.ScaleIn', '', `takes whole seconds from 0 to 3600, or -1 for never, got ${seconds}; for never, take IdleInstances.keep()`),
  ]);
});

test.each([undefined, -1, 0, 3600])('idle instances may end after %p seconds', (seconds) => {
  expect(checkIdleSeconds(seconds)).toEqual([]);
});

test('a list of types names one', () => {
  expect(checkAllowedTypes([])).toEqual([
    refuse('ManagedInstances.NoTypes', '', 'must name at least one instance type, got none; use ManagedInstanceTypes.any() to leave the choice to ECS'),
  ]);
  expect(checkAllowedTypes(['m7g.*'])).toEqual([]);
  expect(checkAllowedTypes(undefined)).toEqual([]);
});

test.each<ReservationFacts>([
  { capacityOption: 'SPOT', group: true },
  { capacityOption: 'SPOT', preference: 'RESERVATIONS_FIRST' },
])('%p leaves reservations unused', (facts) => {
  expect(checkReservations(facts)).toEqual([advise('ManagedInstances.UnusedReservations', '',
    'must be RESERVED where capacity reservations are to be used, got SPOT; change it or leave the reservations out')]);
});

test('a group whose reservations are excluded is left unused', () => {
  expect(checkReservations({ capacityOption: 'RESERVED', preference: 'RESERVATIONS_EXCLUDED', group: true })).toEqual([
    advise('ManagedInstances.UnusedReservations', 'groupArn', 'is never used where reservations are excluded; leave it out, or prefer its reservations'),
  ]);
});

test.each<ReservationFacts>([
  {},
  { capacityOption: 'ON_DEMAND' },
  { capacityOption: 'SPOT', group: false },
  { capacityOption: 'RESERVED', preference: 'RESERVATIONS_ONLY', group: true },
  { capacityOption: 'RESERVED', preference: 'RESERVATIONS_EXCLUDED', group: false },
  { preference: 'RESERVATIONS_FIRST', group: true },
])('the reservations of %p are used', (facts) => {
  expect(checkReservations(facts)).toEqual([]);
});
