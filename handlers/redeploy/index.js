'use strict';

/*
 * Deploys a service again because a secret or parameter has changed that its tasks read as they start.
 *
 * Secrets that change together start one deployment: each run waits, and then does nothing if a deployment has begun since its own change.
 * All tasks of such a deployment have started after the change, so that they have read it.
 */

/** @typedef {{ createdAt?: Date, rolloutState?: string }} Deployment */
/** @typedef {{ status?: string, deployments?: Deployment[] }} Service */
/** @typedef {{ cluster: string, service: string }} Config */
/**
 * What is used of ECS, and a clock.
 *
 * @typedef {object} Api
 * @property {(input: { cluster: string, services: string[] }) => Promise<{ services?: Service[] }>} describeServices
 * @property {(input: { cluster: string, service: string, forceNewDeployment: boolean }) => Promise<unknown>} updateService
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 * @property {() => number} random from 0 to 1, as Math.random
 */

// How long other changes are waited for.
const WAIT_MS = 60_000;
// Of changes at the same moment, one run is first, and the others see its deployment.
const SPREAD_MS = 30_000;
// Events tell the time in whole seconds: EventBridge, "Event structure".
const CLOCK_MS = 1_000;

/**
 * @param {Api} api
 * @param {Config} config
 * @param {Date} changedAt when the secret changed
 */
async function redeploy(api, { cluster, service }, changedAt) {
  await api.sleep(WAIT_MS + SPREAD_MS * api.random());
  const { services: [found] = [] } = await api.describeServices({ cluster, services: [service] });
  if (found?.status !== 'ACTIVE') {
    console.warn(`left alone: ${service} is not active`);
  } else if ((found.deployments ?? []).some((deployment) => beganAfter(deployment, changedAt))) {
    console.info(`nothing to do: ${service} has been deployed since ${changedAt.toISOString()}`);
  } else {
    await api.updateService({ cluster, service, forceNewDeployment: true });
    console.info(`started a deployment: ${service}, for the change at ${changedAt.toISOString()}`);
  }
}

/**
 * @param {Deployment} deployment
 * @param {Date} changedAt
 */
function beganAfter({ createdAt, rolloutState }, changedAt) {
  return createdAt !== undefined && rolloutState !== 'FAILED' && createdAt.getTime() >= changedAt.getTime() + CLOCK_MS;
}

/** @type {Api | undefined} */
let api;

/** @returns {Api} */
function elasticContainerService() {
  // Part of Lambda's Node.js runtime, and loaded here so that nothing else needs it.
  const { ECS } = require('@aws-sdk/client-ecs');
  const client = new ECS({ maxAttempts: 5 });
  return {
    describeServices: (input) => client.describeServices(input),
    updateService: (input) => client.updateService(input),
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
    random: Math.random,
  };
}

/**
 * Errors are thrown: Lambda logs them and runs the function again.
 *
 * @param {{ time: string }} event
 */
async function handler({ time }) {
  api ??= elasticContainerService();
  const { CLUSTER: cluster = '', SERVICE: service = '' } = process.env;
  await redeploy(api, { cluster, service }, new Date(time));
}

module.exports = { handler, redeploy };
