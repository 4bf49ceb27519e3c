import { advise, Finding } from '../finding';

/** What is known of how a capacity provider with an Auto Scaling group keeps tasks from being lost. */
export interface PoolSafetyFacts {
  readonly terminationProtection?: boolean;
  readonly draining?: boolean;
}

/** Advises against instances that end with tasks on them. */
export function checkPoolSafety({ draining, terminationProtection }: PoolSafetyFacts): Finding[] {
  return [
    ...(terminationProtection === false ? [advise('ManagedScaling.NoTerminationProtection', 'terminationProtection',
      'must be ENABLED, got it off, with which scaling in ends instances that run tasks; enable it, with managed scaling and instances protected from scale-in')] : []),
    ...(draining === false ? [advise('ManagedScaling.NoDraining', 'draining',
      'must be ENABLED for tasks to move before their instance ends, got DISABLED; leave it out')] : []),
  ];
}
