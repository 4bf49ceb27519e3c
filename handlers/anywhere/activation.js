'use strict';

/*
 * Keeps one activation of Systems Manager for the machines of a fleet, and its id and code in a secret, which nobody here reads.
 *
 * The version of the secret has the token of the request that it was made for as its id, and so has the description of the activation.
 * Secrets Manager takes one value for a token: of runs for the same request, the first one wins. A version that was current once never is
 * again, so that its activation can go; what has no version may belong to a run that is still going on.
 */

const { createHash } = require('crypto');
const { pagesOf, patiently, unlessGone } = require('./patience');

/** @typedef {import('./patience').Clock} Clock */
/**
 * What an activation is made of, as the template says it.
 *
 * @typedef {object} Plan
 * @property {string} role name of the role that machines get
 * @property {string} secret
 * @property {number | string} registrationLimit EventBridge makes a text of a number that only the deployment knows
 * @property {number} validHours
 * @property {number} renewBelowHours
 * @property {string} [machineName]
 * @property {Record<string, string>} tags
 */
/**
 * @typedef {object} Activation
 * @property {string} [ActivationId]
 * @property {string} [Description]
 * @property {string} [IamRole]
 * @property {boolean} [Expired]
 * @property {Date} [ExpirationDate]
 * @property {Date} [CreatedDate]
 * @property {number} [RegistrationLimit]
 * @property {number} [RegistrationsCount]
 */
/** @typedef {{ ActivationHours: number, RegistrationsLeft: number }} Validity for how long machines can register, and how many */
/** @typedef {{ VersionId?: string, VersionStages?: string[] }} Version */
/**
 * What is used of Systems Manager and Secrets Manager.
 *
 * @typedef {Clock & {
 *   createActivation: (input: any) => Promise<{ ActivationId?: string, ActivationCode?: string }>,
 *   deleteActivation: (input: { ActivationId: string }) => Promise<unknown>,
 *   describeActivations: (input: any) => Promise<{ ActivationList?: Activation[], NextToken?: string }>,
 *   putSecretValue: (input: { SecretId: string, ClientRequestToken: string, SecretString: string }) => Promise<unknown>,
 *   listSecretVersionIds: (input: any) => Promise<{ Versions?: Version[], NextToken?: string }>,
 * }} Api
 */

const HOUR_MS = 3_600_000;
const PAGE = 50;
// Systems Manager takes 30 days from its own clock on, and no more.
const CLOCKS_DIFFER_MS = 60_000;
// Longer than any run of Lambda: who has made an activation by then has put it into the secret, or never will.
const RUNS_END_WITHIN_MS = 20 * 60_000;
// Marks the activations that are made here. 256 characters are taken.
const MARK = /^EcsAnywhereFleet ([0-9a-f]{32}) ([0-9a-f]{16})$/;
// Systems Manager API reference, DeleteActivation.
const GONE = ['InvalidActivation', 'InvalidActivationId'];
const TAKEN = 'ResourceExistsException';
const CURRENT = 'AWSCURRENT';

/**
 * Sees to it that the secret holds the activation that is planned.
 *
 * @param {Api} api
 * @param {Plan} plan
 * @param {string} token
 * @returns {Promise<Validity>}
 */
async function settle(api, plan, token) {
  return keepOrRenew(api, plan, token, (activation) => !activation.Expired && isAsPlanned(activation, plan));
}

/**
 * Sees to it that the activation in the secret stays valid for long enough.
 *
 * One that is used up is kept: its limit would be none.
 *
 * @param {Api} api
 * @param {Plan} plan
 * @param {string} token
 * @param {number} asked when; what was made later may have come of a newer plan
 * @returns {Promise<Validity>}
 */
async function renew(api, plan, token, asked) {
  return keepOrRenew(api, plan, token, (activation) => !activation.Expired && (
    (activation.CreatedDate?.getTime() ?? 0) > asked || (hoursLeft(api, activation) >= plan.renewBelowHours && isAsPlanned(activation, plan))
  ));
}

