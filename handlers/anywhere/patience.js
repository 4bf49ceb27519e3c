'use strict';

/**
 * A clock.
 *
 * @typedef {object} Clock
 * @property {() => number} now
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 */
/**
 * A call of AWS.
 *
 * @template T
 * @typedef {object} Call
 * @property {string} name of the action, for whoever reads of its failure
 * @property {() => Promise<T>} run
 * @property {boolean} [mayBeEarly] roles and policies that have just been made may not be known yet
 * @property {boolean} [tellsSecrets] what is sent is secret, or half of a secret: a message may quote it
 */

// IAM User Guide, "Changes that I make are not always immediately visible".
const PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
// Systems Manager API reference, DeleteActivation: TooManyUpdates.
const PASSING = ['ThrottlingException', 'Throttling', 'TooManyUpdates', 'TooManyRequestsException', 'RequestLimitExceeded', 'InternalServerError', 'TimeoutError'];
const DENIED = ['AccessDeniedException', 'AccessDenied'];
// What CreateActivation says of a role that has just been made; Terraform's aws_ssm_activation waits for the same.
const ROLE_TO_COME = /non-?existent role|not existing role|missing ssm service principal/i;

/** Why AWS did not do something, in words that hold no secret. */
class Failure extends Error {
  /**
   * @param {string} name of the action
   * @param {any} error
   * @param {boolean} tellsSecrets
   */
  constructor(name, error, tellsSecrets) {
    const code = typeof error?.name === 'string' ? error.name : 'Error';
    const refused = error?.$fault === 'client';
    // Nothing else of the error: it may hold the request, and one of parsing quotes the answer.
    super(`${name} failed: ${code}${refused && !tellsSecrets ? `: ${error.message}` : ''}`.slice(0, 1_000));
    this.code = code;
    /** AWS has answered that it was not done. */
    this.refused = refused;
  }
}

/**
 * Calls AWS until it answers, or two minutes have gone by.
 *
 * @template T
 * @param {Clock} clock
 * @param {Call<T>} call
 * @returns {Promise<T>}
 */
async function patiently(clock, { mayBeEarly = false, name, run, tellsSecrets = false }) {
  const end = clock.now() + PATIENCE_MS;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!passes(error, mayBeEarly) || clock.now() >= end) throw new Failure(name, error, tellsSecrets);
    }
    // Apart from each other, where many were turned away together.
    await clock.sleep(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (1 + Math.random()) / 2);
  }
}

/**
 * Errors without a fault come from the network: no service has answered.
 *
 * @param {any} error
 * @param {boolean} mayBeEarly
 */
function passes(error, mayBeEarly) {
  const { $fault, message, name } = error;
  return PASSING.includes(name) || $fault !== 'client' || (mayBeEarly && (DENIED.includes(name) || ROLE_TO_COME.test(message)));
}

/**
 * The same for what is listed in pages.
 *
 * @template T
 * @param {Clock} clock
 * @param {Omit<Call<T>, 'run'>} call
 * @param {(token?: string) => Promise<{ items?: T[], next?: string }>} read
 * @returns {Promise<T[]>}
 */
async function pagesOf(clock, call, read) {
  /** @type {T[]} */
  const all = [];
  /** @type {string | undefined} */
  let token;
  do {
    const { items = [], next } = await patiently(clock, { ...call, run: () => read(token) });
    all.push(...items);
    token = next;
  } while (token);
  return all;
}

/**
 * What was to be taken away may be gone already.
 *
 * @param {Promise<unknown>} call
 * @param {(failure: any) => boolean} isGone
 */
async function unlessGone(call, isGone) {
  try {
    await call;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

module.exports = { Failure, pagesOf, patiently, unlessGone };
