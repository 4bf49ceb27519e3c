'use strict';

/*
 * Ships the task of an ECS service through CodeDeploy, as a custom resource of CloudFormation: it starts a deployment where the service
 * runs something else, waits until the deployment ends, and fails with it.
 *
 * It looks at what is there. A deployment carries the id of the request that it was started for, so that a run that comes twice, or goes on
 * where another ran out of time, finds it again instead of starting a second one.
 */

const { createHash } = require('crypto');
const { aws } = require('./aws');
const { runs, wantedOf } = require('./task-set');

/** @typedef {import('./task-set').TaskSet} TaskSet */
/** @typedef {{ Cluster: string, Service: string, Application: string, DeploymentGroup: string, AppSpec: string }} Target */
/**
 * A request of CloudFormation, and what an earlier run of it has left: `deadline` and `deploymentId`.
 *
 * @typedef {object} Request
 * @property {'Create' | 'Update' | 'Delete'} RequestType
 * @property {string} RequestId
 * @property {string} ResponseURL signed: whoever has it may answer, so that it is never logged
 * @property {string} StackId
 * @property {string} LogicalResourceId
 * @property {string} [PhysicalResourceId]
 * @property {Target} ResourceProperties
 * @property {number} [deadline] in milliseconds of the epoch
 * @property {string} [deploymentId]
 */
/** @typedef {{ deploymentId?: string, status?: string, creator?: string, description?: string, errorInformation?: { code?: string, message?: string } }} Deployment */
/** @typedef {{ Status: 'SUCCESS' | 'FAILED', Reason: string }} Outcome */
/**
 * What is used of AWS, and a clock.
 *
 * @typedef {object} Api
 * @property {(input: { cluster: string, services: string[] }) => Promise<{ services?: { taskSets?: TaskSet[] }[] }>} describeServices
 * @property {(input: object) => Promise<{ deployments?: string[] }>} listDeployments
 * @property {(input: { deploymentIds: string[] }) => Promise<{ deploymentsInfo?: Deployment[] }>} batchGetDeployments
 * @property {(input: object) => Promise<{ deploymentId?: string }>} createDeployment
 * @property {(input: { deploymentId: string, autoRollbackEnabled: boolean }) => Promise<unknown>} stopDeployment
 * @property {(url: string, body: string) => Promise<unknown>} respond
 * @property {(request: Request) => Promise<unknown>} goOn starts the function again with this request
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 * @property {() => number} now
 */

const MINUTE_MS = 60_000;
// CloudFormation reference, AWS::CloudFormation::CustomResource ServiceTimeout: an hour, less what it takes to stop and to answer.
const LONGEST_MS = 57 * MINUTE_MS;
const POLL_MS = 15_000;
// Before Lambda's own time is up, for a last look and the start of the next run.
const RESERVE_MS = MINUTE_MS;
// IAM User Guide, "Changes that I make are not always immediately visible", and the first task set of a new service.
const PATIENCE_MS = 2 * MINUTE_MS;
// CodeDeploy API reference, BatchGetDeployments.
const MOST_DEPLOYMENTS = 25;
// CloudFormation takes 4096 bytes of a response, of which the ids need some.
const LONGEST_REASON = 1_000;
const ENDED = ['Succeeded', 'Failed', 'Stopped'];
// Some of them pass also where the client has given up on trying again.
const PASSING = ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'ServerException', 'ServiceUnavailableException', 'TimeoutError', 'InternalFailure'];
const EARLY = ['AccessDeniedException', 'NotYetThere'];
const GONE = ['ApplicationDoesNotExistException', 'DeploymentGroupDoesNotExistException'];

/**
 * Deals with a request until it is over or the run's own time is.
 *
 * @param {Api} api
 * @param {Request} request
 * @param {number} runEnds when this run has to end, in milliseconds of the epoch
 * @returns {Promise<Outcome | Request>} how it went, or the request to go on with
 */
async function deal(api, request, runEnds) {
  const deadline = request.deadline ?? api.now() + LONGEST_MS;
  const step = request.RequestType === 'Delete' ? end : ship;
  let state = { ...request, deadline };
  while (api.now() < runEnds) {
    try {
      const next = await step(api, state);
      if ('Status' in next) return next;
      state = next;
    } catch (error) {
      if (!passes(error, api.now() < deadline - LONGEST_MS + PATIENCE_MS)) throw error;
      console.warn(`trying again after ${nameOf(error)}`);
    }
    if (api.now() >= deadline) return late(api, state);
    await api.sleep(POLL_MS);
  }
  return state;
}

