import { refuse } from '../../../src/model/finding';
import { ContainerFacts, ContainerPortFacts } from '../../../src/model/task/container-facts';
import { checkModeFeatures } from '../../../src/model/task/mode-features';
import { NetworkMode } from '../../../src/model/task/network-mode';

test.each<[ContainerFacts, NetworkMode, object[]]>([
  [{ uses: ['links'] }, 'awsvpc', [refuse('NetworkMode.Links', 'containers[0].links',
    'are for the network mode bridge, got awsvpc; containers of a task reach each other at localhost')]],
  [{ uses: ['links'] }, 'host', [refuse('NetworkMode.Links', 'containers[0].links', 'are for the network mode bridge, got host; leave them out')]],
  [{ path: '', namesHostname: true }, 'awsvpc', [refuse('NetworkMode.Hostname', 'hostname', 'must be left out with the network mode awsvpc')]],
  [{ path: 'task', uses: ['extraHosts'] }, 'awsvpc', [refuse('NetworkMode.ExtraHosts', 'task.extraHosts',
    'must be left out with the network mode awsvpc; take a private hosted zone')]],
  [{ uses: ['links', 'extraHosts'], namesHostname: true }, 'bridge', []],
  [{ uses: ['extraHosts'], namesHostname: true }, 'host', []],
  [{ uses: ['privileged'], namesHostname: false }, 'awsvpc', []],
  [{}, 'awsvpc', []],
])('of %j in the mode %s is told: %j', (container, mode, findings) => {
  expect(checkModeFeatures([container], mode)).toEqual(findings);
});

test.each<[ContainerPortFacts, NetworkMode | undefined, string[]]>([
  [{ range: { from: 5000, to: 5099 } }, 'awsvpc', []],
  [{ range: { from: 1, to: 1 } }, 'bridge', []],
  [{ range: { from: 65535, to: 65535 } }, undefined, []],
  [{ range: { from: 80, to: 90 } }, 'host', ['takes the network mode awsvpc or bridge, got host']],
  [{ range: { from: 5000, to: 5100 } }, 'awsvpc', ['must have at most 100 ports, got 5000-5100, which are 101']],
  [{ range: { from: 0, to: 10 } }, 'bridge', ['must go from one port to a higher one, 1 to 65535, got 0-10']],
  [{ range: { from: 65530, to: 65536 } }, 'bridge', ['must go from one port to a higher one, 1 to 65535, got 65530-65536']],
  [{ range: { from: 90, to: 89 } }, 'bridge', ['must go from one port to a higher one, 1 to 65535, got 90-89']],
  [{ range: { from: 80, to: 90 }, namesHostPort: true }, 'bridge', ['must be mapped to ports that the agent chooses, got a host port beside it; leave that out']],
  [{ range: { from: 80, to: 90 }, namesHostPort: false }, 'bridge', []],
  [{ port: 80, namesHostPort: true }, 'none', []],
])('of a range %j in the mode %s is told: %j', (port, mode, texts) => {
  expect(checkModeFeatures([{}, { ports: [{ port: 443 }, port] }], mode)).toEqual(
    texts.map((text) => refuse('ContainerPort.PortRange', 'containers[1].ports[1].containerPortRange', text)));
});

test('nothing is told of a mode that is not known', () => {
  expect(checkModeFeatures([{ uses: ['links', 'extraHosts'], namesHostname: true }], undefined)).toEqual([]);
});
