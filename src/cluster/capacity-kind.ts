import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacitySplit } from '../model/capacity/capacity-split';
import { SharedLoadFacts } from '../model/capacity/joint-load';
import { InstancePoolFacts } from '../model/capacity/pool-facts';
import { Finding } from '../model/finding';
import { LaunchPlatform } from '../model/task/network-mode';

/** What a capacity strategy means for the tasks that run on it. */
export interface CapacityFacts {
  readonly platform: LaunchPlatform;
  /** Some tasks may run on Spot capacity. */
  readonly spot: boolean;
  /** The pools of instances that tasks may run on; empty where there are none, or none is known. */
  readonly pools: readonly InstancePoolFacts[];
  /** Each pool is in an availability zone of its own. */
  readonly zonal: boolean;
}

/** One way to choose where tasks run. A new kind of capacity is a new file with one of these. */
export interface CapacityKind {
  /** The cluster, where the choice names one. */
  readonly cluster?: ecs.ICluster;
  /** Security groups of the instances, where they are known. */
  readonly instanceGroups: ec2.ISecurityGroup[];
  /** Subnets of the instances, where they are known. */
  readonly instanceSubnets: ec2.ISubnet[];
  /** What the choice comes to on a cluster, where only the cluster tells. */
  on?(cluster: ecs.ICluster): CapacityKind;
  /** What was given for a pool and is none, so that nothing else can be asked: languages without types let it through. */
  mistaken?(): Finding[];
  /** What is wrong with the choice itself. */
  findings(): Finding[];
  facts(cluster: ecs.ICluster): CapacityFacts;
  /** The shares, where the service sets them itself. */
  split(): CapacitySplit | undefined;
  /** Changes the service that the L2 made, where its props cannot say it. */
  adapt?(service: ecs.CfnService): void;
  /** Tells the pools of a service, where they are to hold it together with others. */
  place?(load: SharedLoadFacts): void;
  /** What is wrong with the choice on this cluster, once the app is complete. */
  clusterFindings(cluster: ecs.ICluster): Finding[];
}
