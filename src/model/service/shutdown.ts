import { advise, Finding } from '../finding';
import { checkStopTimeout } from '../task/container-limits';
import { checkDeregistrationDelay } from '../traffic/target';

/** Seconds between Spot's notice and the end of the task. ECS Developer Guide, "Amazon ECS clusters for Fargate Spot". */
export const SPOT_NOTICE_SECONDS = 120;

/** What is known of how long the targets of a service drain. */
export interface DrainFacts {
  /** Deregistration delay of the target groups that the service makes; absent without one. */
  readonly drainSeconds?: number;
  /** Deregistration delays of the target groups that others made, as far as they are known. */
  readonly givenDrainSeconds?: readonly number[];
  /** One of those is imported: nothing is known of its delay. */
  readonly importedTargetGroup?: boolean;
}

/** What is known of how a task ends. */
export interface ShutdownFacts extends DrainFacts {
  /** Stop timeout of the containers that name none. */
  readonly stopTimeoutSeconds?: number;
  /** Longest stop timeout of the task's containers. */
  readonly stopSeconds?: number;
  readonly fargate?: boolean;
  readonly spot?: boolean;
}

/**
 * Refuses times out of range, and advises against a shutdown longer than Spot waits, where targets are drained before containers are stopped,
 * and against requests that are given longer than the containers that answer them.
 */
export function checkShutdown(facts: ShutdownFacts): Finding[] {
  const { drainSeconds, stopTimeoutSeconds, fargate, spot } = facts;
  const findings = [
    ...checkDeregistrationDelay('drain', drainSeconds),
    ...(fargate ? checkStopTimeout('stop', stopTimeoutSeconds) : []),
  ];
  if (findings.length > 0) return findings;
  const late = spot ? checkSpotNotice(facts) : [];
  return late.length > 0 ? late : checkDrain(facts);
}

/** Deployments drain before SIGTERM; AWS re:Post, "How do I handle Spot termination notices in AWS Fargate Spot tasks?": a notice is SIGTERM. */
function checkDrain(facts: ShutdownFacts): Finding[] {
  const drain = longestDrain(facts);
  if (drain === undefined || facts.stopSeconds === undefined || drain <= facts.stopSeconds) return [];
  return [advise('Shutdown.DrainOverStop', '',
    `lets requests drain for ${drain} seconds, but has containers stop within ${facts.stopSeconds}: an interruption, which sends SIGTERM at once, ` +
    'cuts requests off; let containers take as long to stop, or shorten the drain')];
}

/** How long a task drains: its targets do so at once, so that the slowest of them decides; absent where nothing is known. */
export function longestDrain({ drainSeconds, givenDrainSeconds = [] }: DrainFacts): number | undefined {
  const seconds = [...givenDrainSeconds, ...(drainSeconds === undefined ? [] : [drainSeconds])];
  return seconds.length > 0 ? Math.max(...seconds) : undefined;
}

function checkSpotNotice(facts: ShutdownFacts): Finding[] {
  const [drain, stop] = [longestDrain(facts) ?? 0, facts.stopSeconds ?? 0];
  if (drain + stop > SPOT_NOTICE_SECONDS) {
    const remedy = drain > (facts.drainSeconds ?? 0) ? 'set a shorter `deregistrationDelay` on the target group that was given' : 'shorten one of them';
    return [advise('Shutdown.OverSpotNotice', '',
      `takes up to ${drain + stop} seconds, ${drain} to drain and ${stop} to stop, but Spot ends a task ${SPOT_NOTICE_SECONDS} seconds after its notice; ${remedy}`)];
  }
  return !facts.importedTargetGroup ? [] : [advise('Shutdown.UnknownDrain', '',
    `has to end within Spot's notice of ${SPOT_NOTICE_SECONDS} seconds, got an imported target group, whose deregistration delay is not known; ` +
    `set that to at most ${SPOT_NOTICE_SECONDS - stop} seconds where the group is made, and acknowledge this`)];
}
