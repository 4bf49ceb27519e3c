import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// SQS Developer Guide, "Amazon SQS visibility timeout": no message stays in flight for longer than 12 hours.
const LONGEST_SECONDS = 43_200;
// CloudFormation fails an update of a service that is not stable by then.
const DEPLOYMENT_SECONDS = 10_800;
const AT_ONCE: Range = { min: 1, unit: 'messages' };
const TASKS: Range = { min: 1, unit: 'tasks' };

/** How long messages may wait, and how they are worked on. */
export interface Pace {
  /** How long a message may wait before a task takes it on. */
  readonly latencySeconds: number;
  /** How long a task works on a message. */
  readonly messageSeconds: number;
  /** Messages that a task works on at the same time. */
  readonly concurrency: number;
}

/** The same as far as it is known, and what else the worker says. */
export interface BacklogFacts extends Partial<Pace> {
  readonly maxTasks?: number;
}

/**
 * Messages that each running task may have before there have to be more tasks: those that it works on, and those that may wait for it.
 *
 * While it works on one message, `latency / duration` more can wait for no longer than they may.
 */
export function backlogTarget({ latencySeconds, messageSeconds, concurrency }: Pace): number {
  return concurrency * (1 + latencySeconds / messageSeconds);
}

/** Refuses a pace that nothing can be calculated from, and workers without tasks. */
export function checkBacklog({ latencySeconds, messageSeconds, concurrency, maxTasks }: BacklogFacts): Finding[] {
  return [
    ...checkSeconds('QueueWorker.Latency', 'acceptableLatency', latencySeconds),
    ...checkSeconds('QueueWorker.MessageDuration', 'messageDuration', messageSeconds, LONGEST_SECONDS),
    ...checkAtSynth('QueueWorker.Concurrency', 'concurrency', concurrency),
    ...checkRange('QueueWorker.Concurrency', 'concurrency', concurrency, AT_ONCE),
    ...(maxTasks !== 0 ? [] : checkRange('QueueWorker.NoTasks', 'tasks.max', maxTasks, TASKS)),
  ];
}

/** What is known of how a task that works on a message may end. */
export interface InterruptionFacts {
  readonly messageSeconds?: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopSeconds?: number;
  /** Tasks may hold off scale-in and deployments while they work. */
  readonly protection: boolean;
  readonly spot: boolean;
}

/** Advises where a message takes longer than a task that is told to stop still has, or than a deployment. */
export function checkInterruption({ messageSeconds, stopSeconds, protection, spot }: InterruptionFacts): Finding[] {
  const held = protection && messageSeconds !== undefined && messageSeconds > DEPLOYMENT_SECONDS ? [advise('QueueWorker.LongProtection', 'messageDuration',
    `of ${messageSeconds} seconds is longer than the ${DEPLOYMENT_SECONDS} that CloudFormation waits for a deployment, which tasks hold up while they are protected; ` +
    'deploy while no message is in work, or split the work up')] : [];
  if (messageSeconds === undefined || stopSeconds === undefined || messageSeconds <= stopSeconds) return held;
  const cut = `of ${messageSeconds} seconds is longer than the ${stopSeconds} seconds that a task has to stop`;
  return [
    ...held,
    ...(protection ? [] : [advise('QueueWorker.Unprotected', 'messageDuration',
      `${cut}, and \`taskProtection\` is off: scale-in and deployments cut messages off, which then start again; ` +
      'let tasks protect themselves, or give them longer with `shutdown.stop`')]),
    ...(spot ? [advise('QueueWorker.SpotNotice', 'messageDuration',
      `${cut}, and no protection holds off Spot: an interruption cuts messages off, which then start again; ` +
      'take capacity on demand, or acknowledge it where starting again is cheap')] : []),
  ];
}

function checkSeconds(id: string, path: string, seconds: number | undefined, longest?: number): Finding[] {
  if (seconds !== undefined && (seconds <= 0 || seconds > (longest ?? Infinity))) {
    return [refuse(id, path, `takes more than 0 seconds${longest === undefined ? '' : `, up to ${longest} as SQS keeps no message in flight for longer`}, got ${seconds}`)];
  }
  return checkAtSynth(id, path, seconds);
}

/** A target cannot be calculated from what only the deployment knows. */
function checkAtSynth(id: string, path: string, value: number | undefined): Finding[] {
  return value !== undefined ? [] : [refuse(id, path, 'has to be known at synth, since the backlog that a task may have is calculated from it, got a token; write the number')];
}
