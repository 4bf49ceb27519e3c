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
      'is ENABLED, so that scaling in does not end instances that run tasks, got none; enable it, with managed scaling and instances protected from scale-in')] : []),
    ...(draining === false ? [advise('ManagedScaling.NoDraining', 'draining',
      'is ENABLED, so that tasks move before their instance ends, got DISABLED; leave it out')] : []),
    // ECS Developer Guide, "Amazon ECS capacity providers for the EC2 launch type": without the tag, ECS cannot scale the group.
    ...(managedScaling && tagged === false ? [advise('ManagedScaling.NoTag', 'tags',
      'have AmazonECSManaged, which ECS writes to a group that it scales, got none; add it, so that no update takes it away')] : []),
  ];
}
