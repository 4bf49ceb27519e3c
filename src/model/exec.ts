import { at, ContainerFacts, pathOf } from './container-facts';
import { Finding, refuse } from './finding';

/** What is known of a service with ECS Exec on. */
export interface ExecFacts {
  readonly containers: readonly Pick<ContainerFacts, 'path' | 'readonlyRootFilesystem'>[];
  readonly ipv6Only?: boolean;
}

/**
 * Refuses ECS Exec where its agent cannot work: it writes to the root filesystem of the container that it opens, and speaks IPv4.
 *
 * ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", considerations.
 */
export function checkExec({ containers, ipv6Only }: ExecFacts): Finding[] {
  const closed = containers.length > 0 && containers.every(({ readonlyRootFilesystem }) => readonlyRootFilesystem === true);
  return [
    ...(closed ? [refuse('ExecAccess.ReadonlyRoot', at(pathOf(containers[0], 0), 'readonlyRootFilesystem'),
      'is false for the container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out')] : []),
    ...(ipv6Only ? [refuse('ExecAccess.Ipv6Only', 'exec', 'needs IPv4, and the subnets have IPv6 only; take dual-stack subnets or leave exec out')] : []),
  ];
}
