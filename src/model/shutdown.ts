import { advise, Finding } from './finding';

/** Seconds between Spot's notice and the end of the task. ECS Developer Guide, "Amazon ECS clusters for Fargate Spot". */
export const SPOT_NOTICE_SECONDS = 120;

/** What is known of how a task ends. */
export interface ShutdownFacts {
  /** Deregistration delay of the target groups; absent without a balancer. */
  readonly drainSeconds?: number;
  /** Longest stop timeout of the task's containers. */
  readonly stopSeconds?: number;
  readonly spot?: boolean;
}

/** Advises against a shutdown that takes longer than Spot waits: targets are drained before containers are told to stop. */
export function checkShutdown({ drainSeconds, stopSeconds, spot }: ShutdownFacts): Finding[] {
  const [drain, stop] = [drainSeconds ?? 0, stopSeconds ?? 0];
  if (!spot || !(drain + stop > SPOT_NOTICE_SECONDS)) return [];
  return [advise('Shutdown.OverSpotNotice', '',
    `takes up to ${drain + stop} seconds, ${drain} to drain and ${stop} to stop, but Spot ends a task ${SPOT_NOTICE_SECONDS} seconds after its notice; shorten one of them`)];
}
