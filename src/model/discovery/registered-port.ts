import { Finding, refuse } from '../finding';

/** What is known of a port of a task. */
export interface PortFacts {
  readonly container: string;
  readonly name?: string;
  /** Absent when it is a token. */
  readonly port?: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Which port is meant; what is absent or unknown is any. */
export interface WantedPort {
  readonly containerName?: string;
  readonly portName?: string;
  readonly containerPort?: number;
}

/** The ports that may be meant, each with every protocol that it has. */
export function mappingsMeant<Port extends PortFacts>(ports: readonly Port[], wanted: WantedPort): readonly Port[] {
  const { containerName, containerPort, portName } = wanted;
  return ports.filter(({ container, name, port }) => (containerName === undefined || container === containerName)
    && (portName === undefined || name === portName)
    && (containerPort === undefined || port === undefined || port === containerPort));
}

/** The ports that may be meant, each number of a container once: a registry tells no protocol. */
export function portsMeant<Port extends PortFacts>(ports: readonly Port[], wanted: WantedPort): readonly Port[] {
  const meant = mappingsMeant(ports, wanted);
  return meant.filter((one, index) => one.port === undefined
    || meant.findIndex(({ container, port }) => container === one.container && port === one.port) === index);
}

/**
 * Refuses a port that the task does not have, and one that is not the only one where exactly one is needed.
 *
 * @param purpose why one port is needed, as a sentence goes on with it; absent where none is
 */
export function checkPortMeant(ports: readonly PortFacts[], wanted: WantedPort, purpose?: string): Finding[] {
  const meant = portsMeant(ports, wanted);
  const isNamed = Object.values(wanted).some((value) => value !== undefined);
  if (meant.length === 1 || (purpose === undefined && !isNamed)) return [];
  if (ports.length === 0) {
    return [refuse('CloudMapRegistration.NoPort', pathOf(wanted), 'needs a port of the task, got a task without ports; give a container a port')];
  }
  const has = `the task has ${ports.map(describe).join(', ')}`;
  if (meant.length === 0) {
    return [refuse('CloudMapRegistration.UnknownPort', pathOf(wanted), `must name a port of the task, got ${textOf(wanted)}; ${has}`)];
  }
  return purpose === undefined ? [] : [refuse('CloudMapRegistration.SeveralPorts', 'portName',
    `must say which port ${purpose}, got ${textOf(wanted)}, which may be ${meant.length} of them; ${has}`)];
}

function pathOf({ containerName, containerPort, portName }: WantedPort): string {
  if (portName !== undefined) return 'portName';
  if (containerPort !== undefined) return 'containerPort';
  return containerName !== undefined ? 'containerName' : 'service';
}

function textOf({ containerName, containerPort, portName }: WantedPort): string {
  const port = [...(portName === undefined ? [] : [`'${portName}'`]), ...(containerPort === undefined ? [] : [`${containerPort}`])].join(' ');
  if (containerName === undefined) return port === '' ? 'none' : port;
  return port === '' ? `container '${containerName}'` : `${port} of container '${containerName}'`;
}

function describe({ container, name, port, protocol }: PortFacts): string {
  return `${container} ${port ?? 'a port'}/${protocol}${name === undefined ? '' : ` ('${name}')`}`;
}