/**
 * What machines can register with what is in the secret; none where there is nothing.
 *
 * @param {Api} api
 * @param {Plan} plan
 */
async function validity(api, plan) {
  return validityOf(api, (await look(api, plan)).current);
}

/**
 * @param {Api} api
 * @param {Plan} plan
 * @param {string} token
 * @param {(current: Activation) => boolean} isGood
 */
async function keepOrRenew(api, plan, token, isGood) {
  const { current, versions } = await look(api, plan);
  // A request that has been dealt with is not dealt with again, whatever came after it.
  const isDone = has(versions, token) || (current !== undefined && isGood(current));
  const made = isDone ? undefined : await make(api, plan, token);
  await tidy(api, plan, made && { own: made, before: current });
  return made ? validityOf(api, made) : validity(api, plan);
}

/**
 * @param {Api} api
 * @param {Plan} plan
 */
async function look(api, { role, secret }) {
  const versions = await versionsOf(api, secret);
  const activations = await activationsOf(api, role);
  const token = currentIn(versions);
  return { activations, versions, current: activations.find((activation) => token !== undefined && tokenOf(activation) === token) };
}

/**
 * A new activation, in the secret; nothing where another run for the same request was first.
 *
 * @param {Api} api
 * @param {Plan} plan
 * @param {string} token
 * @returns {Promise<Activation | undefined>}
 */
