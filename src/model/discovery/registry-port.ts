import { checkPortMeant, PortFacts } from './registered-port';
import { RegistryFacts } from './written-registry';
import { Finding, refuse } from '../finding';
import { NetworkMode } from '../task/network-mode';

const PURPOSE = 'clients are told';
const ADDRESSES = ['A', 'AAAA', 'A, AAAA'];

/** What is known of the tasks that a registry gets, and of its records. */
export interface RegistryTaskFacts {
  readonly mode?: NetworkMode;
  /** As Cloud Map says them: `A, AAAA`. */
  readonly records?: string;
  /** Absent where not all of them are known. */
  readonly ports?: readonly PortFacts[];
}

/** Refuses a registry without the port that its clients need to be told, and one with a port that it does not take. ECS API reference, ServiceRegistry. */
export function checkRegistryPort(registry: RegistryFacts, { mode, ports, records }: RegistryTaskFacts): Finding[] {
  if (mode === 'none' || mode === undefined) return [];
  if (mode === 'awsvpc' && records !== undefined && ADDRESSES.includes(records)) return checkNoPort(registry, records);
  // Records of addresses are refused for other modes, whatever the port.
  if (mode !== 'awsvpc' && records !== undefined && records !== 'SRV') return [];
  const isTold = mode !== 'awsvpc' || records === 'SRV';
  const findings = isKnown(registry) && ports !== undefined && (registry.hasContainerName || registry.hasContainerPort || !hasOwnPort(registry, mode))
    ? checkPortMeant(ports, { containerName: registry.containerName, containerPort: registry.containerPort }, isTold ? PURPOSE : undefined) : [];
  return findings.length === 0 && isTold ? checkNamed(registry, mode) : findings;
}

function checkNoPort({ hasContainerName, hasContainerPort, hasPort }: RegistryFacts, records: string): Finding[] {
  if (!hasContainerName && !hasContainerPort && !hasPort) return [];
  return [refuse('CloudMapRegistration.PortNotTold', 'service',
    `must name no container and no port in the network mode awsvpc with ${records} records, which hold addresses alone, got one; leave it out, or take SRV records`)];
}

function checkNamed(registry: RegistryFacts, mode: NetworkMode): Finding[] {
  if ((registry.hasContainerName !== false && registry.hasContainerPort !== false) || hasOwnPort(registry, mode)) return [];
  return [refuse('CloudMapRegistration.UnnamedPort', 'service',
    `must name the container and its port ${mode === 'awsvpc' ? 'for SRV records' : `in the network mode ${mode}`}, got ${gotOf(registry)}; `
    + 'write ContainerName and ContainerPort')];
}

/** With awsvpc, a port that is no container's will do for SRV records. */
function hasOwnPort({ hasPort }: RegistryFacts, mode: NetworkMode): boolean {
  return mode === 'awsvpc' && hasPort !== false;
}

function gotOf({ hasContainerName, hasContainerPort }: RegistryFacts): string {
  if (hasContainerName !== false) return 'a container alone';
  return hasContainerPort === false ? 'neither' : 'a port alone';
}

/** What is written is known too. */
function isKnown({ containerName, containerPort, hasContainerName, hasContainerPort }: RegistryFacts): boolean {
  return hasContainerName === (containerName !== undefined) && hasContainerPort === (containerPort !== undefined);
}
