import { ProviderShare, ShareFacts } from '../model/capacity/capacity-split';
import { known } from '../private/known';

const DEFAULT_ON_DEMAND_BASE = 1;
const DEFAULT_WEIGHT = 1;

/** How tasks are shared out between on-demand Fargate and Fargate Spot. */
export interface SpotSplit {
  /**
   * Tasks of a service that run on demand before any weight counts, from 0 to 100000.
   *
   * Spot capacity can run short, and ECS does not fall back to on-demand capacity: these tasks keep the service alive.
   *
   * @default 1
   */
  readonly onDemandBase?: number;

  /**
   * The on-demand part of the tasks beyond the base, relative to `spotWeight`, from 0 to 1000.
   *
   * @default 1
   */
  readonly onDemandWeight?: number;

  /**
   * The Spot part of the tasks beyond the base, relative to `onDemandWeight`, from 0 to 1000.
   *
   * @default 1
   */
  readonly spotWeight?: number;
}

/** The same as capacity providers name it. */
export function sharesOf(split: SpotSplit): ProviderShare[] {
  return [
    { provider: 'FARGATE', base: split.onDemandBase ?? DEFAULT_ON_DEMAND_BASE, weight: split.onDemandWeight ?? DEFAULT_WEIGHT },
    { provider: 'FARGATE_SPOT', weight: split.spotWeight ?? DEFAULT_WEIGHT },
  ];
}

/** What is known of a split, under the names that its user wrote. */
export function factsOf(split: SpotSplit): ShareFacts[] {
  const [onDemand, spot] = sharesOf(split);
  return [
    { ...onDemand, base: known(onDemand.base), weight: known(onDemand.weight), baseName: 'onDemandBase', weightName: 'onDemandWeight' },
    { ...spot, base: 0, weight: known(spot.weight), weightName: 'spotWeight' },
  ];
}
