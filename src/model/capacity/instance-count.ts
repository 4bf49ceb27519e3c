import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// EC2 Auto Scaling API reference, CreateAutoScalingGroup.
const INSTANCES: Range = { min: 0, unit: 'instances' };

/** What is known of how many instances a pool may have. */
export interface InstanceCountFacts {
  readonly min?: number;
  readonly max?: number;
  /** ECS scales the pool. */
  readonly managedScaling?: boolean;
}

/** Refuses bounds that an Auto Scaling group does not take, or between which ECS cannot scale. */
export function checkInstanceCount({ min, max, managedScaling }: InstanceCountFacts): Finding[] {
  const findings = [
    ...checkRange('InstanceCount.Range', 'min', min, INSTANCES),
    ...checkRange('InstanceCount.Range', 'max', max, INSTANCES),
  ];
  if (findings.length > 0 || max === undefined) return findings;
  if (min !== undefined && min > max) {
    return [refuse('InstanceCount.MinAboveMax', 'min', `must be at most the maximum of ${max}, got ${min}; swap them or raise the max`)];
  }
  // ECS Developer Guide, "Amazon ECS capacity providers for the EC2 launch type", considerations.
  return managedScaling && max === 0
    ? [refuse('InstanceCount.NoInstances', 'max', 'must be above 0 with managed scaling, got 0; raise it, or take PoolScaling.off()')] : [];
}
