import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TaskPlacement } from './task-placement';
import { CapacityFacts } from '../cluster/capacity-kind';
import { Rollout } from '../deployment/rollout';
import { TaskNeeds } from '../model/capacity/instance-room';
import { checkPlacement, defaultRebalancing, PlacementFacts } from '../model/capacity/placement-order';
import { Finding } from '../model/finding';
import { known } from '../private/known';
import { constraintFacts, strategyFacts } from '../private/placement-facts';

/** The choices that matter here. */
interface PlacementChoices {
  readonly placement?: TaskPlacement;
  /** Absent for tasks outside of a service. */
  readonly rollout?: Rollout;
  readonly daemon?: boolean;
}

/** How tasks are placed among instances, and whether they are moved to even out availability zones. */
export class PlacementPlan {
  public readonly strategies: ecs.PlacementStrategy[];
  /** Written where it is off too, since an absent value would keep what the service has; absent for daemons and tasks outside of a service, which never have it. */
  public readonly rebalancing?: ecs.AvailabilityZoneRebalancing;
  private readonly facts: PlacementFacts;
  private readonly isManaged: boolean;

  constructor({ daemon, placement = {}, rollout }: PlacementChoices, { platform, pools, zonal }: CapacityFacts, needs: TaskNeeds) {
    this.strategies = placement.strategies ?? (platform === 'ec2' && !daemon ? [packed(needs)] : []);
    this.isManaged = platform === 'managed-instances';
    const targets = pools.flatMap(({ targetCapacityPercent }) => targetCapacityPercent ?? []);
    this.facts = {
      strategies: strategyFacts(this.strategies),
      constraints: constraintFacts(placement.constraints ?? []),
      platform,
      zonal,
      daemon,
      targetCapacityPercent: targets.length > 0 ? Math.min(...targets) : undefined,
      rebalancing: rollout?._rebalancing === ecs.AvailabilityZoneRebalancing.ENABLED,
      maxHealthyPercent: known(rollout?._healthyPercent.max),
    };
    if (daemon || rollout === undefined) return;
    this.rebalancing = rollout._rebalancing ?? ecs.AvailabilityZoneRebalancing[defaultRebalancing(this.facts) ?? 'DISABLED'];
  }

  /** Written where there is none, too, since an absent list would keep what the service has; Managed Instances place tasks by themselves. */
  public get written(): ecs.PlacementStrategy[] | undefined {
    return this.isManaged && this.strategies.length === 0 ? undefined : this.strategies;
  }

  public findings(): Finding[] {
    return checkPlacement(this.facts).map((finding) => (finding.id === 'PlacementOrder.Rebalancing'
      ? { ...finding, path: 'rollout.availabilityZoneRebalancing' } : { ...finding, path: `placement.${finding.path}` }));
  }
}

/** By what runs out first where it is known, so that instances become free. */
function packed({ cpu }: TaskNeeds): ecs.PlacementStrategy {
  return (cpu ?? 0) > 0 ? ecs.PlacementStrategy.packedByCpu() : ecs.PlacementStrategy.packedByMemory();
}
