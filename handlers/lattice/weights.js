'use strict';

/*
 * Tells CloudFormation how a listener of VPC Lattice, or a rule of it, shares requests out now between two target groups, so that an update of
 * it writes what is already there. ECS changes these weights with each deployment, and the template cannot know them.
 *
 * It reads, and changes nothing. Where it cannot read it fails, and the update with it: weights that are a guess could lead nowhere.
 */

/** @typedef {{ forward?: { targetGroups?: { targetGroupIdentifier?: string, weight?: number }[] } }} Action */
/** @typedef {{ ServiceArn: string, Port?: string, ListenerArn?: string, Priority?: string }} Place */
/** @typedef {{ TargetGroupArns: string[], Place: Place }} Weights */
/** @typedef {{ items?: { arn?: string, port?: number, priority?: number, status?: string }[], nextToken?: string }} Page */
/**
 * What is used of VPC Lattice.
 *
 * @typedef {object} Api
 * @property {(input: object) => Promise<Page>} listListeners
 * @property {(input: object) => Promise<Page>} listRules
 * @property {(input: object) => Promise<Page>} listTargets
 * @property {(input: object) => Promise<{ defaultAction?: Action }>} getListener
 * @property {(input: object) => Promise<{ action?: Action }>} getRule
 */

// What a target group has that takes all requests.
const ALL = 100;
// VPC Lattice User Guide, "Health check status": on its way out, and so without new requests. UNAVAILABLE says that nobody checks it.
const LEAVING = 'DRAINING';

/**
 * The weights as they are, or as they have to be where there is no rule yet.
 *
 * @param {Api} api
 * @param {Weights} weights
 * @param {Weights} [before] where they were before this update
 */
async function liveWeights(api, { Place: place, TargetGroupArns: arns }, before) {
  const [found, targets] = await Promise.all([
    weightsInUse(api, before ? [before.Place, place] : [place], arns),
    Promise.all(arns.map((targetGroupIdentifier) => countTargets(api, targetGroupIdentifier))),
  ]);
  const weights = found && leadsToSomebody(found, targets) ? found : undefined;
  const [Primary, Alternate] = weights ?? (targets[0] === 0 && targets[1] > 0 ? [0, ALL] : [ALL, 0]);
  return { Primary, Alternate };
}

/**
 * @param {Api} api
 * @param {Place[]} places
 * @param {string[]} arns
 */
async function weightsInUse(api, places, arns) {
  for (const place of places) {
    const weights = weightsIn(await unlessGone(() => actionAt(api, place)), arns);
    if (weights !== undefined) return weights;
  }
  return undefined;
}

/**
 * @param {Api} api
 * @param {Place} place
 * @returns {Promise<Action | undefined>}
 */
async function actionAt(api, { ListenerArn: listenerIdentifier, Port, Priority, ServiceArn: serviceIdentifier }) {
  if (listenerIdentifier === undefined) {
    const listeners = await pagesOf((nextToken) => api.listListeners({ serviceIdentifier, nextToken }));
    const listener = listeners.find(({ port }) => `${port}` === Port);
    return listener && (await api.getListener({ serviceIdentifier, listenerIdentifier: listener.arn })).defaultAction;
  }
  const rules = await pagesOf((nextToken) => api.listRules({ serviceIdentifier, listenerIdentifier, nextToken }));
  const rule = rules.find(({ priority }) => `${priority}` === Priority);
  return rule && (await api.getRule({ serviceIdentifier, listenerIdentifier, ruleIdentifier: rule.arn })).action;
}

/**
 * @param {(nextToken?: string) => Promise<Page>} read
 */
async function pagesOf(read) {
  const all = [];
  /** @type {string | undefined} */
  let token;
  do {
    const { items = [], nextToken } = await read(token);
    all.push(...items);
    token = nextToken;
  } while (token !== undefined);
  return all;
}

/**
 * A service, a listener or a target group that is gone, or goes while it is read, has nothing.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @returns {Promise<T | undefined>}
 */
async function unlessGone(read) {
  try {
    return await read();
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'ResourceNotFoundException') throw error;
    return undefined;
  }
}

/**
 * @param {Action | undefined} action
 * @param {string[]} arns
 * @returns {number[] | undefined} `undefined` where it leads to neither
 */
function weightsIn(action, arns) {
  const groups = action?.forward?.targetGroups ?? [];
  // They are told by their id or by their ARN, which ends with the id.
  const found = arns.map((arn) => groups.find(({ targetGroupIdentifier = '' }) => idOf(targetGroupIdentifier) === idOf(arn)));
  const weights = found.map((group) => (group ? group.weight ?? ALL : 0));
  return weights.every((weight) => weight === 0) ? undefined : weights;
}

/** @param {string} identifier */
function idOf(identifier) {
  return identifier.slice(identifier.lastIndexOf('/') + 1);
}

/**
 * Unless somebody wrote weights over those of ECS: one side has everything, and all the targets are on the other.
 *
 * @param {number[]} weights
 * @param {number[]} targets
 */
function leadsToSomebody([own, other], targets) {
  return !(own === 0 && targets[1] === 0 && targets[0] > 0) && !(other === 0 && targets[0] === 0 && targets[1] > 0);
}

/**
 * @param {Api} api
 * @param {string} targetGroupIdentifier
 */
async function countTargets(api, targetGroupIdentifier) {
  const targets = await unlessGone(() => pagesOf((nextToken) => api.listTargets({ targetGroupIdentifier, nextToken }))) ?? [];
  return targets.filter(({ status }) => status !== LEAVING).length;
}

module.exports = { liveWeights };
