'use strict';

const { pagesOf, patiently, unlessGone } = require('./patience');

/** @typedef {import('./patience').Clock} Clock */
/**
 * The machines of a fleet are those with its role.
 *
 * @typedef {object} Fleet
 * @property {string} role
 * @property {string} cluster
 */
/** @typedef {{ InstanceId?: string, IamRole?: string, PingStatus?: string }} ManagedNode */
/** @typedef {{ containerInstanceArn?: string, ec2InstanceId?: string, agentConnected?: boolean }} ContainerInstance */
/**
 * What is used of ECS and Systems Manager.
 *
 * @typedef {Clock & {
 *   listContainerInstances: (input: any) => Promise<{ containerInstanceArns?: string[], nextToken?: string }>,
 *   describeContainerInstances: (input: any) => Promise<{ containerInstances?: ContainerInstance[] }>,
 *   deregisterContainerInstance: (input: { cluster: string, containerInstance: string, force: boolean }) => Promise<unknown>,
 *   describeInstanceInformation: (input: any) => Promise<{ InstanceInformationList?: ManagedNode[], NextToken?: string }>,
 *   deregisterManagedInstance: (input: { InstanceId: string }) => Promise<unknown>,
 * }} Api
 */

// ECS API reference, ListContainerInstances and DescribeContainerInstances.
const INSTANCES = 100;
// Systems Manager API reference, DescribeInstanceInformation.
const NODES = 50;
// ECS API reference, ContainerInstance: for machines outside AWS, the id that they have in Systems Manager.
const OUTSIDE = /^mi-/;
const PAUSE_MS = 5_000;
const NO_CLUSTER = 'ClusterNotFoundException';
const NOT_FOUND = /not found|inactive/i;

/**
 * The machines of a fleet, as Systems Manager and ECS know them.
 *
 * A machine that is no longer in Systems Manager has lost its role, and is counted with the fleet of its cluster.
 *
 * @param {Api} api
 * @param {Fleet} fleet
 */
async function machinesOf(api, { cluster, role }) {
  // All of them, and none by its id: one that Systems Manager does not know would be an error.
  const all = await nodesOutside(api);
  const ofOthers = new Set(all.filter(({ IamRole }) => IamRole !== role).map(({ InstanceId }) => InstanceId));
  const instances = (await instancesOf(api, cluster)).filter(({ ec2InstanceId = '' }) => OUTSIDE.test(ec2InstanceId) && !ofOthers.has(ec2InstanceId));
  return { nodes: all.filter(({ IamRole }) => IamRole === role), instances };
}

/**
 * Deregisters the machines of a fleet, from its cluster first: what Systems Manager does not know, it could not find again.
 *
 * @param {Api} api
 * @param {Fleet} fleet
 * @param {number} runEnds
 * @returns {Promise<boolean>} whether none is left
 */
async function dismiss(api, fleet, runEnds) {
  // What is listed a little longer than it is there.
  const gone = new Set();
  for (;;) {
    const { instances, nodes } = await machinesOf(api, fleet);
    const calls = [
      ...instances.map(({ containerInstanceArn = '' }) => ({ id: containerInstanceArn, run: () => leaveCluster(api, fleet.cluster, containerInstanceArn) })),
      ...nodes.map(({ InstanceId = '' }) => ({ id: InstanceId, run: () => leaveSystemsManager(api, InstanceId) })),
    ].filter(({ id }) => !gone.has(id));
    if (calls.length === 0) return true;
    for (const { id, run } of calls) {
      if (api.now() >= runEnds) return false;
      await run();
      gone.add(id);
    }
    console.info(`deregistered ${calls.length} container instances and managed nodes`);
    await api.sleep(PAUSE_MS);
  }
}

/**
 * @param {Api} api
 * @param {string} cluster
 * @param {string} containerInstance
 */
async function leaveCluster(api, cluster, containerInstance) {
  const call = {
    name: 'DeregisterContainerInstance',
    run: () => api.deregisterContainerInstance({ cluster, containerInstance, force: true }),
  };
  await unlessGone(patiently(api, call), ({ code, message }) => code === NO_CLUSTER || NOT_FOUND.test(message));
}

/**
 * @param {Api} api
 * @param {string} InstanceId
 */
async function leaveSystemsManager(api, InstanceId) {
  const call = { name: `DeregisterManagedInstance of ${InstanceId}`, run: () => api.deregisterManagedInstance({ InstanceId }) };
  await unlessGone(patiently(api, call), ({ code }) => code === 'InvalidInstanceId');
}

/**
 * @param {Api} api
 * @param {string} cluster
 */
async function instancesOf(api, cluster) {
  /** @type {string[]} */
  let arns = [];
  await unlessGone(pagesOf(api, { name: 'ListContainerInstances', mayBeEarly: true }, async (nextToken) => {
    const page = await api.listContainerInstances({ cluster, maxResults: INSTANCES, nextToken });
    return { items: page.containerInstanceArns, next: page.nextToken };
  }).then((listed) => { arns = listed; }), ({ code }) => code === NO_CLUSTER);
  const all = [];
  for (const containerInstances of chunksOf(arns, INSTANCES)) {
    const call = {
      name: 'DescribeContainerInstances',
      mayBeEarly: true,
      run: () => api.describeContainerInstances({ cluster, containerInstances }),
    };
    all.push(...(await patiently(api, call)).containerInstances ?? []);
  }
  return all;
}

/** @param {Api} api */
async function nodesOutside(api) {
  const Filters = [{ Key: 'ResourceType', Values: ['ManagedInstance'] }];
  return pagesOf(api, { name: 'DescribeInstanceInformation', mayBeEarly: true }, async (NextToken) => {
    const page = await api.describeInstanceInformation({ Filters, MaxResults: NODES, NextToken });
    return { items: page.InstanceInformationList, next: page.NextToken };
  });
}

/**
 * @template T
 * @param {T[]} all
 * @param {number} size
 */
function chunksOf(all, size) {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}

module.exports = { dismiss, machinesOf };
