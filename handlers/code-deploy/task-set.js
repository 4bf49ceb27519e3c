'use strict';

/** @typedef {{ awsvpcConfiguration?: { subnets?: string[], securityGroups?: string[], assignPublicIp?: string } }} TaskNetwork */
/**
 * @typedef {object} TaskSet
 * @property {string} [status]
 * @property {string} [taskDefinition]
 * @property {string} [platformVersion]
 * @property {TaskNetwork} [networkConfiguration]
 * @property {{ capacityProvider?: string, base?: number, weight?: number }[]} [capacityProviderStrategy]
 * @property {{ containerName?: string, containerPort?: number }[]} [loadBalancers]
 */
/**
 * What tasks run and where, as the AppSpec says it.
 *
 * @typedef {object} Wanted
 * @property {string} TaskDefinition
 * @property {{ ContainerName: string, ContainerPort: number }} LoadBalancerInfo
 * @property {string} [PlatformVersion]
 * @property {{ AwsvpcConfiguration: { Subnets: string[], SecurityGroups?: string[], AssignPublicIp?: string } }} [NetworkConfiguration]
 * @property {{ CapacityProvider: string, Base?: number, Weight?: number }[]} [CapacityProviderStrategy]
 */

/**
 * @param {string} content
 * @returns {Wanted}
 */
function wantedOf(content) {
  return JSON.parse(content).Resources[0].TargetService.Properties;
}

/**
 * Whether the tasks of a task set are as the AppSpec wants them; what the AppSpec leaves out may be anything.
 *
 * @param {TaskSet} taskSet
 * @param {Wanted} wanted
 * @returns {boolean}
 */
function runs({ capacityProviderStrategy = [], loadBalancers = [], networkConfiguration, platformVersion, taskDefinition }, wanted) {
  const { awsvpcConfiguration: network = {} } = networkConfiguration ?? {};
  const { AwsvpcConfiguration: wantedNetwork } = wanted.NetworkConfiguration ?? {};
  const { ContainerName, ContainerPort } = wanted.LoadBalancerInfo;
  return taskDefinition === wanted.TaskDefinition
    && loadBalancers.some(({ containerName, containerPort }) => containerName === ContainerName && containerPort === ContainerPort)
    && (wantedNetwork === undefined || (
      same(network.subnets, wantedNetwork.Subnets)
      && (wantedNetwork.SecurityGroups === undefined || same(network.securityGroups, wantedNetwork.SecurityGroups))
      && (network.assignPublicIp ?? 'DISABLED') === (wantedNetwork.AssignPublicIp ?? 'DISABLED')))
    && (wanted.CapacityProviderStrategy === undefined || same(
      capacityProviderStrategy.map(({ base = 0, capacityProvider, weight = 0 }) => `${capacityProvider} ${base} ${weight}`),
      wanted.CapacityProviderStrategy.map(({ Base = 0, CapacityProvider, Weight = 0 }) => `${CapacityProvider} ${Base} ${Weight}`)))
    && (wanted.PlatformVersion === undefined || wanted.PlatformVersion === 'LATEST' || wanted.PlatformVersion === platformVersion);
}

/**
 * In any order.
 *
 * @param {string[] | undefined} one
 * @param {string[]} other
 */
function same(one = [], other) {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
}

module.exports = { runs, wantedOf };
