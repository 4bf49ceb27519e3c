import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// ECS Developer Guide, "Daemon deployments": fractions are allowed.
const DRAIN_PERCENT = { min: 1, max: 100 };
// The same.
const BAKE_MINUTES: Range = { min: 0, max: 1440, unit: 'minutes' };

/** What is known of how a managed daemon is replaced. */
export interface DaemonRolloutFacts {
  /** Percent of the instances that are drained at a time. */
  readonly drainPercent?: number;
  /** How long the alarms are watched once all instances run the new revision. */
  readonly bakeMinutes?: number;
}

/** Refuses numbers that ECS does not take for the deployment of a managed daemon. */
export function checkDaemonRollout({ drainPercent, bakeMinutes }: DaemonRolloutFacts): Finding[] {
  const { min, max } = DRAIN_PERCENT;
  return [
    ...(drainPercent === undefined || (drainPercent >= min && drainPercent <= max) ? []
      : [refuse('ManagedDaemon.DrainPercent', 'drainPercent', `takes a percentage from ${min} to ${max}, got ${drainPercent}; leave it out for AWS's 25`)]),
    ...checkRange('ManagedDaemon.BakeTime', 'bakeTime', bakeMinutes, BAKE_MINUTES),
  ];
}
