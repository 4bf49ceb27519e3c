'use strict';

/*
 * Tells CloudFormation how a listener rule, or the listener of a network load balancer, shares requests out now between two target groups,
 * so that an update of it writes what is already there. ECS and CodeDeploy change these weights with each deployment, and the template cannot know them.
 *
 * It reads, and changes nothing. Where it cannot read it fails, and the update with it: weights that are a guess could lead nowhere.
 */

/** @typedef {{ TargetGroupArn?: string, Weight?: number }} WeightedGroup */
/** @typedef {{ Type?: string, TargetGroupArn?: string, ForwardConfig?: { TargetGroups?: WeightedGroup[] } }} Action */
/** @typedef {{ Priority?: string, Actions?: Action[] }} Rule */
/** @typedef {{ Port?: number, DefaultActions?: Action[] }} Listener */
/** @typedef {{ TargetHealthDescriptions?: { TargetHealth?: { State?: string, Reason?: string } }[] }} TargetHealth */
/**
 * Where the weights are, or were: in a rule of a listener, or in a listener of a network load balancer.
 *
 * @typedef {{ TargetGroupArns: string[], ListenerArn?: string, Priority?: string, LoadBalancerArn?: string, Port?: string }} Place
 */
/** @typedef {{ Primary: number, Alternate: number }} Live */
/**
 * What is used of Elastic Load Balancing.
 *
 * @typedef {object} Api
 * @property {(input: { TargetGroupArn: string }) => Promise<TargetHealth>} describeTargetHealth
 * @property {(input: { ListenerArn: string, Marker?: string }) => Promise<{ Rules?: Rule[], NextMarker?: string }>} describeRules
 * @property {(input: { LoadBalancerArn: string, Marker?: string }) => Promise<{ Listeners?: Listener[], NextMarker?: string }>} describeListeners
 */
/**
 * What CloudFormation sends to a custom resource.
 *
 * @typedef {object} Event
 * @property {'Create' | 'Update' | 'Delete'} RequestType
 * @property {string} ResponseURL
 * @property {string} StackId
 * @property {string} RequestId
 * @property {string} LogicalResourceId
 * @property {string} [PhysicalResourceId]
 * @property {Place} ResourceProperties
 * @property {Place} [OldResourceProperties]
 */

// What a rule gives to the target group that takes all requests.
const ALL = 100;
// Elastic Load Balancing API reference, TargetHealth: a target on its way out takes no new requests, nor does one that has stopped.
const LEAVING = ['draining', 'unused'];
// The same: a target that would take requests, if a rule led to it.
const IDLE = 'Target.NotInUse';
const GONE = ['ListenerNotFoundException', 'LoadBalancerNotFoundException'];

/**
 * The weights as they are, or as they have to be where there is no rule yet.
 *
 * @param {Api} api
 * @param {Place} place
 * @param {Place} [before] where the rule was before this update
 * @returns {Promise<Live>}
 */
async function liveWeights(api, place, before) {
  const [found, targets] = await Promise.all([weightsInUse(api, place, before), countTargets(api, place.TargetGroupArns)]);
  const weights = leadsToNobody(found, targets) ? undefined : found;
  const [own, other] = weights ?? (targets[0] === 0 && targets[1] > 0 ? [0, ALL] : [ALL, 0]);
  return { Primary: own, Alternate: other };
}

/**
 * @param {Api} api
 * @param {Place} place
 * @param {Place} [before]
 * @returns {Promise<number[] | undefined>}
 */
async function weightsInUse(api, place, before) {
  for (const where of before ? [before, place] : [place]) {
    for (const actions of await actionsAt(api, where)) {
      const weights = weightsIn(actions, place.TargetGroupArns);
      if (weights !== undefined) return weights;
    }
  }
  return undefined;
}

/**
 * @param {Api} api
 * @param {Place} place
 * @returns {Promise<Action[][]>}
 */
async function actionsAt(api, { ListenerArn, LoadBalancerArn, Port, Priority }) {
  if (ListenerArn !== undefined) {
    const rules = await pagesOf(async (Marker) => {
      const { Rules, NextMarker } = await api.describeRules({ ListenerArn, Marker });
      return { items: Rules, NextMarker };
    });
    return rules.filter((rule) => rule.Priority === Priority).map(({ Actions = [] }) => Actions);
  }
  if (LoadBalancerArn !== undefined) {
    const listeners = await pagesOf(async (Marker) => {
      const { Listeners, NextMarker } = await api.describeListeners({ LoadBalancerArn, Marker });
      return { items: Listeners, NextMarker };
    });
    return listeners.filter((listener) => `${listener.Port}` === Port).map(({ DefaultActions = [] }) => DefaultActions);
  }
  return [];
}

