import { advise, Finding } from '../finding';
import { checkRange, Range } from '../range';

const SECONDS_A_DAY = 86400;
// EC2 Auto Scaling User Guide, "Replace Auto Scaling instances based on maximum instance lifetime".
const LIFETIME: Range = { min: SECONDS_A_DAY, max: 365 * SECONDS_A_DAY, unit: 'seconds' };

/** What is known of when the instances of a pool are replaced. */
export interface PoolUpdateFacts {
  readonly maxInstanceLifetimeSeconds?: number;
  /** Instances that run tasks are protected from scale-in. */
  readonly protectedFromScaleIn?: boolean;
}

/** Refuses a lifetime that an Auto Scaling group does not take, and advises against one that busy instances outlive. */
export function checkPoolUpdates({ maxInstanceLifetimeSeconds, protectedFromScaleIn }: PoolUpdateFacts): Finding[] {
  const findings = checkRange('PoolUpdates.Lifetime', 'maxInstanceLifetime', maxInstanceLifetimeSeconds, LIFETIME);
  if (findings.length > 0 || maxInstanceLifetimeSeconds === undefined || !protectedFromScaleIn) return findings;
  // The same page: scale-in protection keeps an instance from being replaced.
  return [advise('PoolUpdates.ProtectedLifetime', 'maxInstanceLifetime',
    'needs instances without protection from scale-in, which keeps those with tasks past their lifetime;' +
    ' set terminationProtection to false in PoolScaling.managed(), and ECS still drains an instance before it ends')];
}
