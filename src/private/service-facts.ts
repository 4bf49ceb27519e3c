import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Duration } from 'aws-cdk-lib/core';
import { LaunchPlatform } from '../model/task/network-mode';

/** What a service's other choices mean for the task that it runs. */
export interface ServiceFacts {
  /** Where tasks run: more than one where services share the task definition. */
  readonly platforms: readonly LaunchPlatform[];
  /** Of the cluster; absent where nothing of the task depends on it. */
  readonly vpc?: ec2.IVpc;
  /** One task on every instance. */
  readonly daemon?: boolean;
  /** Some tasks may run on Spot capacity. */
  readonly spot: boolean;
  /** Tasks have IPv6 addresses only. */
  readonly ipv6Only: boolean;
  /** ECS Exec is on. */
  readonly exec: boolean;
  /** The `stopTimeout` of containers that name none. */
  readonly stopTimeout?: Duration;
}

/** A port that a container of the task listens on. */
export interface PortFact {
  readonly container: string;
  readonly name?: string;
  /** Absent when it is a token. */
  readonly port?: number;
  /** Port of the instance; absent where there is none, 0 where the instance chooses. */
  readonly hostPort?: number;
  readonly protocol: 'tcp' | 'udp';
}
