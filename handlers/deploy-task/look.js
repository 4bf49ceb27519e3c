'use strict';

const { failure, outcomeOf, success } = require('./outcome');

/** @typedef {import('./outcome').Outcome} Outcome */
/** @typedef {import('./outcome').Task} Task */
/**
 * What is to be run, as the template says it.
 *
 * @typedef {object} Plan
 * @property {string} id of the construct
 * @property {{ cluster: string, taskDefinition: string, overrides?: object }} run what `RunTask` is told
 * @property {Record<string, string>} [inputs]
 * @property {number} timeoutSeconds
 * @property {string} main name of the container that does the work
 * @property {string[]} essential names of the containers without which there is no task
 * @property {number} logLines
 * @property {Record<string, { group: string, prefix: string }>} logs of containers, by their names
 */
/**
 * One run of a task.
 *
 * @typedef {object} Run
 * @property {Plan} plan
 * @property {string} stackId
 * @property {string} token the same for whoever comes a second time
 * @property {string} startedBy
 */
/**
 * How far a run has come.
 *
 * @typedef {object} State
 * @property {number} deadline in milliseconds of the epoch
 * @property {number} attempt how often ECS had no room for the task
 * @property {string} [shortage]
 * @property {string} [taskArn]
 * @property {string} [stopped] why the task is being stopped
 */
/**
 * What is used of AWS, and a clock.
 *
 * @typedef {object} Api
 * @property {(input: { StackName: string }) => Promise<{ Stacks?: { StackStatus?: string }[] }>} describeStacks
 * @property {(input: any) => Promise<{ tasks?: Task[], failures?: { reason?: string, detail?: string }[] }>} runTask
 * @property {(input: { cluster: string, tasks: string[] }) => Promise<{ tasks?: Task[] }>} describeTasks
 * @property {(input: { cluster: string, task: string, reason: string }) => Promise<unknown>} stopTask
 * @property {(input: { logGroupName: string, logStreamName: string, limit: number, startFromHead: boolean }) => Promise<{ events?: { message?: string }[] }>} getLogEvents
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 * @property {() => number} now
 */

const MINUTE_MS = 60_000;
// IAM User Guide, "Changes that I make are not always immediately visible".
const PATIENCE_MS = 2 * MINUTE_MS;
// Fargate gives a container two minutes at the most to stop.
const STOPS_WITHIN_MS = 4 * MINUTE_MS;
// CloudFormation User Guide, "Stack status codes".
const GOES_BACK = /ROLLBACK.*_IN_PROGRESS$|^DELETE_IN_PROGRESS$/;
// ECS Developer Guide, "API failure reasons": what may be there a little later.
const SHORTAGE = /^RESOURCE|^AGENT$|capacity/i;
const PASSING = ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'ServiceUnavailableException', 'TimeoutError'];
const DENIED = ['AccessDeniedException', 'AccessDenied'];
const ROLE_TO_COME = /unable to assume the role/i;

/**
 * One look at a run, and what follows from it.
 *
 * @param {Api} api
 * @param {Run} run
 * @param {State} state
 * @returns {Promise<Outcome | State>}
 */
async function look(api, run, state) {
  try {
    const { Stacks: [stack] = [] } = await api.describeStacks({ StackName: run.stackId });
    const goesBack = GOES_BACK.test(stack?.StackStatus ?? '');
    return state.taskArn === undefined ? await begin(api, run, state, goesBack) : await watch(api, run, { ...state, taskArn: state.taskArn }, goesBack);
  } catch (error) {
    if (!passes(error, api.now() < state.deadline - run.plan.timeoutSeconds * 1_000 + PATIENCE_MS)) throw error;
    console.warn(`trying again after ${nameOf(error)}`);
    return api.now() < state.deadline + STOPS_WITHIN_MS ? state : failure(`AWS did not answer in time: ${nameOf(error)}`);
  }
}

/**
 * Starts the task, or finds the one again that was started with the same token.
 *
 * ECS remembers with a token that there was no room, too: each attempt has one of its own, and whoever comes a second time goes through the
 * same ones.
 *
 * @param {Api} api
 * @param {Run} run
 * @param {State} state
 * @param {boolean} goesBack
 * @returns {Promise<Outcome | State>}
 */
async function begin(api, { plan, startedBy, token }, state, goesBack) {
  // On the way back, what ran before is not run again: what the newer one did to a database is there.
  if (goesBack) return state.attempt === 0 ? success('The stack goes back: nothing is run') : failure('The stack goes back before there was room for the task');
  if (api.now() >= state.deadline) return failure(`There was no room for the task within ${timeOf(plan)}: ${state.shortage}`);
  const { failures = [], tasks: [task] = [] } = await api.runTask({ ...plan.run, clientToken: `${token}-${state.attempt}`, startedBy });
  if (task?.taskArn !== undefined) {
    console.info(`runs ${task.taskArn}`);
    return { ...state, taskArn: task.taskArn };
  }
  const shortage = failures.map(({ detail, reason }) => (detail ? `${reason} (${detail})` : reason)).join(', ');
  if (!failures.every(({ reason = '' }) => SHORTAGE.test(reason))) return failure(`ECS does not start the task: ${shortage}`);
  console.warn(`no room for the task: ${shortage}`);
  return { ...state, attempt: state.attempt + 1, shortage };
}

/**
 * @param {Api} api
 * @param {Run} run
 * @param {State & { taskArn: string }} state
 * @param {boolean} goesBack
 * @returns {Promise<Outcome | State>}
 */
async function watch(api, { plan }, state, goesBack) {
  const { cluster } = plan.run;
  const { tasks: [task] = [] } = await api.describeTasks({ cluster, tasks: [state.taskArn] });
  if (task?.lastStatus === 'STOPPED') return outcomeOf(api, plan, { ...task, taskArn: state.taskArn }, state.stopped);
  const isLate = api.now() >= state.deadline;
  if (state.stopped !== undefined) return isLate ? failure(`The task ${state.taskArn} does not stop, since when ${state.stopped}`) : state;
  if (!goesBack && !isLate) return state;

  const stopped = goesBack ? 'the stack goes back' : `it had not ended within ${timeOf(plan)}`;
  console.warn(`stops ${state.taskArn}: ${stopped}`);
  await api.stopTask({ cluster, task: state.taskArn, reason: stopped });
  return { ...state, stopped, deadline: api.now() + STOPS_WITHIN_MS };
}

/** @param {Plan} plan */
function timeOf({ timeoutSeconds }) {
  const minutes = timeoutSeconds / 60;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** @param {unknown} error */
function nameOf(error) {
  return error instanceof Error ? error.name : 'Error';
}

/**
 * @param {any} error
 * @param {boolean} early
 */
function passes(error, early) {
  const { $fault, message } = error;
  return PASSING.includes(nameOf(error)) || $fault === 'server' || (early && (DENIED.includes(nameOf(error)) || ROLE_TO_COME.test(message)));
}

module.exports = { look };
