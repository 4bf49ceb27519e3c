import { checkPoolPlacement, PoolPlacementFacts } from '../../../src/model/capacity/pool-placement';
import { refuse } from '../../../src/model/finding';

test.each<[PoolPlacementFacts, string, string, string]>([
  [{ reservation: true, reservationGroup: true }, 'PoolPlacement.TwoReservations', 'capacityReservationId',
    'is for a pool without `capacityReservationGroupArn`, got both; leave one out'],
  [{ reservation: true, spot: true }, 'PoolPlacement.SpotReservation', 'capacityReservationId',
    'is for instances on demand, got some on Spot; take PurchaseOption.onDemand()'],
  [{ reservationGroup: true, spot: true }, 'PoolPlacement.SpotReservation', 'capacityReservationGroupArn',
    'is for instances on demand, got some on Spot; take PurchaseOption.onDemand()'],
  [{ reservation: true, reservationId: 'r-1' }, 'PoolPlacement.ReservationId', 'capacityReservationId', "looks like cr-0123456789abcdef0, got 'r-1'"],
])('%p is refused', (facts, id, path, text) => {
  expect(checkPoolPlacement(facts)).toEqual([refuse(id, path, text)]);
});

test.each<PoolPlacementFacts>([
  {}, { spot: true }, { reservation: true }, { reservationGroup: true, spot: false }, { reservation: true, reservationId: 'cr-0123456789abcdef0' },
])('%p gets through', (facts) => {
  expect(checkPoolPlacement(facts)).toEqual([]);
});
