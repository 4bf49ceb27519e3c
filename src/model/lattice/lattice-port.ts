import { Finding, refuse } from '../finding';
import { all } from '../range';
import { ContainerPortFacts } from '../task/container-facts';
import { allowsServiceConnect, NetworkMode } from '../task/network-mode';

/** What is known of the ports of a task, and of the one that VPC Lattice is to reach. */
export interface LatticePortFacts {
  readonly ports: readonly ContainerPortFacts[];
  readonly networkMode?: NetworkMode;
  /** Absent where it is a token, or not given. */
  readonly portName?: string;
  /** Its user named a port. */
  readonly isNamed: boolean;
}

/** Refuses a port that ECS cannot register with VPC Lattice. ECS Developer Guide, "Use Amazon VPC Lattice". */
export function checkLatticePort(facts: LatticePortFacts): Finding[] {
  const { networkMode } = facts;
  if (networkMode !== undefined && !allowsServiceConnect(networkMode)) {
    return [refuse('LatticeRegistration.NetworkMode', 'service',
      `needs ports with names, which there are with the network mode awsvpc or bridge, got ${networkMode}; use awsvpc`)];
  }
  return facts.isNamed ? checkNamed(facts) : checkDefault(facts);
}

/** The name of the port that is reached; `undefined` where it is not known. */
export function reachedPortName({ isNamed, portName, ports }: LatticePortFacts): string | undefined {
  if (isNamed) return portName;
  const [only, ...others] = named(ports);
  return others.length === 0 ? only?.name : undefined;
}

/** The ports that VPC Lattice could reach; one whose name only the deployment knows is among them. */
function named(ports: readonly ContainerPortFacts[]): readonly ContainerPortFacts[] {
  return ports.filter((port) => port.named !== false && port.protocol !== 'udp');
}

function checkNamed({ portName, ports }: LatticePortFacts): Finding[] {
  if (portName === undefined) return [];
  const found = ports.find(({ name }) => name === portName);
  if (found?.protocol === 'udp') {
    return [refuse('LatticeRegistration.Protocol', 'portName',
      `must name a TCP port, got '${portName}', which is UDP; VPC Lattice speaks HTTP and gRPC`)];
  }
  if (found !== undefined || ports.some(({ name, named: hasName }) => name === undefined && hasName !== false)) return [];
  return [refuse('LatticeRegistration.UnknownPort', 'portName',
    `must be the name of a port of the task, got '${portName}'; the task has ${described(ports)}`)];
}

function checkDefault({ ports }: LatticePortFacts): Finding[] {
  const candidates = named(ports);
  if (candidates.length === 1) return [];
  if (candidates.length > 1) {
    return [refuse('LatticeRegistration.SeveralPorts', 'portName',
      `must say which port is reached, got none of ${described(candidates)}; name one of them`)];
  }
  return [refuse('LatticeRegistration.UnnamedPort', 'service',
    `needs a TCP port with a name, by which ECS finds it, got ${described(ports)}; give the port mapping a name`)];
}

function described(ports: readonly ContainerPortFacts[]): string {
  if (ports.length === 0) return 'no port';
  return all(ports.map(({ name, port, protocol = 'tcp' }) => `${port ?? '…'}/${protocol}${name === undefined ? '' : ` '${name}'`}`));
}
