import { ManagedInstancesFacts, ReservationFacts } from './managed-instances';
import { ManagedScalingFacts } from './managed-scaling';
import { entryIn, isWritten, knownList, numberIn, Properties, textIn } from '../template-value';

/** What a capacity provider says of its Auto Scaling group. */
export interface WrittenGroupProvider extends ManagedScalingFacts {
  readonly draining?: boolean;
}

/** What a capacity provider says of the Managed Instances that ECS starts for it. */
export interface WrittenManagedInstances extends ManagedInstancesFacts, ReservationFacts {
  readonly idleSeconds?: number;
  /** Instance types that may be taken, patterns among them; absent where any may be, or they are not known. */
  readonly allowedTypes?: readonly string[];
}

const GROUP = 'AutoScalingGroupProvider';
const SCALING = `${GROUP}.ManagedScaling`;
const MANAGED = 'ManagedInstancesProvider';
const TEMPLATE = `${MANAGED}.InstanceLaunchTemplate`;
const RESERVATIONS = `${TEMPLATE}.CapacityReservations`;

/** Reads an `AWS::ECS::CapacityProvider` of an Auto Scaling group; absent where it has none. */
export function readGroupProvider(provider: Properties): WrittenGroupProvider | undefined {
  if (isWritten(provider[GROUP]) === false) return undefined;
  // ECS API reference, CreateCapacityProvider: without `managedScaling`, ECS does not scale; without `managedDraining`, it drains.
  const scaling = isWritten(entryIn(provider, SCALING)) === false ? 'DISABLED' : entryIn(provider, `${SCALING}.Status`);
  return {
    managedScaling: enabled(scaling),
    targetCapacityPercent: numberIn(entryIn(provider, `${SCALING}.TargetCapacity`)),
    minStepSize: numberIn(entryIn(provider, `${SCALING}.MinimumScalingStepSize`)),
    maxStepSize: numberIn(entryIn(provider, `${SCALING}.MaximumScalingStepSize`)),
    warmUpSeconds: numberIn(entryIn(provider, `${SCALING}.InstanceWarmupPeriod`)),
    terminationProtection: enabled(entryIn(provider, `${GROUP}.ManagedTerminationProtection`, 'DISABLED')),
    draining: enabled(entryIn(provider, `${GROUP}.ManagedDraining`, 'ENABLED')),
  };
}

/** Reads an `AWS::ECS::CapacityProvider` of Managed Instances; absent where it is none. */
export function readManagedInstances(provider: Properties): WrittenManagedInstances | undefined {
  if (isWritten(provider[MANAGED]) === false) return undefined;
  const reservations = entryIn(provider, `${RESERVATIONS}.ReservationGroupArn`);
  return {
    storageGiB: numberIn(entryIn(provider, `${TEMPLATE}.StorageConfiguration.StorageSizeGiB`)),
    subnets: knownList(entryIn(provider, `${TEMPLATE}.NetworkConfiguration.Subnets`))?.length,
    securityGroups: knownList(entryIn(provider, `${TEMPLATE}.NetworkConfiguration.SecurityGroups`))?.length,
    idleSeconds: numberIn(entryIn(provider, `${MANAGED}.InfrastructureOptimization.ScaleInAfter`)),
    allowedTypes: typesIn(entryIn(provider, `${TEMPLATE}.InstanceRequirements.AllowedInstanceTypes`)),
    // CloudFormation reference, InstanceLaunchTemplate CapacityOptionType.
    capacityOption: textIn(entryIn(provider, `${TEMPLATE}.CapacityOptionType`, 'ON_DEMAND')),
    preference: textIn(entryIn(provider, `${RESERVATIONS}.ReservationPreference`)),
    group: isWritten(reservations),
  };
}

function enabled(value: unknown): boolean | undefined {
  return value === 'ENABLED' || value === 'DISABLED' ? value === 'ENABLED' : undefined;
}

function typesIn(value: unknown): readonly string[] | undefined {
  const names = isWritten(value) ? knownList(value)?.map(textIn) : undefined;
  return names?.every((name): name is string => name !== undefined) ? names : undefined;
}
