import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { missingFrom } from './cluster-providers';
import { factsOf, sharesOf, SpotSplit } from './spot-split';
import { CapacitySplit, checkCapacitySplit, ShareFacts } from '../model/capacity/capacity-split';
import { Finding, refuse } from '../model/finding';
import { all } from '../model/range';

/** Fargate and Fargate Spot by base and weight, or Fargate alone. */
export class FargateCapacity implements CapacityKind {
  public static withSpot(split: SpotSplit): FargateCapacity {
    return new FargateCapacity(CapacitySplit.of(sharesOf(split)), factsOf(split));
  }

  /** A strategy and not the launch type FARGATE: CloudFormation replaces a service whose launch type changes, once Spot joins. */
  public static onDemand(): FargateCapacity {
    const shares = [{ provider: 'FARGATE', weight: 1 }];
    return new FargateCapacity(CapacitySplit.of(shares), shares);
  }

  public readonly instanceGroups = [];
  public readonly instanceSubnets = [];

  private constructor(private readonly shared: CapacitySplit, private readonly shareFacts: ShareFacts[]) {}

  public findings(): Finding[] {
    return checkCapacitySplit(this.shareFacts);
  }

  public facts(): CapacityFacts {
    const spot = this.shareFacts.some(({ provider, weight }) => provider === 'FARGATE_SPOT' && weight !== 0);
    return { platform: 'fargate', spot, pools: [], zonal: false };
  }

  public split(): CapacitySplit {
    return this.shared;
  }

  public clusterFindings(cluster: ecs.ICluster): Finding[] {
    const missing = missingFrom(cluster, this.shared.shares.map(({ provider }) => provider));
    return missing.length === 0 ? [] : [refuse('CapacityStrategy.ProviderNotInCluster', 'cluster',
      `needs the capacity ${missing.length === 1 ? 'provider' : 'providers'} ${all(missing)} for this service;` +
      ' call enableFargateCapacityProviders() on it, or make it a FargateSpotCluster')];
  }
}
