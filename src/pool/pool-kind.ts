/** What names instances, in the words of its user; undefined is none of it. */
export type PoolKind = 'InstancePool' | 'ManagedInstancesPool' | 'ZonalEc2Cluster';

/** What was given for a pool, which languages without types do not check. */
export function poolKindOf(given: unknown): PoolKind | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  if ('autoScalingGroup' in given) return 'InstancePool';
  if ('infrastructureRole' in given) return 'ManagedInstancesPool';
  return 'pools' in given ? 'ZonalEc2Cluster' : undefined;
}

/** What was given, as an error names it. */
export function nameOfGiven(given: unknown): string {
  if (given === undefined || given === null) return 'none';
  return poolKindOf(given) ?? (typeof given === 'object' ? given.constructor.name : typeof given);
}
