import { advise, Finding } from '../finding';

/** What is known of how a capacity provider with an Auto Scaling group keeps tasks from being lost. */
export interface PoolSafetyFacts {
  readonly managedScaling?: boolean;
  readonly terminationProtection?: boolean;
  readonly draining?: boolean;
  /** The group has the tag AmazonECSManaged. */
  readonly tagged?: boolean;
}

/** Advises against instances that end with tasks on them, and against a group whose tag may get lost. */
export function checkPoolSafety({ draining, managedScaling, tagged, terminationProtection }: PoolSafetyFacts): Finding[] {
  return [
    ...(terminationProtection === false ? [advise('ManagedScaling.NoTerminationProtection', 'terminationProtection',
      'must be ENABLED, got it off, with which scaling in ends instances that run tasks; enable it, with managed scaling and instances protected from scale-in')] : []),
    ...(draining === false ? [advise('ManagedScaling.NoDraining', 'draining',
      'must be ENABLED for tasks to move before their instance ends, got DISABLED; leave it out')] : []),
    // ECS Developer Guide, "Amazon ECS capacity providers for the EC2 launch type": without the tag, ECS cannot scale the group.
    ...(managedScaling && tagged === false ? [advise('ManagedScaling.NoTag', 'tags',
      'must have AmazonECSManaged, which ECS writes to a group that it scales, got no such tag; add it, so that no update takes it away')] : []),
  ];
}