async function make(api, plan, token) {
  const { machineName, registrationLimit, role, secret, tags, validHours } = plan;
  const ExpirationDate = new Date(Math.floor((api.now() + validHours * HOUR_MS - CLOCKS_DIFFER_MS) / 1_000) * 1_000);
  const Description = `EcsAnywhereFleet ${token} ${digestOf(plan)}`;
  const { ActivationCode: activationCode, ActivationId: activationId } = await patiently(api, {
    name: 'CreateActivation',
    mayBeEarly: true,
    run: () => api.createActivation({
      IamRole: role,
      RegistrationLimit: Number(registrationLimit),
      ExpirationDate,
      Description,
      DefaultInstanceName: machineName,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  });
  if (!activationId || !activationCode) throw new Error('CreateActivation gave no activation');
  const SecretString = JSON.stringify({ activationId, activationCode, expires: ExpirationDate.toISOString() });
  try {
    await patiently(api, {
      name: 'PutSecretValue',
      mayBeEarly: true,
      tellsSecrets: true,
      run: () => api.putSecretValue({ SecretId: secret, ClientRequestToken: token, SecretString }),
    });
  } catch (error) {
    const { code, refused } = /** @type {import('./patience').Failure} */ (error);
    // Where nobody answered, it may be in the secret after all.
    if (refused) await takeBack(api, { ActivationId: activationId });
    if (code !== TAKEN) throw error;
    console.info('another run for the same request was first');
    return undefined;
  }
  console.info(`a new activation is in the secret, valid until ${ExpirationDate.toISOString()}`);
  return { ActivationId: activationId, Description, ExpirationDate, RegistrationLimit: Number(registrationLimit) };
}

/**
 * Deletes what the secret had before, and what a run left that did not come to its end. What was made by hand is left alone.
 *
 * @param {Api} api
 * @param {Plan} plan
 * @param {{ own: Activation, before?: Activation }} [change] what this run has put into the secret, and what it found there
 */
async function tidy(api, plan, { own, before } = {}) {
  try {
    const { activations, versions } = await look(api, plan);
    const current = currentIn(versions);
    const isOver = (/** @type {Activation} */ activation) => {
      const token = tokenOf(activation);
      if (token === undefined || activation.ActivationId === own?.ActivationId) return false;
      // Of several for one token, the secret has the one of the run that was first.
      if (token === current) return own !== undefined && tokenOf(own) === current;
      // What is listed may be late: another run may just have put it there.
      return activation.ActivationId === before?.ActivationId || (activation.CreatedDate?.getTime() ?? Infinity) < api.now() - RUNS_END_WITHIN_MS;
    };
    for (const activation of activations.filter(isOver)) await drop(api, activation);
  } catch (error) {
    // The next look at the activation does it: this is no reason to go back to the old one.
    console.warn(`not everything is tidied up: ${messageOf(error)}`);
  }
}

/**
 * Deletes all activations of a role, whoever has made them.
 *
 * @param {Api} api
 * @param {string} role
 */
async function dropAll(api, role) {
  const activations = await activationsOf(api, role);
  for (const activation of activations) await drop(api, activation);
  console.info(`deleted ${activations.length} activations`);
}

/**
 * @param {Api} api
 * @param {Activation} activation
 */
async function drop(api, { ActivationId = '' }) {
  const call = { name: 'DeleteActivation', tellsSecrets: true, run: () => api.deleteActivation({ ActivationId }) };
  await unlessGone(patiently(api, call), ({ code }) => GONE.includes(code));
}

/**
 * @param {Api} api
 * @param {Activation} activation
 */
async function takeBack(api, activation) {
  try {
    await drop(api, activation);
  } catch (error) {
    console.warn(`an activation is left that nobody has the code of: ${messageOf(error)}`);
  }
}

/**
 * @param {Api} api
 * @param {string} role
 */
async function activationsOf(api, role) {
  return pagesOf(api, { name: 'DescribeActivations', mayBeEarly: true }, async (NextToken) => {
    const page = await api.describeActivations({ Filters: [{ FilterKey: 'IamRole', FilterValues: [role] }], MaxResults: PAGE, NextToken });
    return { items: page.ActivationList?.filter(({ IamRole }) => IamRole === role), next: page.NextToken };
  });
}

/**
 * @param {Api} api
 * @param {string} secret
 */
async function versionsOf(api, secret) {
  return pagesOf(api, { name: 'ListSecretVersionIds', mayBeEarly: true }, async (NextToken) => {
    const page = await api.listSecretVersionIds({ SecretId: secret, IncludeDeprecated: true, NextToken });
    return { items: page.Versions, next: page.NextToken };
  });
}

/**
 * @param {Version[]} versions
 * @param {string} token
 */
function has(versions, token) {
  return versions.some(({ VersionId }) => VersionId === token);
}

/** @param {Version[]} versions */
function currentIn(versions) {
  return versions.find(({ VersionStages = [] }) => VersionStages.includes(CURRENT))?.VersionId;
}

/** @param {Activation} activation */
function tokenOf({ Description = '' }) {
  return MARK.exec(Description)?.[1];
}

/**
 * @param {Activation} activation
 * @param {Plan} plan
 */
function isAsPlanned({ Description = '' }, plan) {
  return MARK.exec(Description)?.[2] === digestOf(plan);
}

/**
 * @param {Clock} clock
 * @param {Activation} [activation]
 * @returns {Validity}
 */
function validityOf(clock, activation) {
  const { RegistrationLimit = 0, RegistrationsCount = 0 } = activation ?? {};
  return { ActivationHours: hoursLeft(clock, activation), RegistrationsLeft: Math.max(0, RegistrationLimit - RegistrationsCount) };
}

/**
 * @param {Clock} clock
 * @param {Activation} [activation]
 */
function hoursLeft(clock, activation) {
  const end = activation?.Expired ? 0 : activation?.ExpirationDate?.getTime() ?? 0;
  return Math.max(0, (end - clock.now()) / HOUR_MS);
}

/**
 * What an activation is made of, in short.
 *
 * @param {Plan} plan
 */
function digestOf({ machineName, registrationLimit, role, tags, validHours }) {
  const parts = [role, Number(registrationLimit), validHours, machineName, Object.entries(tags).sort()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** @param {unknown} error */
function messageOf(error) {
  return /** @type {Error} */ (error).message;
}

module.exports = { dropAll, renew, settle, validity };
