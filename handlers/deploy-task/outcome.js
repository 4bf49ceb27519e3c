'use strict';

/** @typedef {import('./look').Api} Api */
/** @typedef {import('./look').Plan} Plan */
/** @typedef {{ name?: string, exitCode?: number, reason?: string }} Container */
/** @typedef {{ taskArn?: string, lastStatus?: string, stopCode?: string, stoppedReason?: string, containers?: Container[] }} Task */
/** @typedef {{ Status: 'SUCCESS' | 'FAILED', Reason: string }} Outcome */

// CloudFormation takes 4096 bytes of a response; ids have up to 1000 of them.
const MOST_BYTES = 3_000;
const LONGEST_SENTENCE = 1_000;
const LONGEST_LINE = 500;
// ECS API reference, Task stopCode.
const ENDED_BY_ITSELF = 'EssentialContainerExited';
const SPOT = 'SpotInterruption';
// SIGKILL and SIGTERM: how ECS ends the other containers of a task when an essential one has ended.
const STOPPED = [137, 143];
// ECS Developer Guide, "Stopped task error messages": the container that brings the task down, and not one of those stopped for it.
const OUT_OF_MEMORY = /OutOfMemory/;
// CloudWatch Logs takes a moment for the last lines.
const LINES_ARRIVE_MS = 5_000;
// Colours.
const ESCAPES = /\p{Cc}\[[\d;]*m/gu;
const CONTROL = /\p{Cc}+/gu;

/**
 * What came of a task that has ended.
 *
 * @param {Api} api
 * @param {Plan} plan
 * @param {Task} task
 * @param {string} [stopped] why it was stopped by us
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(api, plan, task, stopped) {
  const culprit = culpritOf(plan, task);
  if (culprit === undefined && task.stopCode === ENDED_BY_ITSELF) return success(`The task ${idOf(task)} succeeded`);
  const name = culprit?.name ?? plan.main;
  const sentence = stopped ? `The task ${idOf(task)} was stopped, since ${stopped}` : sentenceOf(task, culprit);
  return failure(await withLog(api, plan, task, name, sentence));
}

/**
 * The container that the task failed with: it had no memory left, ended with something else than 0, or did not start at all.
 *
 * @param {Plan} plan
 * @param {Task} task
 * @returns {Container | undefined}
 */
function culpritOf({ essential, main }, { containers = [] }) {
  const known = essential.map((name) => containers.find((container) => container.name === name) ?? { name });
  const isStopped = (/** @type {Container} */ { exitCode }) => STOPPED.includes(exitCode ?? -1);
  return known.find(({ reason = '' }) => OUT_OF_MEMORY.test(reason))
    ?? known.find((container) => container.exitCode !== 0 && !isStopped(container))
    // The others may have been stopped because this one was through.
    ?? known.find((container) => container.name === main && isStopped(container));
}

/**
 * @param {Task} task
 * @param {Container | undefined} culprit
 */
function sentenceOf(task, culprit) {
  const said = `The task ${idOf(task)} failed: ${task.stoppedReason ?? 'ECS says no reason'}`;
  const advice = task.stopCode === SPOT ? '; give it capacity on demand' : '';
  return `${said}${advice}${culprit ? `. ${endOf(culprit)}` : ''}`;
}

/** @param {Container} container */
function endOf({ exitCode, name, reason }) {
  const why = reason ? `: ${reason}` : '';
  return exitCode === undefined ? `The container ${name} did not start${why}` : `The container ${name} ended with exit code ${exitCode}${why}`;
}

/**
 * @param {Api} api
 * @param {Plan} plan
 * @param {Task} task
 * @param {string} container
 * @param {string} sentence
 */
async function withLog(api, { logLines, logs }, task, container, sentence) {
  const head = sentence.slice(0, LONGEST_SENTENCE);
  const log = logs[container];
  if (log === undefined || logLines === 0) return head;
  const logStreamName = `${log.prefix}/${container}/${idOf(task)}`;
  try {
    await api.sleep(LINES_ARRIVE_MS);
    const { events = [] } = await api.getLogEvents({ logGroupName: log.group, logStreamName, limit: logLines, startFromHead: false });
    const lines = events.map(({ message = '' }) => message.replace(ESCAPES, '').replace(CONTROL, ' ').slice(0, LONGEST_LINE));
    return fitting(head, lines, `. The end of its log, ${log.group} ${logStreamName}:`);
  } catch (error) {
    // A container that did not start has no log, and the task's own failure matters more than this one.
    console.warn(`no log of ${container}: ${error instanceof Error ? error.name : error}`);
    return head;
  }
}

/**
 * As many of the last lines as CloudFormation takes.
 *
 * @param {string} head
 * @param {string[]} lines
 * @param {string} title
 */
function fitting(head, lines, title) {
  for (let first = 0; first < lines.length; first += 1) {
    const text = `${head}${title}\n${lines.slice(first).join('\n')}`;
    if (Buffer.byteLength(JSON.stringify(text)) <= MOST_BYTES) return text;
  }
  return head;
}

/** @param {Task} task */
function idOf({ taskArn = '' }) {
  return taskArn.slice(taskArn.lastIndexOf('/') + 1);
}

/**
 * @param {string} Reason
 * @returns {Outcome}
 */
function success(Reason) {
  return { Status: 'SUCCESS', Reason };
}

/**
 * @param {string} Reason
 * @returns {Outcome}
 */
function failure(Reason) {
  return { Status: 'FAILED', Reason };
}

module.exports = { failure, outcomeOf, success };
