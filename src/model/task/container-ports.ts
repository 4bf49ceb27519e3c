import { at, ContainerFacts, ContainerPortFacts, pathOf } from './container-facts';
import { Finding, refuse } from '../finding';
import { allowsServiceConnect, NetworkMode, sharesAddress } from './network-mode';
import { checkRange, PORT } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition PortMapping Name.
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;

// Where a user of the shorthand wrote it.
const SHORTHAND = 'port';

/** Refuses ports out of range, and a port that is listened on twice at one address: of a container, or of the task where its containers share it. */
export function checkPorts(containers: readonly ContainerFacts[], mode: NetworkMode = 'awsvpc'): Finding[] {
  const ports = portsOf(containers);
  const isShared = sharesAddress(mode);
  return ports.flatMap(({ container, port, protocol, path }, index) => {
    const findings = checkRange('ContainerPort.Range', path, port, PORT);
    if (port === undefined || findings.length > 0) return findings;
    const first = ports.findIndex((other) => other.port === port && (other.protocol ?? 'tcp') === (protocol ?? 'tcp')
      && (isShared || other.container === container));
    return first === index ? []
      : [refuse('ContainerPort.SamePort', path, `must listen on a port of its own in the ${isShared ? 'task' : 'container'}, got ${port}/${protocol ?? 'tcp'}, which \`${ports[first].path}\` has too; take another`)];
  });
}

/** Refuses port names that ECS does not take, a name that two ports share, and a port that speaks a protocol but has no name. */
export function checkPortNames(containers: readonly ContainerFacts[], mode: NetworkMode = 'awsvpc'): Finding[] {
  const ports = portsOf(containers);
  return ports.flatMap(({ name, named, appProtocol, path }, index) => {
    if (!allowsServiceConnect(mode) && (named || appProtocol !== undefined)) {
      return [refuse('ContainerPort.NamedInMode', path,
        `takes a name and an application protocol with the network mode awsvpc or bridge only, got ${named ? `'${name ?? '…'}'` : appProtocol} with ${mode}; leave them out`)];
    }
    if (named === false && appProtocol !== undefined) {
      return [refuse('TaskBlueprint.UnnamedProtocol', path, `needs a name to go with its application protocol, got ${appProtocol} without one`)];
    }
    if (name === undefined) return [];
    if (!PORT_NAME.test(name)) {
      return [refuse('ContainerPort.Name', path,
        `must be named with up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got '${name}'`)];
    }
    const first = ports.findIndex((other) => other.name === name);
    return first === index ? [] : [refuse('ContainerPort.SameName', path, sameName(ports[index], ports[first]))];
  });
}

interface Port extends ContainerPortFacts {
  /** Place of the container among those of the task. */
  readonly container: number;
  readonly path: string;
  /** Written as `port`, which names no name. */
  readonly shorthand: boolean;
}

function sameName({ name, port, shorthand }: Port, first: Port): string {
  return shorthand
    ? `is short for a port with the name '${name}', got one that \`${first.path}\` has too; write ports: [{ containerPort: ${port ?? '…'}, name: 'another' }] in its place`
    : `must have a name of its own in the task, got '${name}', which \`${first.path}\` has too${first.shorthand ? ', since it is short for it' : ''}; take another`;
}

function portsOf(containers: readonly ContainerFacts[]): Port[] {
  return containers.flatMap((container, index) => (container.ports ?? []).map((port, position) => ({
    ...port, container: index, path: at(pathOf(container, index), port.path ?? `ports[${position}]`), shorthand: port.path === SHORTHAND,
  })));
}
