import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { checkPurchase } from '../model/capacity/purchase';
import { Finding } from '../model/finding';
import { known } from '../private/known';

const DEFAULT_ON_DEMAND_BASE = 1;
const DEFAULT_ON_DEMAND_PERCENT = 0;

/** Which instances of a mixed pool are on demand. */
export interface MixedPurchaseOptions {
  /**
   * Instances on demand before any on Spot.
   *
   * @default 1
   */
  readonly onDemandBase?: number;

  /**
   * Part of the instances beyond the base that are on demand, in percent, from 0 to 100.
   *
   * @default 0 - all beyond the base are on Spot
   */
  readonly onDemandPercent?: number;
}

/** What an Auto Scaling group starts its instances from. */
export type LaunchProps = Pick<autoscaling.AutoScalingGroupProps, 'launchTemplate' | 'mixedInstancesPolicy' | 'capacityRebalance'>;

/**
 * How the instances of a pool are paid for.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
export class PurchaseOption {
  /** Every instance on demand; with several types, a later one only while the ones before it are not to be had. */
  public static onDemand(): PurchaseOption {
    return new PurchaseOption({ onDemandBase: 0, onDemandPercent: 100 });
  }

  /**
   * Every instance on Spot: cheaper, and taken away two minutes after a notice.
   *
   * Several instance types make that rarer; a pool warns with `PurchaseOption.OneSpotType` about one alone.
   */
  public static spot(): PurchaseOption {
    return new PurchaseOption({ onDemandBase: 0, onDemandPercent: 0 });
  }

  /**
   * Some instances on demand, the rest on Spot.
   *
   * A pool refuses numbers that Auto Scaling does not take with `PurchaseOption.Base` and `PurchaseOption.Percent`, and warns with
   * `PurchaseOption.OneSpotType` about Spot with one instance type.
   *
   * @example
   * PurchaseOption.mixed({ onDemandBase: 2, onDemandPercent: 25 });
   */
  public static mixed(options: MixedPurchaseOptions = {}): PurchaseOption {
    return new PurchaseOption({
      onDemandBase: options.onDemandBase ?? DEFAULT_ON_DEMAND_BASE,
      onDemandPercent: options.onDemandPercent ?? DEFAULT_ON_DEMAND_PERCENT,
    });
  }

  private constructor(private readonly split: Required<MixedPurchaseOptions>) {}

  /** @internal */
  public _findings(): Finding[] {
    return checkPurchase({ onDemandBase: known(this.split.onDemandBase), onDemandPercent: known(this.split.onDemandPercent) });
  }

  /** @internal */
  public _usesSpot(): boolean {
    return this.split.onDemandPercent !== 100;
  }

  /** @internal */
  public _isSpotOnly(): boolean {
    return this.split.onDemandBase === 0 && this.split.onDemandPercent === 0;
  }

  /** @internal */
  public _bind(launchTemplate: ec2.LaunchTemplate, instanceTypes: ec2.InstanceType[]): LaunchProps {
    if (!this._usesSpot() && instanceTypes.length === 1) return { launchTemplate };
    return {
      mixedInstancesPolicy: {
        launchTemplate,
        launchTemplateOverrides: instanceTypes.map((instanceType) => ({ instanceType })),
        instancesDistribution: {
          onDemandBaseCapacity: this.split.onDemandBase,
          onDemandPercentageAboveBaseCapacity: this.split.onDemandPercent,
          onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
          spotAllocationStrategy: autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
        },
      },
      // A new Spot instance is started when one is about to be taken away, not once it is gone.
      capacityRebalance: this._usesSpot() ? true : undefined,
    };
  }
}
