import { Finding, refuse } from '../finding';
import { at, ContainerFacts, pathOf } from '../task/container-facts';

/** Refuses what containers on the bridge have no more beside the proxy. ECS Developer Guide, "Service Connect considerations". */
export function checkBridgeContainers(containers: readonly ContainerFacts[]): Finding[] {
  return containers.flatMap((container, index) => {
    const path = pathOf(container, index);
    return [
      ...(container.uses?.includes('links') ? [refuse('ServiceConnect.Links', at(path, 'links'),
        'must be left out with Service Connect, got some; let containers call each other by endpoints, or take the network mode awsvpc')] : []),
      ...(container.namesHostname ? [refuse('ServiceConnect.Hostname', at(path, 'hostname'),
        'must be left out on the bridge with Service Connect, got one; take the network mode awsvpc, or leave it out')] : []),
    ];
  });
}
