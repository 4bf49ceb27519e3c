import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacitySplit } from '../model/capacity/capacity-split';
import { Finding } from '../model/finding';

/** What a capacity strategy means for the tasks that run on it. */
export interface CapacityFacts {
  readonly fargate: boolean;
  readonly spot: boolean;
}

/** One way to choose where tasks run. A new kind of capacity is a new file with one of these. */
export interface CapacityKind {
  /** What is wrong with the choice itself. */
  findings(): Finding[];
  facts(cluster: ecs.ICluster): CapacityFacts;
  /** The shares, where the service sets them itself. */
  split(): CapacitySplit | undefined;
  /** Changes the service that the L2 made, where its props cannot say it. */
  adapt?(service: ecs.CfnService): void;
  /** What is wrong with the choice on this cluster, once the app is complete. */
  clusterFindings(cluster: ecs.ICluster): Finding[];
}
