import { Workload } from './workload';
import { PortFacts } from '../discovery/registered-port';
import { MeshProtocol, protocolOf } from '../mesh/service-connect';
import { ContainerPortFacts } from '../task/container-facts';
import { NetworkMode } from '../task/network-mode';
import { readTaskDefinition } from '../task/task-definition';
import { modeOnInstances } from '../task/written-mode';
import { Resource } from '../template/template-file';
import { isFunction, isWritten, knownList, propertiesIn, textIn } from '../template-value';

/** A port of a task, and the container that has it. */
export interface TaskPort extends ContainerPortFacts {
  readonly container?: string;
  /** Absent where it is not known. */
  readonly speaks?: MeshProtocol;
}

/** What others see of the tasks of a service. */
export interface ReachedTask {
  readonly mode?: NetworkMode;
  readonly windows?: boolean;
  /** Absent where it is not known how many there are. */
  readonly ports?: readonly TaskPort[];
}

/** What others see of the tasks of a service; what is not known is absent. */
export function reachedTaskOf({ platform, task }: Workload): ReachedTask {
  if (task === undefined) return {};
  const ports = PORTS.has(task) ? PORTS.get(task) : portsOf(task);
  PORTS.set(task, ports);
  const { networkMode, windows } = readTaskDefinition({ ...task.properties, ContainerDefinitions: [] });
  const isOnInstances = platform === 'ec2' || platform === 'external';
  return { mode: isOnInstances ? modeOnInstances(task.properties) : networkMode, windows, ports };
}

/** The ports with the names of their containers; undefined where one is not known. */
export function knownPorts(ports: readonly TaskPort[] | undefined): readonly PortFacts[] | undefined {
  const known = ports?.flatMap(({ container, name, port, protocol = 'tcp' }) => (container === undefined ? [] : { container, name, port, protocol }));
  return known?.length === ports?.length ? known : undefined;
}

const PORTS = new WeakMap<Resource, readonly TaskPort[] | undefined>();

function portsOf({ properties }: Resource): readonly TaskPort[] | undefined {
  const written = knownList(properties.ContainerDefinitions);
  const isKnown = written?.every((container) => {
    const mappings = isFunction(container) ? undefined : knownList(propertiesIn(container).PortMappings);
    return mappings !== undefined && !mappings.some(isFunction);
  });
  if (written === undefined || !isKnown) return undefined;
  const { containers } = readTaskDefinition({ ContainerDefinitions: written });
  return containers.flatMap(({ name, ports = [] }, index) => ports.map((port, mapping) => ({
    ...port, container: name, speaks: spokenAt(knownList(propertiesIn(written[index]).PortMappings)?.[mapping]),
  })));
}

function spokenAt(mapping: unknown): MeshProtocol | undefined {
  const { AppProtocol: appProtocol } = propertiesIn(mapping);
  return isWritten(appProtocol) === (textIn(appProtocol) !== undefined) ? protocolOf({ appProtocol: textIn(appProtocol) }) : undefined;
}