/**
 * A listener or a load balancer that is gone has nothing.
 *
 * @template T
 * @param {(Marker?: string) => Promise<{ items?: T[], NextMarker?: string }>} read
 * @returns {Promise<T[]>}
 */
async function pagesOf(read) {
  /** @type {T[]} */
  const all = [];
  try {
    /** @type {string | undefined} */
    let marker;
    do {
      const { items = [], NextMarker } = await read(marker);
      all.push(...items);
      marker = NextMarker;
    } while (marker !== undefined);
  } catch (error) {
    if (!GONE.includes(/** @type {Error} */ (error).name)) throw error;
  }
  return all;
}

/**
 * @param {Action[]} actions
 * @param {string[]} arns
 * @returns {number[] | undefined} `undefined` where they lead to neither
 */
function weightsIn(actions, arns) {
  const forward = actions.find(({ Type }) => Type === 'forward');
  const groups = forward?.ForwardConfig?.TargetGroups ?? (forward?.TargetGroupArn === undefined ? [] : [{ TargetGroupArn: forward.TargetGroupArn }]);
  if (!groups.some(({ TargetGroupArn = '' }) => arns.includes(TargetGroupArn))) return undefined;
  // A single target group needs no weight to get everything.
  const weights = arns.map((arn) => groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)).map((group) => (group ? group.Weight ?? ALL : 0));
  return weights.every((weight) => weight === 0) ? undefined : weights;
}

/**
 * Somebody wrote weights over those of ECS: one side has everything, and all the targets are on the other.
 *
 * @param {number[] | undefined} weights
 * @param {number[]} targets
 */
function leadsToNobody(weights, targets) {
  if (weights === undefined) return false;
  const [own, other] = weights;
  return (own === 0 && targets[1] === 0 && targets[0] > 0) || (other === 0 && targets[0] === 0 && targets[1] > 0);
}

/**
 * @param {Api} api
 * @param {string[]} arns
 */
async function countTargets(api, arns) {
  return Promise.all(arns.map(async (TargetGroupArn) => {
    const { TargetHealthDescriptions: targets = [] } = await api.describeTargetHealth({ TargetGroupArn });
    return targets.filter(({ TargetHealth }) => TargetHealth?.Reason === IDLE || !LEAVING.includes(TargetHealth?.State ?? '')).length;
  }));
}

/**
 * What CloudFormation gets to hear.
 *
 * @param {Api} api
 * @param {Event} event
 */
async function answer(api, event) {
  const { LogicalResourceId, OldResourceProperties, PhysicalResourceId, RequestId, RequestType, ResourceProperties, StackId } = event;
  const reply = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: PhysicalResourceId ?? LogicalResourceId };
  if (RequestType === 'Delete') return { ...reply, Status: 'SUCCESS' };
  try {
    const Data = await liveWeights(api, ResourceProperties, OldResourceProperties);
    console.info(`${LogicalResourceId}: primary ${Data.Primary}, alternate ${Data.Alternate}`);
    return { ...reply, Status: 'SUCCESS', Data };
  } catch (error) {
    console.error(error);
    return { ...reply, Status: 'FAILED', Reason: `The weights of the listener rule could not be read: ${/** @type {Error} */ (error).message}` };
  }
}

/** @type {Api | undefined} */
let api;

/** @returns {Api} */
function elasticLoadBalancing() {
  // Part of Lambda's Node.js runtime, and loaded here so that nothing else needs it.
  const { ElasticLoadBalancingV2 } = require('@aws-sdk/client-elastic-load-balancing-v2');
  const client = new ElasticLoadBalancingV2({ maxAttempts: 8 });
  return {
    describeTargetHealth: (input) => client.describeTargetHealth(input),
    describeRules: (input) => client.describeRules(input),
    describeListeners: (input) => client.describeListeners(input),
  };
}

/** @param {Event} event */
async function handler(event) {
  api ??= elasticLoadBalancing();
  const body = JSON.stringify(await answer(api, event));
  // CloudFormation signed the address without a content type.
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!ok) throw new Error(`CloudFormation did not take the answer: status ${status}`);
}

module.exports = { answer, handler, liveWeights };
