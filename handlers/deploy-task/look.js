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
 * @property {number} attempt how often another task was needed
 * @property {string} [obstacle] what was in the way of the last attempt
 * @property {string} [taskArn]
 * @property {string} [stopped] why the task is being stopped
 */
/**
 * What is used of AWS, and a clock.
 *
 * @typedef {object} Api
 * @property {(input: { StackName: string }) => Promise<{ Stacks?: { StackStatus?: string }[] }>} describeStacks
 * @property {(input: any) => Promise<{ tasks?: Task[], failures?: { reason?: string, detail?: string }[] }>} runTask
 * @property {(input: { cluster: string, startedBy: string }) => Promise<{ taskArns?: string[] }>} listTasks
 * @property {(input: { cluster: string, tasks: string[] }) => Promise<{ tasks?: Task[] }>} describeTasks
 * @property {(input: { cluster: string, task: string, reason: string }) => Promise<unknown>} stopTask
 * @property {(input: { logGroupName: string, logStreamName: string, limit: number, startFromHead: boolean }) => Promise<{ events?: { message?: string }[] }>} getLogEvents
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 * @property {() => number} now
 */

const MINUTE_MS = 60_000;
// IAM User Guide, "Changes that I make are not always immediately visible".
const PATIENCE_MS = 2 * MINUTE_MS;
// The same for what ECS does with the execution role: a task takes a minute or two to fail with it.
const START_PATIENCE_MS = 5 * MINUTE_MS;
// Fargate gives a container two minutes at the most to stop.
const STOPS_WITHIN_MS = 4 * MINUTE_MS;
// CloudFormation User Guide, "Stack status codes".
const GOES_BACK = /ROLLBACK.*_IN_PROGRESS$|^DELETE_IN_PROGRESS$/;
// ECS Developer Guide, "API failure reasons": what may be there a little later.
const SHORTAGE = /^RESOURCE|^AGENT$|capacity/i;
const PASSING = ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'ServiceUnavailableException', 'TimeoutError'];
const DENIED = ['AccessDeniedException', 'AccessDenied'];
const ROLE_TO_COME = /unable to assume the role/i;
// ECS Developer Guide, "Stopped task error messages": no container has started.
const NOT_YET_ALLOWED = /^ResourceInitializationError.*(AccessDenied|not authorized)/s;

/**
 * One look at a run, and what follows from it.
 *
 * @param {Api} api
 * @param {Run} run
 * @param {State} state
 * @returns {Promise<Outcome | State>}
 */
async function look(api, run, state) {
  const { taskArn } = state;
  try {
    const { Stacks: [stack] = [] } = await api.describeStacks({ StackName: run.stackId });
    const goesBack = GOES_BACK.test(stack?.StackStatus ?? '');
    return taskArn === undefined ? await begin(api, run, state, goesBack) : await watch(api, run, { ...state, taskArn }, goesBack);
  } catch (error) {
    // A task that runs is not left alone, whatever the error is.
    if (taskArn === undefined && !passes(error, isEarly(api, run, state, PATIENCE_MS))) throw error;
    console.warn(`trying again after ${nameOf(error)}`);
    return taskArn === undefined ? putOff(api, run, state, nameOf(error)) : hold(api, run, { ...state, taskArn }, nameOf(error));
  }
}

/**
 * Starts the task, or finds the one again that was started before.
 *
 * ECS finds it by its token, but may not remember with a token that there was no room: each attempt has one of its own, and whoever comes a
 * second time looks for a task of the run that is there, and else goes through the same ones.
 *
 * @param {Api} api
 * @param {Run} run
 * @param {State} state
 * @param {boolean} goesBack
 * @returns {Promise<Outcome | State>}
 */
async function begin(api, { plan, startedBy, token }, state, goesBack) {
  // On the way back, what ran before is not run again: what the newer one did to a database is there.
  if (goesBack && state.attempt === 0 && state.obstacle === undefined) return success('The stack goes back: nothing is run');
  const { taskArns: [there] = [] } = await api.listTasks({ cluster: plan.run.cluster, startedBy });
  if (there !== undefined) return { ...state, taskArn: there };
  if (goesBack) return failure('The stack goes back before the task could be started');
  if (api.now() >= state.deadline) return failure(tooLate(plan, state.obstacle));
  const { failures = [], tasks: [task] = [] } = await api.runTask({ ...plan.run, clientToken: `${token}-${state.attempt}`, startedBy });
  if (task?.taskArn !== undefined) {
    console.info(`runs ${task.taskArn}`);
    return { ...state, taskArn: task.taskArn };
  }
  const obstacle = failures.map(({ detail, reason }) => (detail ? `${reason} (${detail})` : reason)).join(', ');
  if (!failures.every(({ reason = '' }) => SHORTAGE.test(reason))) return failure(`ECS does not start the task: ${obstacle}`);
  return again(state, obstacle);
}

