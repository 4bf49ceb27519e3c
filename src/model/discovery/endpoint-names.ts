import { Finding, refuse } from '../finding';

/** What an endpoint is called in its namespace; `undefined` is known to the deployment only. */
export interface EndpointNames {
  /** As its user knows the endpoint. */
  readonly path: string;
  /** The service that has it. */
  readonly service: string;
  readonly portName?: string;
  readonly discoveryName?: string;
  readonly alias?: string;
  readonly aliasPort?: number;
}

/** Refuses a name that something else of the namespace is registered under. */
export function checkRegisteredName(name: string | undefined, others: readonly EndpointNames[]): Finding[] {
  const other = name === undefined ? undefined : others.find(({ discoveryName }) => discoveryName === name);
  return other ? [refuse('CloudMapRegistration.SameName', 'name', `must be unique in the namespace, got '${name}', which ${other.path} has; take another`)] : [];
}

/** Refuses an endpoint whose names another one of the namespace has. CloudFormation reference, ServiceConnectService: names are unique in it. */
export function checkEndpointNames(endpoint: EndpointNames, others: readonly EndpointNames[]): Finding[] {
  const { alias, aliasPort, discoveryName, portName, service } = endpoint;
  const sameDiscovery = discoveryName === undefined ? undefined : others.find((other) => other.discoveryName === discoveryName);
  if (sameDiscovery) {
    return [sameDiscovery.service === service && sameDiscovery.portName === portName
      ? refuse('ServiceConnect.TwoAliases', 'alias',
        `must be the only one of its entry, got a second for the port of ${sameDiscovery.path}; give this one a discoveryName of its own`)
      : refuse('ServiceConnect.SameDiscoveryName', 'discoveryName', `must be unique in the namespace, got '${discoveryName}', which ${sameDiscovery.path} has; take another`)];
  }
  const sameEndpoint = alias === undefined || aliasPort === undefined ? undefined
    : others.find((other) => other.alias === alias && other.aliasPort === aliasPort);
  return sameEndpoint ? [refuse('ServiceConnect.SameEndpoint', 'alias',
    `must be unique in the namespace together with its port, got ${alias}:${aliasPort}, which ${sameEndpoint.path} has; take another name or port`)] : [];
}
