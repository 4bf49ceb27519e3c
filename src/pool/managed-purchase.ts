import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkReservations } from '../model/capacity/managed-instances';
import { Finding } from '../model/finding';

/** When instances use capacity reservations. */
export enum ReservationPreference {
  /** Start only what fits into a reservation; tasks wait when none is left. */
  ONLY = 'RESERVATIONS_ONLY',
  /** Fill the reservations first, and start on demand what does not fit. */
  FIRST = 'RESERVATIONS_FIRST',
  /** Start on demand, and leave open reservations to others. */
  EXCLUDED = 'RESERVATIONS_EXCLUDED',
}

/** How instances use capacity reservations. */
export interface ReservedPurchaseOptions {
  /**
   * ARN of the resource group with the On-Demand Capacity Reservations to use.
   *
   * @default - the open reservations of the account
   */
  readonly groupArn?: string;

  /**
   * When reservations are used.
   *
   * @default ReservationPreference.FIRST
   */
  readonly preference?: ReservationPreference;
}

/**
 * How the instances of a `ManagedInstancesPool` are paid for.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-purchasing-options.html
 */
export class ManagedPurchase {
  /** Every instance on demand. */
  public static onDemand(): ManagedPurchase {
    return new ManagedPurchase('ON_DEMAND');
  }

  /**
   * Every instance on Spot: cheaper, but EC2 takes it back two minutes after a notice.
   *
   * ECS does not fall back to on-demand capacity when Spot runs short: have a second pool on demand in the same strategy.
   */
  public static spot(): ManagedPurchase {
    return new ManagedPurchase('SPOT');
  }

  /**
   * Capacity reservations that are already paid for.
   *
   * A pool advises against a group that is never used with `ManagedInstances.UnusedReservations`.
   *
   * @example
   * ManagedPurchase.reserved({ preference: ReservationPreference.ONLY });
   */
  public static reserved(options: ReservedPurchaseOptions = {}): ManagedPurchase {
    return new ManagedPurchase('RESERVED', { ...options, preference: options.preference ?? ReservationPreference.FIRST });
  }

  private constructor(private readonly option: string, private readonly reservations?: ReservedPurchaseOptions) {}

  /** @internal */
  public _findings(): Finding[] {
    return checkReservations({ preference: this.reservations?.preference, group: this.reservations?.groupArn !== undefined });
  }

  /** @internal */
  public _isSpot(): boolean {
    return this.option === 'SPOT';
  }

  /** @internal */
  public _bind(): Pick<ecs.CfnCapacityProvider.InstanceLaunchTemplateProperty, 'capacityOptionType' | 'capacityReservations'> {
    return {
      capacityOptionType: this.option,
      capacityReservations: this.reservations && {
        reservationGroupArn: this.reservations.groupArn,
        reservationPreference: this.reservations.preference,
      },
    };
  }
}
