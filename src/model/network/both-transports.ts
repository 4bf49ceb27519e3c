import { Finding, refuse } from '../finding';
import { MappedPort } from '../task/mapped-ports';
import { mapsPorts, NetworkMode } from '../task/network-mode';

/** What is known of a task behind a target group that carries TCP and UDP. */
export interface BothTransportsFacts {
  readonly mode?: NetworkMode;
  /** Protocol of the target group. */
  readonly protocol?: string;
  /** The port that ECS registers with the target group. */
  readonly target?: MappedPort;
  /** All ports of the task. */
  readonly ports: readonly MappedPort[];
}

/**
 * Refuses TCP_UDP where one of both transports leads nowhere.
 *
 * Elastic Load Balancing, "Listeners for your Network Load Balancers": both go to the same port of the target. ECS API reference, PortMapping:
 * a mapping is for one transport, and a dynamic host port belongs to one mapping.
 */
export function checkBothTransports({ mode, protocol, target, ports }: BothTransportsFacts): Finding[] {
  if (mode === undefined || !mapsPorts(mode) || protocol !== 'TCP_UDP' || target?.hostPort === undefined) return [];
  const { hostPort, protocol: own } = target;
  if (own === undefined) return [];
  const remedy = 'take the network mode awsvpc, or a target group for each transport';
  if (hostPort === 0) {
    return [refuse('TargetGroup.BothTransports', '',
      `sends TCP and UDP to one port of the instance, got a dynamic host port with ${mode}, which is for ${own} alone; ${remedy}`)];
  }
  const other = own === 'tcp' ? 'udp' : 'tcp';
  const others = ports.filter((port) => port.protocol !== own);
  if (others.some((port) => port.hostPort === undefined || port.hostPort === hostPort)) return [];
  return [refuse('TargetGroup.BothTransports', '',
    `sends TCP and UDP to one port of the instance, got host port ${hostPort} for ${own} alone; ` +
    `map a port for ${other} to it too, or ${remedy}`)];
}
