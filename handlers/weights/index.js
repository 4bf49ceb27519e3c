'use strict';

/*
 * Keeps the weights of listener rules in step with the targets behind them: one forward action, two target groups, a base and a burst.
 *
 * It looks at what is there and writes what should be, and what started it does not matter. Any number of runs may overlap: each looks
 * again after it has written, and ends only when what it last saw fits. Whoever writes last has therefore looked since.
 */

/** @typedef {{ base: number, burst: number }} Sides */
/** @typedef {{ baseTargetGroupArn: string, burstTargetGroupArn: string, ruleArns: string[] }} Config */
/** @typedef {{ TargetHealthDescriptions?: { TargetHealth?: { State?: string } }[] }} TargetHealth */
/** @typedef {{ TargetGroupArn?: string, Weight?: number }} WeightedGroup */
/** @typedef {{ Type: string, TargetGroupArn?: string, ForwardConfig?: { TargetGroups?: WeightedGroup[] }, AuthenticateOidcConfig?: object }} Action */
/** @typedef {{ RuleArn?: string, Actions?: Action[] }} Rule */
/**
 * What is used of Elastic Load Balancing, and a clock.
 *
 * @typedef {object} Api
 * @property {(input: { TargetGroupArn: string }) => Promise<TargetHealth>} describeTargetHealth all targets at once; there are no pages
 * @property {(input: { RuleArns: string[] }) => Promise<{ Rules?: Rule[] }>} describeRules
 * @property {(input: { RuleArn: string, Actions: Action[] }) => Promise<unknown>} modifyRule
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 */

// Elastic Load Balancing API Reference, TargetGroupTuple: "The range is 0 to 999."
const HIGHEST_WEIGHT = 999;
// A minute in all. Longer and longer, for a rollout's tasks start such runs all at once, and an account has 40 Describe calls a second
// (Elastic Load Balancing User Guide, "Request throttling").
const WAITS_MS = [2_000, 4_000, 8_000, 16_000, 30_000];
// Between a write and the look that confirms it.
const CONFIRM_MS = 1_000;
// With all waits and the confirmations between them, well below the function's timeout.
const MOST_LOOKS = 20;
// A task is announced as stopping a moment before its target is deregistered: these many waits look for what follows an event.
const WAITS_AFTER_TASK_EVENT = 2;

/**
 * The weights for these numbers of targets: none for an empty side, and `undefined` when both are empty, since any weights are as good.
 *
 * @param {Sides} counts
 * @returns {Sides | undefined}
 */
function weightsFor({ base, burst }) {
  const most = Math.max(base, burst);
  if (most === 0) return undefined;
  const scale = Math.min(1, HIGHEST_WEIGHT / most);
  /** @param {number} count */
  const weight = (count) => (count === 0 ? 0 : Math.max(1, Math.round(count * scale)));
  return { base: weight(base), burst: weight(burst) };
}

/**
 * Looks and writes until the weights of the rules fit, and no target is on its way in; for a minute at most.
 *
 * @param {Api} api
 * @param {Config} config
 * @param {{ leastWaits?: number }} [options] how often to look again even where everything fits
 */
async function reconcile(api, config, { leastWaits = 0 } = {}) {
  let waits = 0;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { arriving, counts } = await lookAtTargets(api, config);
    if (await writeWeights(api, config, counts)) {
      await api.sleep(CONFIRM_MS);
      continue;
    }
    const patient = arriving || waits < leastWaits;
    if (!patient || waits === WAITS_MS.length) return;
    await api.sleep(WAITS_MS[waits]);
    waits += 1;
  }
  throw new Error(`The weights were still changing after ${MOST_LOOKS} looks`);
}

/**
 * @param {Api} api
 * @param {Config} config
 * @returns {Promise<{ arriving: boolean, counts: Sides }>}
 */
async function lookAtTargets(api, { baseTargetGroupArn, burstTargetGroupArn }) {
  const [base, burst] = await Promise.all([baseTargetGroupArn, burstTargetGroupArn].map(async (TargetGroupArn) => {
    const { TargetHealthDescriptions: targets = [] } = await api.describeTargetHealth({ TargetGroupArn });
    return targets.map((target) => target.TargetHealth?.State);
  }));
  /** @param {string} state */
  const count = (state) => ({ base: base.filter((one) => one === state).length, burst: burst.filter((one) => one === state).length });
  const healthy = count('healthy');
  const arriving = count('initial');
  return {
    arriving: arriving.base + arriving.burst > 0,
    // Without any healthy target the balancer sends to unhealthy ones, so that then they are what the load is shared among.
    counts: healthy.base + healthy.burst > 0 ? healthy : count('unhealthy'),
  };
}

