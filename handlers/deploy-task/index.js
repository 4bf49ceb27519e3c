'use strict';

/*
 * Runs an ECS task to its end for a deployment: as a custom resource of CloudFormation, which waits for it, and as a lifecycle hook of a
 * deployment that ECS makes.
 *
 * A run that comes twice, or goes on where another ran out of time, finds its task again by the token that it was started with.
 */

const { createHash } = require('crypto');
const { aws } = require('./aws');
const { look } = require('./look');
const { failure, success } = require('./outcome');

/** @typedef {import('./look').Plan} Plan */
/** @typedef {import('./look').State} State */
/** @typedef {import('./outcome').Outcome} Outcome */
/** @typedef {ReturnType<typeof aws>} Api */
/**
 * A request of CloudFormation, and what an earlier run of it has left.
 *
 * @typedef {object} Request
 * @property {'Create' | 'Update' | 'Delete'} RequestType
 * @property {string} RequestId
 * @property {string} ResponseURL signed: whoever has it may answer, so that it is never logged
 * @property {string} StackId
 * @property {string} LogicalResourceId
 * @property {string} [PhysicalResourceId]
 * @property {{ Plan: string }} ResourceProperties
 * @property {State} [state]
 */
/**
 * A deployment of ECS that waits, with what an earlier call has left in its details.
 *
 * @typedef {object} Waiting
 * @property {string} resourceArn of the deployment
 * @property {string} lifecycleStage
 * @property {{ Plan: string, StackId: string, State?: string }} hookDetails
 */

const MINUTE_MS = 60_000;
const POLL_MS = 10_000;
// Before Lambda's own time is up, for a last pause and the start of the next run.
const RESERVE_MS = 2 * MINUTE_MS;

/**
 * Deals with a request until it is over or the run's own time is.
 *
 * @param {Api} api
 * @param {Request} request
 * @param {number} runEnds when this run has to end, in milliseconds of the epoch
 * @returns {Promise<Outcome | Request>} how it went, or the request to go on with
 */
async function deal(api, request, runEnds) {
  const { PhysicalResourceId, RequestId, RequestType, ResourceProperties, StackId } = request;
  if (RequestType === 'Delete') return success('There is nothing to delete');
  if (PhysicalResourceId === recordOf(request)) return success('This has been run already');
  const plan = planOf(ResourceProperties);
  const run = { plan, stackId: StackId, token: RequestId, startedBy: `deploy-task/${RequestId}` };
  let state = request.state ?? freshState(api, plan);
  while (api.now() < runEnds) {
    const next = await look(api, run, state);
    if ('Status' in next) return next;
    state = next;
    await api.sleep(state.taskArn === undefined ? Math.min(POLL_MS * 2 ** state.attempt, MINUTE_MS) : POLL_MS);
  }
  return { ...request, state };
}

/**
 * Runs for a request once: answers it, or has the function go on with it.
 *
 * @param {Api} api
 * @param {Request} request
 * @param {number} milliseconds how long the run may take
 */
async function run(api, request, milliseconds) {
  let result;
  try {
    result = await deal(api, request, api.now() + milliseconds - RESERVE_MS);
  } catch (error) {
    result = failure(textOf(error));
  }
  if (!('Status' in result)) {
    await api.goOn(result);
    return;
  }
  tell(result);
  await api.respond(request.ResponseURL, answer(request, result));
}

/**
 * @param {Request} request
 * @param {Outcome} outcome
 */
function answer(request, { Reason, Status }) {
  const { LogicalResourceId, PhysicalResourceId, RequestId, RequestType, StackId } = request;
  const ran = Status === 'SUCCESS' && RequestType !== 'Delete';
  return JSON.stringify({
    Status,
    Reason,
    PhysicalResourceId: ran ? recordOf(request) : PhysicalResourceId ?? LogicalResourceId,
    StackId,
    RequestId,
    LogicalResourceId,
  });
}

/**
 * What has been run is what the resource is: another task, or other inputs, make another resource, and nothing else does.
 *
 * @param {Request} request
 */
function recordOf({ LogicalResourceId, ResourceProperties }) {
  const { inputs, run: { overrides, taskDefinition } } = planOf(ResourceProperties);
  return `${LogicalResourceId}-${digest([taskDefinition, overrides, inputs])}`;
}

/**
 * Answers a deployment of ECS, which asks again as long as it is told to wait.
 *
 * @param {Api} api
 * @param {Waiting} waiting
 */
async function hook(api, { hookDetails, lifecycleStage, resourceArn }) {
  const plan = planOf(hookDetails);
  const deployment = resourceArn.slice(resourceArn.lastIndexOf('/') + 1);
  // One task for each deployment and construct, however often ECS asks.
  const token = digest([resourceArn, plan.id]);
  const state = hookDetails.State === undefined ? freshState(api, plan) : JSON.parse(hookDetails.State);
  try {
    const next = await look(api, { plan, stackId: hookDetails.StackId, token, startedBy: `deploy-task/${deployment}/${plan.id}` }, state);
    if ('Status' in next) {
      tell({ ...next, Reason: `${lifecycleStage} of ${deployment}: ${next.Reason}` });
      return { hookStatus: next.Status === 'SUCCESS' ? 'SUCCEEDED' : 'FAILED' };
    }
    return { hookStatus: 'IN_PROGRESS', callBackDelay: POLL_MS / 1_000, hookDetails: { ...hookDetails, State: JSON.stringify(next) } };
  } catch (error) {
    tell(failure(`${lifecycleStage} of ${deployment}: ${textOf(error)}`));
    return { hookStatus: 'FAILED' };
  }
}

/**
 * @param {{ Plan: string }} properties
 * @returns {Plan}
 */
function planOf({ Plan: text }) {
  return JSON.parse(text);
}

/**
 * @param {Api} api
 * @param {Plan} plan
 * @returns {State}
 */
function freshState(api, { timeoutSeconds }) {
  return { deadline: api.now() + timeoutSeconds * 1_000, attempt: 0 };
}

/** @param {unknown[]} values */
function digest(values) {
  // As many as a client token of ECS has room for, with the number of the attempt.
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32);
}

/** @param {unknown} error */
function textOf(error) {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 1_000) : String(error);
}

/** @param {Outcome} outcome */
function tell({ Reason, Status }) {
  console[Status === 'SUCCESS' ? 'info' : 'error'](`${Status}: ${Reason}`);
}

/**
 * @param {Request | Waiting} event
 * @param {{ invokedFunctionArn: string, getRemainingTimeInMillis: () => number }} context
 */
async function handler(event, context) {
  const api = aws(context.invokedFunctionArn);
  if (!('RequestType' in event)) return hook(api, event);
  return run(api, event, context.getRemainingTimeInMillis());
}

module.exports = { handler, hook, run };
