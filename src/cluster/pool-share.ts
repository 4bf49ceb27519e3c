import { InstancePool } from '../pool/instance-pool';
import { ManagedInstancesPool } from '../pool/managed-instances-pool';

/** The part of a service's tasks that one pool runs. */
export interface PoolWeight {
  /**
   * Tasks that this pool gets before any weight counts, from 0 to 100000; only one pool of a service has a base.
   *
   * @default 0
   */
  readonly base?: number;

  /**
   * The pool's part of the tasks beyond the base, relative to the other weights, from 0 to 1000.
   *
   * @default 1
   */
  readonly weight?: number;
}

/** The part of a service's tasks that one pool of EC2 instances runs. */
export interface PoolShare extends PoolWeight {
  /** Pool of EC2 instances. */
  readonly pool: InstancePool;
}

/** The part of a service's tasks that one pool of Managed Instances runs. */
export interface ManagedInstancesShare extends PoolWeight {
  /** Pool of Managed Instances. */
  readonly pool: ManagedInstancesPool;
}
