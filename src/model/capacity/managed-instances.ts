import { advise, Finding, refuse } from '../finding';
import { checkRange, fits, oneOf, Range } from '../range';

// CloudFormation reference, AWS::ECS::CapacityProvider ManagedInstancesStorageConfiguration and InfrastructureOptimization.
const STORAGE: Range = { min: 30, max: 16384, unit: 'GiB' };
const SCALE_IN_AFTER: Range = { min: 0, max: 3600, unit: 'seconds' };
const NEVER = -1;
// CloudFormation reference, AWS::ECS::CapacityProvider InstanceLaunchTemplate CapacityOptionType and CapacityReservationRequest.
const CAPACITY_OPTIONS = ['ON_DEMAND', 'SPOT', 'RESERVED'];
const RESERVATION_PREFERENCES = ['RESERVATIONS_ONLY', 'RESERVATIONS_FIRST', 'RESERVATIONS_EXCLUDED'];

/** What is known of a capacity provider of Managed Instances. */
export interface ManagedInstancesFacts {
  readonly storageGiB?: number;
  /** Seconds until an idle instance ends; -1 is never. */
  readonly scaleInAfterSeconds?: number;
  readonly capacityOption?: string;
  readonly reservationPreference?: string;
  /** A group of capacity reservations is named; absent when not known. */
  readonly reservationGroup?: boolean;
  readonly windows?: boolean;
  readonly subnets?: number;
}

/** Refuses what ECS Managed Instances do not take, and advises against reservations that are not used; their placement is checked by `checkPlacement`, their name by `checkProviderName`. */
export function checkManagedInstances(facts: ManagedInstancesFacts): Finding[] {
  return [
    ...checkRange('ManagedInstances.Storage', 'storage', facts.storageGiB, STORAGE),
    ...checkScaleIn(facts.scaleInAfterSeconds),
    ...checkCapacityOption(facts),
    ...(facts.windows ? [refuse('ManagedInstances.Windows', '', 'run Linux containers only, got Windows; use an Auto Scaling group with a Windows image')] : []),
    ...(facts.subnets === 0 ? [refuse('ManagedInstances.Subnets', 'subnets', 'need at least one subnet, got none')] : []),
  ];
}

function checkScaleIn(seconds: number | undefined): Finding[] {
  if (seconds === undefined || seconds === NEVER || fits(seconds, SCALE_IN_AFTER)) return [];
  return [refuse('ManagedInstances.ScaleIn', 'scaleInAfter',
    `takes whole seconds from ${SCALE_IN_AFTER.min} to ${SCALE_IN_AFTER.max}, or ${NEVER} for never, got ${seconds}`)];
}

function checkCapacityOption({ capacityOption, reservationPreference, reservationGroup }: ManagedInstancesFacts): Finding[] {
  if (capacityOption !== undefined && !CAPACITY_OPTIONS.includes(capacityOption)) {
    return [refuse('ManagedInstances.CapacityOption', 'capacityOption', `is ${oneOf(CAPACITY_OPTIONS)}, got ${capacityOption}`)];
  }
  if (reservationPreference !== undefined && !RESERVATION_PREFERENCES.includes(reservationPreference)) {
    return [refuse('ManagedInstances.Reservations', 'reservationPreference', `is ${oneOf(RESERVATION_PREFERENCES)}, got ${reservationPreference}`)];
  }
  if (capacityOption !== undefined && capacityOption !== 'RESERVED' && (reservationGroup || reservationPreference !== undefined)) {
    return [advise('ManagedInstances.UnusedReservations', 'capacityOption',
      `is RESERVED where capacity reservations are to be used, got ${capacityOption}; change it or leave the reservations out`)];
  }
  return [];
}