/**
 * One look at a service that is to run something, and what follows from it.
 *
 * @param {Api} api
 * @param {Request & { deadline: number }} request
 * @returns {Promise<Outcome | (Request & { deadline: number })>}
 */
async function ship(api, request) {
  const { Cluster: cluster, Service: service, AppSpec: content } = request.ResourceProperties;
  const deployments = await recentDeployments(api, request);
  const own = deployments.find((deployment) => isOf(deployment, request));
  if (own && !inProgress(own)) return outcomeOf(own);
  const busy = own ?? deployments.find(inProgress);
  if (busy) {
    if (busy.deploymentId !== request.deploymentId) console.info(`waits for ${busy.deploymentId}: ${busy.status}`);
    return { ...request, deploymentId: busy.deploymentId };
  }

  const { services: [found] = [] } = await api.describeServices({ cluster, services: [service] });
  const primary = found?.taskSets?.find(({ status }) => status === 'PRIMARY');
  if (primary === undefined) throw named('NotYetThere', `The service ${service} has no primary task set`);
  const wanted = wantedOf(content);
  if (runs(primary, wanted)) return success(`The service runs ${wanted.TaskDefinition} already`);
  return { ...request, deploymentId: await start(api, request) };
}

/**
 * One look at a service that is to be deployed no more.
 *
 * @param {Api} api
 * @param {Request & { deadline: number }} request
 * @returns {Promise<Outcome | (Request & { deadline: number })>}
 */
async function end(api, request) {
  const busy = (await recentDeployments(api, request, { inProgressOnly: true })).find(inProgress);
  if (busy?.deploymentId === undefined) return success('No deployment is in progress');
  if (busy.deploymentId === request.deploymentId) return request;
  // Without a way back: what it would go back to is deleted too.
  await stop(api, busy.deploymentId, false);
  return { ...request, deploymentId: busy.deploymentId };
}

/**
 * The deployments that may matter to a request: its own, and whatever is in progress.
 *
 * @param {Api} api
 * @param {Request & { deadline: number }} request
 * @param {{ inProgressOnly?: boolean }} [options]
 * @returns {Promise<Deployment[]>}
 */
