import { Duration } from 'aws-cdk-lib/core';

/** What a service's other choices mean for the task that it runs. */
export interface ServiceFacts {
  /** Tasks run on Fargate. */
  readonly fargate: boolean;
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
  readonly protocol: 'tcp' | 'udp';
}
