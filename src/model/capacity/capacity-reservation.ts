import { fits, Range } from '../range';

// CloudFormation reference, AWS::ECS::CapacityProvider ManagedScaling TargetCapacity.
export const TARGET_CAPACITY_PERCENT: Range = { min: 1, max: 100 };
export const DEFAULT_TARGET_CAPACITY_PERCENT = 100;
// AWS Containers Blog, "Deep dive on Amazon ECS cluster auto scaling": what the metric is when nothing runs, and what starts then.
const NOTHING_NEEDED_OR_RUNNING = 100;
const NEEDED_BUT_NONE_RUNNING = 200;
const FIRST_LAUNCH = 2;

/** The metric CapacityProviderReservation, in percent: instances needed against instances running. */
export function capacityReservation(needed: number, running: number): number {
  if (running > 0) return needed * 100 / running;
  return needed > 0 ? NEEDED_BUT_NONE_RUNNING : NOTHING_NEEDED_OR_RUNNING;
}

/** Instances that managed scaling settles at: as many as are needed at 100 percent, and whole spare ones below. */
export function instancesForTarget(needed: number, targetCapacityPercent: number): number {
  // A target out of range has a finding of its own; it counts as the default here.
  const target = fits(targetCapacityPercent, TARGET_CAPACITY_PERCENT) ? targetCapacityPercent : DEFAULT_TARGET_CAPACITY_PERCENT;
  // Multiplied before divided: whole numbers up to there, so that the rounding is exact.
  return Math.ceil(needed * 100 / target);
}

/** Instances without a task that managed scaling keeps beside those that are needed. */
export function spareInstances(needed: number, targetCapacityPercent: number): number {
  return instancesForTarget(needed, targetCapacityPercent) - needed;
}

/** Instances that managed scaling starts first when some are needed and none runs. */
export function firstLaunch(needed: number): number {
  return needed > 0 ? FIRST_LAUNCH : 0;
}