async function recentDeployments(api, { deadline, ResourceProperties: { Application, DeploymentGroup }, RequestType, deploymentId }, { inProgressOnly = false } = {}) {
  const group = { applicationName: Application, deploymentGroupName: DeploymentGroup };
  try {
    // The first minutes are for a request that comes a second time, and for clocks that differ.
    const start = new Date(deadline - LONGEST_MS - 10 * MINUTE_MS);
    const lists = await Promise.all([
      api.listDeployments({ ...group, includeOnlyStatuses: ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'] }),
      ...(inProgressOnly ? [] : [api.listDeployments({ ...group, createTimeRange: { start } })]),
    ]);
    const listed = lists.flatMap(({ deployments = [] }) => deployments);
    // Lists are behind at times; what was seen once is asked for by its id.
    const deploymentIds = [...new Set([...(deploymentId ? [deploymentId] : []), ...listed])].slice(0, MOST_DEPLOYMENTS);
    if (deploymentIds.length === 0) return [];
    const { deploymentsInfo = [] } = await api.batchGetDeployments({ deploymentIds });
    return deploymentsInfo;
  } catch (error) {
    if (RequestType === 'Delete' && GONE.includes(nameOf(error))) return [];
    throw error;
  }
}

/**
 * @param {Api} api
 * @param {Request} request
 * @returns {Promise<string | undefined>} the deployment, or nothing where another one came first
 */
async function start(api, request) {
  const { Application, DeploymentGroup, AppSpec: content } = request.ResourceProperties;
  try {
    const { deploymentId } = await api.createDeployment({
      applicationName: Application,
      deploymentGroupName: DeploymentGroup,
      description: markOf(request),
      revision: {
        revisionType: 'AppSpecContent',
        appSpecContent: { content, sha256: createHash('sha256').update(content).digest('hex') },
      },
    });
    console.info(`started ${deploymentId}: ${wantedOf(content).TaskDefinition}`);
    return deploymentId;
  } catch (error) {
    // A group has one deployment at a time: the other is looked at next.
    if (nameOf(error) === 'DeploymentLimitExceededException') return undefined;
    throw error;
  }
}

/**
 * @param {Api} api
 * @param {string} deploymentId
 * @param {boolean} autoRollbackEnabled
 */
async function stop(api, deploymentId, autoRollbackEnabled) {
  console.info(`stops ${deploymentId}`);
  try {
    await api.stopDeployment({ deploymentId, autoRollbackEnabled });
  } catch (error) {
    if (nameOf(error) !== 'DeploymentAlreadyCompletedException') throw error;
  }
}

/**
 * CloudFormation is about to give up: its stack goes back, and so does a deployment that this request has started.
 *
 * @param {Api} api
 * @param {Request & { deadline: number }} request
 * @returns {Promise<Outcome>}
 */
async function late(api, request) {
  const minutes = LONGEST_MS / MINUTE_MS;
  const { deploymentId } = request;
  if (deploymentId === undefined) return failure(`Nothing could be deployed within ${minutes} minutes`);
  const { deploymentsInfo: [deployment = {}] = [] } = await api.batchGetDeployments({ deploymentIds: [deploymentId] });
  const own = isOf(deployment, request);
  if (own && !inProgress(deployment)) return outcomeOf(deployment);
  const said = `The deployment ${deploymentId} was still ${deployment.status} after ${minutes} minutes, and CloudFormation waits for an hour at the most`;
  if (!own) return failure(`${said}; it was started elsewhere: wait for it or stop it, and deploy again`);
  await stop(api, deploymentId, true);
  return failure(`${said}; it has been stopped and is rolled back: shorten its waits, or see in CodeDeploy what it waited for`);
}

/**
 * What a deployment is recognised by.
 *
 * @param {Request} request
 */
function markOf({ LogicalResourceId, RequestId }) {
  return `CloudFormation request ${RequestId} of ${LogicalResourceId}`;
}

/**
 * @param {Deployment} deployment
 * @param {Request} request
 */
function isOf({ creator, description }, request) {
  return creator !== 'codeDeployRollback' && description === markOf(request);
}

/** @param {Deployment} deployment */
function inProgress({ status }) {
  return !ENDED.includes(status ?? '');
}

/**
 * @param {Deployment} deployment
 * @returns {Outcome}
 */
function outcomeOf({ deploymentId, errorInformation, status }) {
  if (status === 'Succeeded') return success(`The deployment ${deploymentId} succeeded`);
  const why = errorInformation ? `${errorInformation.code}: ${errorInformation.message}` : 'CodeDeploy says no reason';
  return failure(`The deployment ${deploymentId} ended as ${status}. ${why}`);
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

/**
 * @param {string} name
 * @param {string} message
 */
function named(name, message) {
  return Object.assign(new Error(message), { name });
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function nameOf(error) {
  return error instanceof Error ? error.name : 'Error';
}

/**
 * @param {unknown} error
 * @param {boolean} early
 */
function passes(error, early) {
  return PASSING.includes(nameOf(error)) || (early && EARLY.includes(nameOf(error)));
}

/**
 * @param {Request} request
 * @param {Outcome} outcome
 */
function answer({ LogicalResourceId, PhysicalResourceId, RequestId, RequestType, ResourceProperties, StackId }, { Reason, Status }) {
  const { Application, DeploymentGroup } = ResourceProperties;
  return JSON.stringify({
    Status,
    Reason: Reason.slice(0, LONGEST_REASON),
    // Of the deployment group: a service that is replaced keeps its resource, which CloudFormation then does not delete.
    PhysicalResourceId: RequestType === 'Delete' ? PhysicalResourceId : `${Application}/${DeploymentGroup}`,
    StackId,
    RequestId,
    LogicalResourceId,
  });
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
    result = failure(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
  if (!('Status' in result)) {
    await api.goOn(result);
    return;
  }
  console.info(`${result.Status}: ${result.Reason}`);
  await api.respond(request.ResponseURL, answer(request, result));
}

/**
 * @param {Request} request
 * @param {{ invokedFunctionArn: string, getRemainingTimeInMillis: () => number }} context
 */
async function handler(request, context) {
  await run(aws(context.invokedFunctionArn), request, context.getRemainingTimeInMillis());
}

module.exports = { handler, run, runs };
