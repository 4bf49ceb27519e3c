import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityFacts, CapacityKind } from './capacity-kind';
import { defaultPoolsOf, leaveToCluster } from './cluster-providers';
import { PoolCapacity } from './pool-capacity';
import { CapacitySplit } from '../model/capacity/capacity-split';
import { SharedLoadFacts } from '../model/capacity/joint-load';
import { Finding, refuse } from '../model/finding';
import type { InstancePool } from '../pool/instance-pool';

/** The pools of a cluster's default strategy: what is known of them counts, and the service names none of them. */
export class DefaultPoolCapacity implements CapacityKind {
  private readonly zones: PoolCapacity;

  constructor(private readonly pools: readonly InstancePool[]) {
    this.zones = PoolCapacity.instances(pools.map((pool) => ({ pool })), true);
  }

  public get cluster(): ecs.ICluster | undefined {
    return this.zones.cluster;
  }

  public get instanceGroups(): ec2.ISecurityGroup[] {
    return this.zones.instanceGroups;
  }

  public get instanceSubnets(): ec2.ISubnet[] {
    return this.zones.instanceSubnets;
  }

  public findings(): Finding[] {
    return this.zones.findings();
  }

  public facts(): CapacityFacts {
    return this.zones.facts();
  }

  public split(): CapacitySplit | undefined {
    return undefined;
  }

  public adapt(service: ecs.CfnService): void {
    leaveToCluster(service);
  }

  public place(load: SharedLoadFacts): void {
    this.zones.place?.(load);
  }

  public clusterFindings(cluster: ecs.ICluster): Finding[] {
    return defaultPoolsOf(cluster) === this.pools ? [] : [refuse('CapacityStrategy.OtherDefault', 'cluster',
      'keeps the default strategy of its pools for this service, which was checked for them, got another one; choose CapacityStrategy.zonal() for the service')];
  }
}
