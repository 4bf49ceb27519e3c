import { advise, Finding } from '../finding';
import { checkRange, Range } from '../range';

// CloudFormation reference, AWS::AutoScaling::AutoScalingGroup InstancesDistribution.
const ON_DEMAND_BASE: Range = { min: 0, unit: 'instances' };
const ON_DEMAND_PERCENT: Range = { min: 0, max: 100, unit: 'percent' };

/** What is known of how the instances of a pool are paid for. */
export interface PurchaseFacts {
  readonly onDemandBase?: number;
  readonly onDemandPercent?: number;
}

/** Refuses numbers that an Auto Scaling group does not take. */
export function checkPurchase({ onDemandBase, onDemandPercent }: PurchaseFacts): Finding[] {
  return [
    ...checkRange('PurchaseOption.Base', 'onDemandBase', onDemandBase, ON_DEMAND_BASE),
    ...checkRange('PurchaseOption.Percent', 'onDemandPercent', onDemandPercent, ON_DEMAND_PERCENT),
  ];
}

/** Advises against Spot instances of a single type: each type has Spot capacity of its own in each zone, and one of them runs out first. */
export function checkSpotTypes(spot: boolean, instanceTypes: readonly (string | undefined)[]): Finding[] {
  if (!spot || instanceTypes.length !== 1) return [];
  // EC2 User Guide, "Best practices for Amazon EC2 Spot": be flexible about instance types.
  return [advise('PurchaseOption.OneSpotType', '',
    `should be several where Spot is used, got ${instanceTypes[0] ?? 'one'} alone; add types of the same size from other families and generations`)];
}
