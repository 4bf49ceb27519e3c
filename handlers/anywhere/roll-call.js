'use strict';

const { machinesOf } = require('./machines');

/** @typedef {import('./machines').Api} Api */
/** @typedef {import('./machines').Fleet} Fleet */

// Systems Manager API reference, InstanceInformation PingStatus.
const SILENT = ['ConnectionLost', 'Inactive'];

/**
 * Who is there, and who is not: a machine whose agent of ECS is not connected, or that Systems Manager does not hear from.
 *
 * @param {Api} api
 * @param {Fleet} fleet
 */
async function callRoll(api, fleet) {
  const { instances, nodes } = await machinesOf(api, fleet);
  const machines = new Set([...nodes.map(({ InstanceId }) => InstanceId), ...instances.map(({ ec2InstanceId }) => ec2InstanceId)]);
  const lost = new Set([
    ...nodes.filter(({ PingStatus = '' }) => SILENT.includes(PingStatus)).map(({ InstanceId }) => InstanceId),
    ...instances.filter(({ agentConnected }) => agentConnected === false).map(({ ec2InstanceId }) => ec2InstanceId),
  ]);
  return { machines: machines.size, lost: [...lost].sort() };
}

module.exports = { callRoll };
