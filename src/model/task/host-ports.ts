import { at, ContainerFacts, pathOf } from './container-facts';
import { Finding, refuse, under } from '../finding';
import { checkHostPort, NetworkMode } from './network-mode';

/** Refuses host ports that the network mode or the instance does not leave free, and one that two ports of the task ask for. */
export function checkHostPorts(containers: readonly ContainerFacts[], mode: NetworkMode | undefined): Finding[] {
  const mapped = containers.flatMap((container, index) => (container.ports ?? []).flatMap(({ port, hostPort, protocol, path }, position) =>
    (hostPort === undefined ? [] : { port, hostPort, protocol: protocol ?? 'tcp', path: at(pathOf(container, index), path ?? `ports[${position}]`) })));
  return mapped.flatMap(({ port, hostPort, protocol, path }, index) => {
    const findings = under(path, checkHostPort({ mode, containerPort: port, hostPort }));
    const first = mapped.findIndex((other) => other.hostPort === hostPort && other.protocol === protocol);
    if (findings.length > 0 || hostPort === 0 || first === index) return findings;
    return [refuse('NetworkMode.SameHostPort', `${path}.hostPort`,
      `must be taken once on an instance, got ${hostPort}/${protocol}, which \`${mapped[first].path}\` has too; leave it out for a dynamic port`)];
  });
}
