import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { missingFrom } from './cluster-providers';
import { CapacitySplit, checkCapacitySplit, FARGATE_PROVIDERS, ProviderShare } from '../model/capacity/capacity-split';
import { Finding, refuse } from '../model/finding';
import { all } from '../model/range';
import { known } from '../private/known';

/** Capacity providers by their names, of which nothing else is known. */
export class NamedCapacity implements CapacityKind {
  public readonly instanceGroups = [];
  public readonly instanceSubnets = [];

  constructor(private readonly shares: ProviderShare[]) {}

  public findings(): Finding[] {
    return checkCapacitySplit(this.shares.map(({ provider, base, weight }) => ({
      provider: known(provider), base: known(base ?? 0), weight: known(weight ?? 0),
    })));
  }

  public facts(): CapacityFacts {
    const names = this.shares.map(({ provider }) => provider);
    return {
      platform: names.some((name) => FARGATE_PROVIDERS.includes(name)) ? 'fargate' : 'ec2',
      spot: names.includes('FARGATE_SPOT'),
      pools: [],
      zonal: false,
    };
  }

  public split(): CapacitySplit {
    return CapacitySplit.of(this.shares);
  }

  public clusterFindings(cluster: ecs.ICluster): Finding[] {
    const missing = missingFrom(cluster, this.shares.map(({ provider }) => provider)).filter((provider) => known(provider) !== undefined);
    return missing.length === 0 ? [] : [refuse('CapacityStrategy.ProviderNotInCluster', 'cluster',
      `needs the capacity ${missing.length === 1 ? 'provider' : 'providers'} ${all(missing)} for this service; add what is missing to it`)];
  }
}
