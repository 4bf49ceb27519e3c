import { isFunction, isWritten, knownList, knownProperties, numberIn, Properties, propertiesIn, textIn } from '../template-value';

/** A port of the instance that leads to a container. */
export interface MappedPort {
  /** 0 where the instance chooses; absent where it is not known. */
  readonly hostPort?: number;
  /** Absent where it is not known. */
  readonly protocol?: 'tcp' | 'udp';
}

/** A port of a container, and the port of the instance that leads to it. */
export interface ContainerMapping extends MappedPort {
  readonly container?: string;
  /** Absent where it is not known, or where a range of ports is mapped. */
  readonly containerPort?: number;
}

/** A container and its ports, as far as they are known. */
export interface MappedContainer {
  readonly name?: string;
  readonly ports?: readonly ContainerMapping[];
}

/** Reads the ports from the properties of an `AWS::ECS::TaskDefinition`; undefined where its containers are not known. */
export function readMappedPorts(task: Properties): readonly MappedContainer[] | undefined {
  return knownList(task.ContainerDefinitions)?.map((container) => {
    const { Name: name, PortMappings: mappings } = propertiesIn(container);
    const known = knownProperties(container) === undefined ? undefined : mappingsIn(mappings);
    return { name: textIn(name), ports: known?.map((mapping) => mappingOf(textIn(name), mapping)) };
  });
}

/** The ports of all containers; undefined where those of one are not known. */
export function allMappings(containers: readonly MappedContainer[] | undefined): readonly ContainerMapping[] | undefined {
  return containers?.every(({ ports }) => ports !== undefined) ? containers.flatMap(({ ports }) => ports ?? []) : undefined;
}

/** A mapping that is not known may be of any port. */
function mappingsIn(value: unknown): readonly Properties[] | undefined {
  const mappings = knownList(value);
  return mappings?.some(isFunction) ? undefined : mappings?.map(propertiesIn);
}

function mappingOf(container: string | undefined, { ContainerPort: port, HostPort: hostPort, Protocol: protocol }: Properties): ContainerMapping {
  return {
    container,
    containerPort: numberIn(port),
    hostPort: isWritten(hostPort) === false ? 0 : numberIn(hostPort),
    protocol: isWritten(protocol) === false ? 'tcp' : PROTOCOLS.find((known) => known === protocol),
  };
}

const PROTOCOLS = ['tcp', 'udp'] as const;
