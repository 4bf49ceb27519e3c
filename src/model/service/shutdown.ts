import { advise, Finding } from '../finding';
import { checkStopTimeout } from '../task/container-limits';
import { checkDeregistrationDelay } from '../traffic/target';

/** Seconds between Spot's notice and the end of the task. ECS Developer Guide, "Amazon ECS clusters for Fargate Spot". */
export const SPOT_NOTICE_SECONDS = 120;

/** What is known of how a task ends. */
export interface ShutdownFacts {
  /** Deregistration delay of the target groups; absent without a balancer. */
  readonly drainSeconds?: number;
  /** Stop timeout of the containers that name none. */
  readonly stopTimeoutSeconds?: number;
  /** Longest stop timeout of the task's containers. */
  readonly stopSeconds?: number;
  readonly fargate?: boolean;
  readonly spot?: boolean;
}

/** Refuses times out of range, and advises against a shutdown longer than Spot waits: targets are drained before containers are stopped. */
export function checkShutdown({ drainSeconds, stopTimeoutSeconds, stopSeconds, fargate, spot }: ShutdownFacts): Finding[] {
  const findings = [
    ...checkDeregistrationDelay('drain', drainSeconds),
    ...(fargate ? checkStopTimeout('stop', stopTimeoutSeconds) : []),
  ];
  if (findings.length > 0) return findings;
  const [drain, stop] = [drainSeconds ?? 0, stopSeconds ?? 0];
  if (!spot || !(drain + stop > SPOT_NOTICE_SECONDS)) return [];
  return [advise('Shutdown.OverSpotNotice', '',
    `takes up to ${drain + stop} seconds, ${drain} to drain and ${stop} to stop, but Spot ends a task ${SPOT_NOTICE_SECONDS} seconds after its notice; shorten one of them`)];
}
