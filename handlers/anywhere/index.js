'use strict';

/*
 * Keeps machines outside AWS able to join a fleet, and tells which of them are lost.
 *
 * Nothing that is logged, thrown or answered holds the id or the code of an activation: whoever has both may register a machine.
 */

const { createHash } = require('crypto');
const { dropAll, renew: renewActivation, settle, validity } = require('./activation');
const { aws } = require('./aws');
const { dismiss } = require('./machines');
const { metricsLine } = require('./metrics');
const { callRoll } = require('./roll-call');

/** @typedef {import('./activation').Plan} Plan */
/** @typedef {import('./machines').Fleet} Fleet */
/** @typedef {ReturnType<typeof aws>} Api */
/**
 * A request of CloudFormation, and until when further runs go on with it.
 *
 * @typedef {object} Request
 * @property {'Create' | 'Update' | 'Delete'} RequestType
 * @property {string} RequestId
 * @property {string} ResponseURL signed: whoever has it may answer, so that it is never logged
 * @property {string} StackId
 * @property {string} LogicalResourceId
 * @property {string} [PhysicalResourceId]
 * @property {{ Activation: string, Machines: string }} ResourceProperties the first may hold texts of anybody, the second names of AWS alone
 * @property {number} [deadline]
 */
/** @typedef {{ id: string, time: string, activation: Plan }} Renewal */
/** @typedef {import('./activation').Validity} Validity */

// Before Lambda's own time is up: as long as AWS may be tried again, and a little more.
const RESERVE_MS = 180_000;
// CloudFormation waits for an hour.
const LONGEST_MS = 55 * 60_000;

/**
 * Deals with a request of CloudFormation once: answers it, or has the function go on with it.
 *
 * @param {Api} api
 * @param {Request} request
 * @param {number} milliseconds how long the run may take
 */
async function run(api, request, milliseconds) {
  const deadline = request.deadline ?? api.now() + LONGEST_MS;
  const { role } = JSON.parse(request.ResourceProperties.Machines);
  const { LogicalResourceId, PhysicalResourceId, RequestId, StackId } = request;
  const reply = { StackId, RequestId, LogicalResourceId };
  let answer;
  try {
    const isOver = await deal(api, request, Math.min(api.now() + milliseconds - RESERVE_MS, deadline));
    if (!isOver && api.now() < deadline) {
      await api.goOn({ ...request, deadline });
      return;
    }
    if (!isOver) throw new Error('There are still machines registered: delete the stack again, and the others follow');
    // Another role is another fleet: CloudFormation then deletes the one before.
    answer = { ...reply, Status: 'SUCCESS', PhysicalResourceId: role };
  } catch (error) {
    const Reason = messageOf(error);
    console.error(`${request.RequestType} failed: ${Reason}`);
    answer = { ...reply, Status: 'FAILED', Reason, PhysicalResourceId: PhysicalResourceId ?? role };
  }
  await api.respond(request.ResponseURL, JSON.stringify(answer));
}

/**
 * @param {Api} api
 * @param {Request} request
 * @param {number} runEnds
 * @returns {Promise<boolean>} whether the request is dealt with
 */
async function deal(api, request, runEnds) {
  if (request.RequestType !== 'Delete') {
    const plan = planOf(request);
    tellValidity(api, plan, await settle(api, plan, tokenOf(request.RequestId)));
    return true;
  }
  const { cluster, leave, role } = JSON.parse(request.ResourceProperties.Machines);
  // First, so that no machine comes after those that go.
  await dropAll(api, role);
  if (leave) return true;
  const isOver = await dismiss(api, { role, cluster }, runEnds);
  // A renewal that had begun may have made another one.
  if (isOver) await dropAll(api, role);
  return isOver;
}

/**
 * Looks after the activation by the clock. It fails where it cannot, so that Lambda tries again.
 *
 * @param {Api} api
 * @param {Renewal} event
 */
async function keepValid(api, { activation: plan, id, time }) {
  try {
    tellValidity(api, plan, await renewActivation(api, plan, tokenOf(id), Date.parse(time)));
  } catch (error) {
    console.error(`the activation of ${plan.role} is not renewed: ${messageOf(error)}`);
    // Where even this is not known, no number says so too.
    tellValidity(api, plan, await validity(api, plan));
    throw error;
  }
}

/**
 * @param {Api} api
 * @param {Fleet} fleet
 */
async function call(api, fleet) {
  const { lost, machines } = await callRoll(api, fleet);
  if (lost.length > 0) console.warn(`lost of ${fleet.role}: ${lost.join(', ')}`);
  api.write(metricsLine(fleet.role, api.now(), { Machines: machines, LostMachines: lost.length }));
}

/**
 * @param {Api} api
 * @param {Plan} plan
 * @param {Validity} validity
 */
function tellValidity(api, { role }, { ActivationHours, RegistrationsLeft }) {
  if (ActivationHours > 0 && RegistrationsLeft === 0) console.warn(`the activation of ${role} is used up: no machine can register until there is another`);
  api.write(metricsLine(role, api.now(), { ActivationHours, RegistrationsLeft }));
}

/**
 * @param {Request} request
 * @returns {Plan}
 */
function planOf({ ResourceProperties }) {
  try {
    return JSON.parse(ResourceProperties.Activation);
  } catch {
    // Texts that only the deployment knows are in it as they are.
    throw new Error('machineName and the values of machineTags take no quotes and no backslashes');
  }
}

/**
 * A client token for whatever comes once and may be delivered several times.
 *
 * @param {string} id
 */
function tokenOf(id) {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : 'Error';
}

/**
 * @param {Request | Renewal} event
 * @param {{ invokedFunctionArn: string, getRemainingTimeInMillis: () => number }} context
 */
async function activation(event, context) {
  const api = aws(context.invokedFunctionArn);
  if ('RequestType' in event) {
    await run(api, event, context.getRemainingTimeInMillis());
  } else {
    await keepValid(api, event);
  }
}

/**
 * @param {Fleet} fleet
 * @param {{ invokedFunctionArn: string }} context
 */
async function rollCall(fleet, context) {
  await call(aws(context.invokedFunctionArn), fleet);
}

module.exports = { activation, call, keepValid, rollCall, run };
