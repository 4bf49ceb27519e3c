import { at, ContainerFacts, pathOf } from './container-facts';
import { Finding, refuse, under } from '../finding';
import { checkHostPort, NetworkMode, RESERVED_HOST_PORTS } from './network-mode';

// CloudFormation reference, AWS::ECS::TaskDefinition PortMapping HostPort: on an instance at one time, with those that it keeps.
const MOST_RESERVED = 100;

/** Refuses host ports that the network mode or the instance does not leave free, and one that two ports of the task ask for. */
export function checkHostPorts(containers: readonly ContainerFacts[], mode: NetworkMode | undefined): Finding[] {
  const mapped = containers.flatMap((container, index) => (container.ports ?? []).flatMap(({ port, hostPort, protocol, path }, position) =>
    (hostPort === undefined ? [] : { port, hostPort, protocol: protocol ?? 'tcp', path: at(pathOf(container, index), path ?? `ports[${position}]`) })));
  const ofEach = mapped.flatMap(({ port, hostPort, protocol, path }, index) => {
    const findings = under(path, checkHostPort({ mode, containerPort: port, hostPort }));
    const first = mapped.findIndex((other) => other.hostPort === hostPort && other.protocol === protocol);
    if (findings.length > 0 || hostPort === 0 || first === index) return findings;
    return [refuse('NetworkMode.SameHostPort', `${path}.hostPort`,
      `must be taken once on an instance, got ${hostPort}/${protocol}, which \`${mapped[first].path}\` has too; leave it out for a dynamic port`)];
  });
  return [...checkFixedCount(mapped, mode), ...ofEach];
}

/** Of the ports that the instance chooses none counts. */
function checkFixedCount(mapped: readonly { readonly hostPort: number; readonly protocol: string }[], mode: NetworkMode | undefined): Finding[] {
  const fixed = new Set(mapped.filter(({ hostPort }) => hostPort !== 0).map(({ hostPort, protocol }) => `${hostPort}/${protocol}`)).size;
  const most = MOST_RESERVED - RESERVED_HOST_PORTS.length;
  return mode === undefined || mode === 'awsvpc' || fixed <= most ? [] : [refuse('NetworkMode.TooManyHostPorts', '',
    `must ask for ${most} ports of the instance or fewer, beside the ${RESERVED_HOST_PORTS.length} that it keeps, got ${fixed}; leave host ports out for dynamic ones`)];
}
