import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import type { RequestTarget } from './request-metrics';
import { Finding } from '../model/finding';
import { MovesFacts, ScheduleFacts } from '../model/scaling/scaling-bounds';

/** A step back to fewer tasks waits five minutes, one to more tasks a minute: too many tasks cost money, too few cost requests. */
export const SCALE_IN_COOLDOWN = Duration.seconds(300);
export const SCALE_OUT_COOLDOWN = Duration.seconds(60);

/** What a scaling has to know of its service. */
export interface ScaledServiceFacts {
  /** The tasks are behind an Application Load Balancer; absent when not known. */
  readonly applicationLoadBalancer?: boolean;
}

/** Something added to a `TaskScaling` that moves the number of tasks or its bounds. */
export interface ScalingPolicy {
  /** What its user called it. */
  readonly id: string;
  /** The bounds that it sets, if it is a schedule and no policy. */
  readonly schedule?: ScheduleFacts;
  /** How it moves the number of tasks, if it does. */
  readonly moves?: MovesFacts;
  findings(facts: ScaledServiceFacts): Finding[];
  bind(count: ecs.ScalableTaskCount, targets: RequestTarget[]): void;
}
