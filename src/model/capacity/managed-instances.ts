import { advise, Finding, refuse } from '../finding';
import { checkRange, fits, Range } from '../range';

// ECS Developer Guide, "Architect for Amazon ECS Managed Instances", instance storage.
const STORAGE: Range = { min: 30, max: 16384, unit: 'GiB' };
// CloudFormation reference, AWS::ECS::CapacityProvider InfrastructureOptimization.
const SCALE_IN_AFTER: Range = { min: 0, max: 3600, unit: 'seconds' };

/** The seconds that stand for instances that never end because they are idle. */
export const NEVER_ENDED = -1;

/** What is known of a capacity provider of Managed Instances. */
export interface ManagedInstancesFacts {
  readonly storageGiB?: number;
  /** The tasks are Windows containers. */
  readonly windows?: boolean;
  readonly subnets?: number;
  readonly securityGroups?: number;
}

/** Refuses what ECS Managed Instances do not take; their placement is checked by `checkPlacement`, their name by `checkProviderName`. */
export function checkManagedInstances({ storageGiB, windows, subnets, securityGroups }: ManagedInstancesFacts): Finding[] {
  return [
    ...checkRange('ManagedInstances.Storage', 'storage', storageGiB, STORAGE),
    ...(windows ? [refuse('ManagedInstances.Windows', '', 'leads to Managed Instances, which run Linux containers only, got Windows; use an Auto Scaling group with a Windows image')] : []),
    ...(subnets === 0 ? [refuse('ManagedInstances.Subnets', 'vpcSubnets', 'needs at least one subnet, got none')] : []),
    ...(securityGroups === 0
      ? [refuse('ManagedInstances.SecurityGroups', 'securityGroups', 'needs at least one security group, got none; leave it out to have one made')] : []),
  ];
}

/** Refuses a time after which ECS cannot end idle instances. */
export function checkIdleSeconds(seconds: number | undefined): Finding[] {
  if (seconds === undefined || seconds === NEVER_ENDED || fits(seconds, SCALE_IN_AFTER)) return [];
  return [refuse('ManagedInstances.ScaleIn', '',
    `takes whole seconds from ${SCALE_IN_AFTER.min} to ${SCALE_IN_AFTER.max}, or ${NEVER_ENDED} for never, got ${seconds}; for never, take IdleInstances.keep()`)];
}

/** Refuses a list of instance types without any. */
export function checkAllowedTypes(names: readonly string[] | undefined): Finding[] {
  return names?.length === 0
    ? [refuse('ManagedInstances.NoTypes', '', 'must name at least one instance type, got none; use ManagedInstanceTypes.any() to leave the choice to ECS')] : [];
}

/** What is known of the capacity reservations of a capacity provider of Managed Instances. */
export interface ReservationFacts {
  readonly capacityOption?: string;
  readonly preference?: string;
  /** A group of capacity reservations is named; absent when not known. */
  readonly group?: boolean;
}

/** Advises against capacity reservations that are named and not used. */
export function checkReservations({ capacityOption, preference, group }: ReservationFacts): Finding[] {
  // ECS API reference, CapacityReservationRequest: for the capacity option RESERVED.
  if (capacityOption !== undefined && capacityOption !== 'RESERVED' && (group || preference !== undefined)) {
    return [advise('ManagedInstances.UnusedReservations', '',
      `must be RESERVED where capacity reservations are to be used, got ${capacityOption}; change it or leave the reservations out`)];
  }
  return group && preference === 'RESERVATIONS_EXCLUDED'
    ? [advise('ManagedInstances.UnusedReservations', 'groupArn', 'is never used where reservations are excluded; leave it out, or prefer its reservations')] : [];
}
