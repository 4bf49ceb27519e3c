import { at, ContainerFacts, ContainerPortFacts, pathOf } from './container-facts';
import { Finding, refuse } from '../finding';
import { checkRange, PORT } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition PortMapping Name.
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;

/** Refuses ports out of range, and a port that is listened on twice: the containers of a task share one network address. */
export function checkPorts(containers: readonly ContainerFacts[]): Finding[] {
  const ports = portsOf(containers);
  return ports.flatMap(({ port, protocol, path }, index) => {
    const findings = checkRange('ContainerPort.Range', path, port, PORT);
    if (port === undefined || findings.length > 0) return findings;
    const first = ports.findIndex((other) => other.port === port && (other.protocol ?? 'tcp') === (protocol ?? 'tcp'));
    return first === index ? []
      : [refuse('ContainerPort.SamePort', path, `listens on a port of its own in the task, got ${port}/${protocol ?? 'tcp'}, which \`${ports[first].path}\` has too; take another`)];
  });
}

/** Refuses port names that ECS does not take, a name that two ports share, and a port that speaks a protocol but has no name. */
export function checkPortNames(containers: readonly ContainerFacts[]): Finding[] {
  const ports = portsOf(containers);
  return ports.flatMap(({ name, named, appProtocol, path }, index) => {
    if (named === false && appProtocol !== undefined) {
      return [refuse('TaskBlueprint.UnnamedProtocol', path, `needs a name to go with its appProtocol, got ${appProtocol} without one`)];
    }
    if (name === undefined) return [];
    if (!PORT_NAME.test(name)) {
      return [refuse('ContainerPort.Name', path,
        `is named with up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got '${name}'`)];
    }
    const first = ports.findIndex((other) => other.name === name);
    return first === index ? [] : [refuse('ContainerPort.SameName', path, `has a name of its own in the task, got '${name}', which \`${ports[first].path}\` has too; take another`)];
  });
}

function portsOf(containers: readonly ContainerFacts[]): (ContainerPortFacts & { readonly path: string })[] {
  return containers.flatMap((container, index) => (container.ports ?? [])
    .map((port, position) => ({ ...port, path: at(pathOf(container, index), port.path ?? `ports[${position}]`) })));
}
