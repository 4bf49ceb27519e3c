import { at, ContainerFacts, ContainerPortFacts, pathOf } from './container-facts';
import { Finding, refuse } from '../finding';
import { NetworkMode } from './network-mode';
import { oneOf } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition PortMapping ContainerPortRange.
const RANGE_MODES: readonly NetworkMode[] = ['awsvpc', 'bridge'];
const MOST_PORTS = 100;

/** Refuses what containers cannot have in the network mode. CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition. */
export function checkModeFeatures(containers: readonly ContainerFacts[], mode: NetworkMode | undefined): Finding[] {
  return containers.flatMap((container, index) => [
    ...(mode === undefined ? [] : checkFeatures(container, mode)),
    ...(container.ports ?? []).flatMap((port, position) => checkPortRange(port, port.path ?? `ports[${position}]`, mode)),
  ].map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) })));
}

function checkFeatures({ namesHostname, uses = [] }: ContainerFacts, mode: NetworkMode): Finding[] {
  return [
    ...(mode !== 'bridge' && uses.includes('links') ? [refuse('NetworkMode.Links', 'links',
      `are for the network mode bridge, got ${mode}; ${mode === 'awsvpc' ? 'containers of a task reach each other at localhost' : 'leave them out'}`)] : []),
    ...(mode === 'awsvpc' && namesHostname ? [refuse('NetworkMode.Hostname', 'hostname', 'must be left out with the network mode awsvpc')] : []),
    ...(mode === 'awsvpc' && uses.includes('extraHosts') ? [refuse('NetworkMode.ExtraHosts', 'extraHosts',
      'must be left out with the network mode awsvpc; take a private hosted zone')] : []),
  ];
}

function checkPortRange({ namesHostPort, range }: ContainerPortFacts, path: string, mode: NetworkMode | undefined): Finding[] {
  if (range === undefined) return [];
  const place = `${path}.containerPortRange`;
  const got = `${range.from}-${range.to}`;
  const count = range.to - range.from + 1;
  return [
    ...(mode === undefined || RANGE_MODES.includes(mode) ? [] : [portRange(place, `takes the network mode ${oneOf(RANGE_MODES)}, got ${mode}`)]),
    ...(range.from >= 1 && range.to <= 65535 && count >= 1 ? [] : [portRange(place, `must go from one port to a higher one, 1 to 65535, got ${got}`)]),
    ...(count <= MOST_PORTS ? [] : [portRange(place, `must have at most ${MOST_PORTS} ports, got ${got}, which are ${count}`)]),
    ...(namesHostPort ? [portRange(place, 'must be mapped to ports that the agent chooses, got a host port beside it; leave that out')] : []),
  ];
}

function portRange(path: string, text: string): Finding {
  return refuse('ContainerPort.PortRange', path, text);
}
