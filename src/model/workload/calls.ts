import { ConnectEndpoint, ConnectMember, endpointsOf, namespacesIn } from './connect';
import { Call } from '../mesh/call-order';
import { addressesIn } from '../mesh/called-names';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { listIn, propertiesIn, textIn } from '../template-value';

/** A service that calls an endpoint of another one, as its environment tells. */
export interface ConnectCall extends Call<Resource> {
  /** Name and port. */
  readonly address: string;
  /** The client is made after the server; absent where it is not known, or cannot be since the server is made after the client. */
  readonly waits?: boolean;
}

/** The calls between services of Service Connect, each once. */
export function callsIn(set: TemplateSet): readonly ConnectCall[] {
  return [...namespacesIn(set).values()].flatMap((members) => {
    const endpoints = endpointsByAddress(members);
    return members.flatMap((member) => addressesOf(member).flatMap((address) => {
      const client = member.workload.service;
      const server = endpoints.get(address)?.member.workload.service;
      if (server === undefined || server === client) return [];
      return [{ client, server, address, waits: set.waitsFor(server, client) ? undefined : set.waitsFor(client, server) }];
    }));
  });
}

function endpointsByAddress(members: readonly ConnectMember[]): ReadonlyMap<string, ConnectEndpoint> {
  return new Map(members.flatMap(endpointsOf).flatMap((endpoint) => (
    endpoint.alias === undefined || endpoint.aliasPort === undefined ? [] : [[`${endpoint.alias}:${endpoint.aliasPort}`, endpoint]])));
}

/** The addresses in the environments of its containers, each once. */
function addressesOf({ workload: { task } }: ConnectMember): readonly string[] {
  const values = listIn(task?.properties.ContainerDefinitions)
    .flatMap((container) => listIn(propertiesIn(container).Environment))
    .flatMap((variable) => textIn(propertiesIn(variable).Value) ?? []);
  return [...new Set(values.flatMap(addressesIn).map(({ host, port }) => `${host}:${port}`))];
}
