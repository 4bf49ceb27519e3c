import { InstancePool } from './instance-pool';

/** One pool of instances, or several of one cluster. */
export interface IInstancePools {
  /** The pools, one or more, all on the same cluster. */
  readonly pools: InstancePool[];
}
