import { ImageVariant } from './instance-match';
import { PoolFacts } from './pool-fit';

/** What is known of a pool, for the checks of the services on it; `undefined` is not known. */
export interface InstancePoolFacts extends PoolFacts {
  readonly minInstances?: number;
  readonly maxInstances?: number;
  /** ECS scales the pool. */
  readonly managedScaling?: boolean;
  /** Absent without managed scaling too. */
  readonly targetCapacityPercent?: number;
  readonly windows?: boolean;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly variant?: ImageVariant;
  /** Some of the instances are Spot instances. */
  readonly spot?: boolean;
  /** All of them are. */
  readonly spotOnly?: boolean;
  /** Availability zones of the instances. */
  readonly zones?: readonly string[];
  /** A task in host mode that has a task role is placed here. */
  readonly hostModeTaskRoles?: boolean;
}
