import { Finding, refuse } from '../../../src/model/finding';
import { checkBridgeContainers } from '../../../src/model/mesh/bridge-containers';
import { ContainerFacts } from '../../../src/model/task/container-facts';

test.each<[ContainerFacts, Finding]>([
  [{ uses: ['links'] }, refuse('ServiceConnect.Links', 'containers[1].links',
    'must be left out with Service Connect, got some; let containers call each other by endpoints, or take the network mode awsvpc')],
  [{ namesHostname: true }, refuse('ServiceConnect.Hostname', 'containers[1].hostname',
    'must be left out on the bridge with Service Connect, got one; take the network mode awsvpc, or leave it out')],
])('%j is refused', (container, finding) => {
  expect(checkBridgeContainers([{}, container])).toEqual([finding]);
});

test.each<ContainerFacts>([{}, { uses: [], namesHostname: false }, { uses: ['extraHosts'] }])('%j gets through', (container) => {
  expect(checkBridgeContainers([container])).toEqual([]);
});
