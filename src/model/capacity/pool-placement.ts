import { Finding, refuse } from '../finding';

// EC2 User Guide, "Create a Capacity Reservation".
const RESERVATION_ID = /^cr-[0-9a-f]+$/;

/** What is known of the capacity reservations that a pool uses. */
export interface PoolPlacementFacts {
  readonly reservationId?: string;
  /** One reservation is named, or a group of them. */
  readonly reservation?: boolean;
  readonly reservationGroup?: boolean;
  /** Some of the instances are on Spot. */
  readonly spot?: boolean;
}

/** Refuses reservations that EC2 would not use. */
export function checkPoolPlacement({ reservationId, reservation, reservationGroup, spot }: PoolPlacementFacts): Finding[] {
  if (reservation && reservationGroup) {
    return [refuse('PoolPlacement.TwoReservations', 'capacityReservationId', 'is for a pool without `capacityReservationGroupArn`, got both; leave one out')];
  }
  if (spot && (reservation || reservationGroup)) {
    return [refuse('PoolPlacement.SpotReservation', reservation ? 'capacityReservationId' : 'capacityReservationGroupArn',
      'is for instances on demand, got some on Spot; take PurchaseOption.onDemand()')];
  }
  return reservationId === undefined || RESERVATION_ID.test(reservationId) ? []
    : [refuse('PoolPlacement.ReservationId', 'capacityReservationId', `looks like cr-0123456789abcdef0, got '${reservationId}'`)];
}
