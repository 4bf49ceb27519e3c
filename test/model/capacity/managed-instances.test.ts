import { checkManagedInstances, ManagedInstancesFacts } from '../../../src/model/capacity/managed-instances';
import { advise, refuse } from '../../../src/model/finding';

test.each<[ManagedInstancesFacts, string, string, string]>([
  [{ storageGiB: 29 }, 'ManagedInstances.Storage', 'storage', 'takes whole GiB from 30 to 16384, got 29; the nearest is 30'],
  [{ storageGiB: 16385 }, 'ManagedInstances.Storage', 'storage', 'takes whole GiB from 30 to 16384, got 16385; the nearest is 16384'],
  [{ scaleInAfterSeconds: -2 }, 'ManagedInstances.ScaleIn', 'scaleInAfter', 'takes whole seconds from 0 to 3600, or -1 for never, got -2'],
  [{ scaleInAfterSeconds: 3601 }, 'ManagedInstances.ScaleIn', 'scaleInAfter', 'takes whole seconds from 0 to 3600, or -1 for never, got 3601'],
  [{ capacityOption: 'spot' }, 'ManagedInstances.CapacityOption', 'capacityOption', 'is ON_DEMAND, SPOT or RESERVED, got spot'],
  [{ capacityOption: 'RESERVED', reservationPreference: 'ALWAYS' }, 'ManagedInstances.Reservations', 'reservationPreference',
    'is RESERVATIONS_ONLY, RESERVATIONS_FIRST or RESERVATIONS_EXCLUDED, got ALWAYS'],
  [{ windows: true }, 'ManagedInstances.Windows', '', 'run Linux containers only, got Windows; use an Auto Scaling group with a Windows image'],
  [{ subnets: 0 }, 'ManagedInstances.Subnets', 'subnets', 'need at least one subnet, got none'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkManagedInstances(facts)).toEqual([refuse(id, path, text)]);
});

test.each<ManagedInstancesFacts>([
  { capacityOption: 'SPOT', reservationGroup: true },
  { capacityOption: 'SPOT', reservationPreference: 'RESERVATIONS_FIRST' },
])('%p leaves reservations unused', (facts) => {
  expect(checkManagedInstances(facts)).toEqual([advise('ManagedInstances.UnusedReservations', 'capacityOption',
    'is RESERVED where capacity reservations are to be used, got SPOT; change it or leave the reservations out')]);
});

test.each<ManagedInstancesFacts>([
  {},
  { storageGiB: 30, scaleInAfterSeconds: -1, capacityOption: 'ON_DEMAND', windows: false, subnets: 1 },
  { storageGiB: 16384, scaleInAfterSeconds: 0, capacityOption: 'SPOT', reservationGroup: false },
  { scaleInAfterSeconds: 3600, capacityOption: 'RESERVED', reservationPreference: 'RESERVATIONS_ONLY', reservationGroup: true },
  { reservationPreference: 'RESERVATIONS_FIRST', reservationGroup: true },
])('%p gets through', (facts) => {
  expect(checkManagedInstances(facts)).toEqual([]);
});
