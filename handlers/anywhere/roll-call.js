'use strict';

const { machinesOf } = require('./machines');

/** @typedef {import('./machines').Api} Api */
/** @typedef {import('./machines').Fleet} Fleet */
/** @typedef {Awaited<ReturnType<typeof machinesOf>>} Machines */

// Systems Manager API reference, InstanceInformation PingStatus.
const SILENT = ['ConnectionLost', 'Inactive'];
// The ECS agent connects anew several times an hour, in seconds as a rule: in a large fleet, one of them is always at it.
const SECOND_LOOK_MS = 60_000;

/**
 * Who is there, and who is not, by two looks with a minute between them.
 *
 * @param {Api} api
 * @param {Fleet} fleet
 */
async function callRoll(api, fleet) {
  const first = await machinesOf(api, fleet);
  const missing = lostOf(first);
  if (missing.length === 0) return { machines: idsOf(first).size, lost: missing };
  await api.sleep(SECOND_LOOK_MS);
  const second = await machinesOf(api, fleet);
  return { machines: idsOf(second).size, lost: lostOf(second).filter((id) => missing.includes(id)).sort() };
}

/**
 * Those whose ECS agent is not connected or not in the cluster, and those that Systems Manager does not hear from.
 *
 * @param {Machines} machines
 */
function lostOf({ instances, nodes }) {
  const inCluster = new Set(instances.map(({ ec2InstanceId }) => ec2InstanceId));
  return [...new Set([
    ...nodes.filter(({ InstanceId, PingStatus = '' }) => SILENT.includes(PingStatus) || !inCluster.has(InstanceId)).map(({ InstanceId }) => InstanceId),
    ...instances.filter(({ agentConnected }) => agentConnected === false).map(({ ec2InstanceId }) => ec2InstanceId),
  ])];
}

/** @param {Machines} machines */
function idsOf({ instances, nodes }) {
  return new Set([...nodes.map(({ InstanceId }) => InstanceId), ...instances.map(({ ec2InstanceId }) => ec2InstanceId)]);
}

module.exports = { callRoll };