/**
 * @param {Api} api
 * @param {Config} config
 * @param {Sides} counts
 * @returns {Promise<boolean>} whether anything had to be written
 */
async function writeWeights(api, { baseTargetGroupArn, burstTargetGroupArn, ruleArns }, counts) {
  const weights = weightsFor(counts);
  if (weights === undefined) return false;
  const wanted = new Map([[baseTargetGroupArn, weights.base], [burstTargetGroupArn, weights.burst]]);
  const { Rules: rules = [] } = await api.describeRules({ RuleArns: ruleArns });
  let wrote = false;
  for (const { RuleArn = '', Actions: actions = [] } of rules) {
    const forward = actions.find((action) => leadsTo(action, wanted));
    if (forward === undefined) {
      // Somebody leads the traffic elsewhere on purpose, such as to a maintenance page.
      console.warn(`left alone: ${RuleArn} does not forward to the base and the burst`);
    } else if (groupsOf(forward).some((group) => group.Weight !== wanted.get(group.TargetGroupArn ?? ''))) {
      await api.modifyRule({ RuleArn, Actions: actions.map((action) => (action === forward ? weighted(action, wanted) : unchanged(action))) });
      console.info(`wrote: base ${weights.base}, burst ${weights.burst} for ${counts.base} and ${counts.burst} targets: ${RuleArn}`);
      wrote = true;
    }
  }
  return wrote;
}

/** @param {Action} action */
function groupsOf(action) {
  return action.ForwardConfig?.TargetGroups ?? [];
}

/**
 * @param {Action} action
 * @param {Map<string, number>} wanted
 */
function leadsTo(action, wanted) {
  const groups = groupsOf(action);
  return groups.length === wanted.size && groups.every((group) => wanted.has(group.TargetGroupArn ?? ''));
}

/**
 * The forward action with other weights; the field for a single target group may not stand beside several.
 *
 * @param {Action} action
 * @param {Map<string, number>} wanted
 * @returns {Action}
 */
function weighted({ TargetGroupArn: _, ...action }, wanted) {
  const groups = groupsOf(action).map((group) => ({ ...group, Weight: wanted.get(group.TargetGroupArn ?? '') }));
  return { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroups: groups } };
}

/**
 * An action as it is; a client secret is never read back, so that the balancer has to keep its own.
 *
 * @param {Action} action
 * @returns {Action}
 */
function unchanged(action) {
  if (action.AuthenticateOidcConfig === undefined) return action;
  return { ...action, AuthenticateOidcConfig: { ...action.AuthenticateOidcConfig, UseExistingClientSecret: true } };
}

/** @type {Api | undefined} */
let api;

/** @returns {Api} */
function elasticLoadBalancing() {
  // Part of Lambda's Node.js runtime, and loaded here so that nothing else needs it.
  const { ElasticLoadBalancingV2 } = require('@aws-sdk/client-elastic-load-balancing-v2');
  const client = new ElasticLoadBalancingV2({ maxAttempts: 5 });
  return {
    describeTargetHealth: (input) => client.describeTargetHealth(input),
    describeRules: (input) => client.describeRules(input),
    modifyRule: (input) => client.modifyRule(input),
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
  };
}

/**
 * Errors are thrown: Lambda logs them and runs the function again.
 *
 * @param {{ source?: string }} event
 */
async function handler(event) {
  api ??= elasticLoadBalancing();
  const { BASE_TARGET_GROUP_ARN: base = '', BURST_TARGET_GROUP_ARN: burst = '', RULE_ARNS: rules = '' } = process.env;
  const config = { baseTargetGroupArn: base, burstTargetGroupArn: burst, ruleArns: rules.split(',') };
  await reconcile(api, config, { leastWaits: event.source === 'aws.ecs' ? WAITS_AFTER_TASK_EVENT : 0 });
}

module.exports = { handler, reconcile, weightsFor };
