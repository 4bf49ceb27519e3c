import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { checkManagedScaling, ManagedScalingFacts } from '../model/capacity/managed-scaling';
import { Finding } from '../model/finding';
import { known, knownSeconds } from '../private/known';

const DEFAULT_TARGET_CAPACITY_PERCENT = 80;
// What ECS itself assumes where none is given: CloudFormation reference, AWS::ECS::CapacityProvider ManagedScaling.
const DEFAULT_WARM_UP = Duration.seconds(300);

/** How ECS scales a pool. */
export interface ManagedPoolScalingOptions {
  /**
   * Part of the instances that run tasks, in percent, from 1 to 100.
   *
   * Below 100 ECS keeps whole instances that run no task; it leaves no room on those that do.
   *
   * @default 80
   */
  readonly targetCapacityPercent?: number;

  /**
   * Instances that are started at once at least, from 1 to 10000; it says nothing about those that end.
   *
   * @default 1
   */
  readonly minStepSize?: number;

  /**
   * Instances that are started at once at most, from 1 to 10000.
   *
   * @default 10000
   */
  readonly maxStepSize?: number;

  /**
   * Time that a new instance needs before it counts, up to 10000 seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly warmUp?: Duration;

  /**
   * An instance that runs tasks, other than those of daemons, is not ended when the pool shrinks.
   *
   * Without it, ECS still moves the tasks away before an instance ends.
   *
   * @default true
   */
  readonly terminationProtection?: boolean;
}

/** What a capacity provider and its Auto Scaling group are told of scaling. */
export interface BoundPoolScaling {
  readonly provider: Omit<ecs.AsgCapacityProviderProps, 'autoScalingGroup'>;
  readonly protectedFromScaleIn: boolean;
  readonly warmUp: Duration;
}

/**
 * Whether ECS scales a pool, and how.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export class PoolScaling {
  /**
   * ECS starts and ends instances as tasks need them.
   *
   * A pool refuses numbers that ECS does not take with `ManagedScaling.TargetCapacity`, `ManagedScaling.StepSize`,
   * `ManagedScaling.MinAboveMax` and `ManagedScaling.WarmUp`, warns with `ManagedScaling.ShortWarmUp` below 60 seconds, and refuses other
   * scaling policies on its group at synth with `ManagedScaling.OtherPolicies`.
   *
   * @example
   * PoolScaling.managed({ targetCapacityPercent: 100, maxStepSize: 5 });
   */
  public static managed(options: ManagedPoolScalingOptions = {}): PoolScaling {
    return new PoolScaling(options);
  }

  /** The number of instances stays as it is, unless you change it. */
  public static off(): PoolScaling {
    return new PoolScaling();
  }

  private constructor(private readonly options?: ManagedPoolScalingOptions) {}

  /** @internal */
  public _facts(): ManagedScalingFacts {
    if (this.options === undefined) return { managedScaling: false, terminationProtection: false };
    return {
      managedScaling: true,
      targetCapacityPercent: known(this.options.targetCapacityPercent ?? DEFAULT_TARGET_CAPACITY_PERCENT),
      minStepSize: known(this.options.minStepSize),
      maxStepSize: known(this.options.maxStepSize),
      warmUpSeconds: knownSeconds(this.options.warmUp),
      terminationProtection: this.options.terminationProtection ?? true,
    };
  }

  /** @internal */
  public _findings(): Finding[] {
    return checkManagedScaling(this._facts());
  }

  /** @internal */
  public _bind(): BoundPoolScaling {
    const { options } = this;
    const warmUp = options?.warmUp ?? DEFAULT_WARM_UP;
    const protectedFromScaleIn = options !== undefined && (options.terminationProtection ?? true);
    return {
      warmUp,
      protectedFromScaleIn,
      provider: {
        enableManagedScaling: options !== undefined,
        enableManagedTerminationProtection: protectedFromScaleIn,
        enableManagedDraining: true,
        targetCapacityPercent: options?.targetCapacityPercent ?? DEFAULT_TARGET_CAPACITY_PERCENT,
        minimumScalingStepSize: options?.minStepSize,
        maximumScalingStepSize: options?.maxStepSize,
        instanceWarmupPeriod: options && warmUp.toSeconds(),
      },
    };
  }
}