/**
 * @param {Api} api
 * @param {Run} run
 * @param {State & { taskArn: string }} state
 * @param {boolean} goesBack
 * @returns {Promise<Outcome | State>}
 */
async function watch(api, run, state, goesBack) {
  const { tasks: [task] = [] } = await api.describeTasks({ cluster: run.plan.run.cluster, tasks: [state.taskArn] });
  if (task?.lastStatus === 'STOPPED') {
    const mayComeYet = NOT_YET_ALLOWED.test(task.stoppedReason ?? '') && isEarly(api, run, state, START_PATIENCE_MS);
    if (mayComeYet && !goesBack && state.stopped === undefined) return again(state, `${task.stoppedReason}`);
    return outcomeOf(api, run.plan, { ...task, taskArn: state.taskArn }, state.stopped);
  }
  const isLate = api.now() >= state.deadline;
  if (state.stopped !== undefined) return isLate ? failure(`The task ${state.taskArn} does not stop, since when ${state.stopped}`) : state;
  if (goesBack) return stop(api, run, state, 'the stack goes back');
  return isLate ? stop(api, run, state, notEnded(run)) : state;
}

/**
 * Another attempt, with another token.
 *
 * @param {State} state
 * @param {string} obstacle
 * @returns {State}
 */
function again({ attempt, deadline }, obstacle) {
  console.warn(`the task was not started: ${obstacle}`);
  return { deadline, attempt: attempt + 1, obstacle };
}

/**
 * @param {Api} api
 * @param {Run} run
 * @param {State & { taskArn: string }} state
 * @param {string} stopped
 * @returns {Promise<State>}
 */
async function stop(api, { plan }, state, stopped) {
  console.warn(`stops ${state.taskArn}: ${stopped}`);
  await api.stopTask({ cluster: plan.run.cluster, task: state.taskArn, reason: stopped });
  return { ...state, stopped, deadline: Math.min(api.now(), state.deadline) + STOPS_WITHIN_MS };
}

/**
 * After an error with no task: the next attempt is the same one.
 *
 * @param {Api} api
 * @param {Run} run
 * @param {State} state
 * @param {string} obstacle
 * @returns {Outcome | State}
 */
function putOff(api, { plan }, state, obstacle) {
  return api.now() < state.deadline + STOPS_WITHIN_MS ? { ...state, obstacle } : failure(tooLate(plan, obstacle));
}

/**
 * After an error with a task that runs: it is waited for until its time is over, and then stopped, unseen.
 *
 * @param {Api} api
 * @param {Run} run
 * @param {State & { taskArn: string }} state
 * @param {string} obstacle
 * @returns {Promise<Outcome | State>}
 */
async function hold(api, run, state, obstacle) {
  if (api.now() < state.deadline) return state;
  const isOver = state.stopped !== undefined || api.now() >= state.deadline + STOPS_WITHIN_MS;
  if (isOver) return failure(`AWS did not answer in time: ${obstacle}; look whether the task ${state.taskArn} still runs`);
  try {
    return await stop(api, run, state, notEnded(run));
  } catch (error) {
    console.warn(`not stopped: ${nameOf(error)}`);
    return state;
  }
}

/**
 * @param {Api} api
 * @param {Run} run
 * @param {State} state
 * @param {number} patience
 */
function isEarly(api, { plan }, { deadline }, patience) {
  return api.now() < deadline - plan.timeoutSeconds * 1_000 + patience;
}

/**
 * @param {Plan} plan
 * @param {string} [obstacle]
 */
function tooLate(plan, obstacle) {
  return `The task could not be started within ${timeOf(plan)}: ${obstacle}`;
}

/** @param {Run} run */
function notEnded({ plan }) {
  return `it had not ended within ${timeOf(plan)}`;
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
 * Whether an error may be gone a little later. Those without a fault come from the network: no service has answered.
 *
 * @param {any} error
 * @param {boolean} early
 */
function passes(error, early) {
  const { $fault, message } = error;
  return PASSING.includes(nameOf(error)) || $fault !== 'client' || (early && (DENIED.includes(nameOf(error)) || ROLE_TO_COME.test(message)));
}

module.exports = { look };
