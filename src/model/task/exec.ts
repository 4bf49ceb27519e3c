import { at, ContainerFacts, pathOf, sharedPath } from './container-facts';
import { NetworkMode } from './network-mode';
import { Finding, refuse } from '../finding';
import { all } from '../range';

// ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", considerations.

/** Refuses ECS Exec where its agent, which writes to the root filesystem, can open no container. */
export function checkExecContainers(containers: readonly Pick<ContainerFacts, 'hardened' | 'path' | 'readonlyRootFilesystem'>[]): Finding[] {
  if (containers.length === 0 || containers.some(({ readonlyRootFilesystem }) => readonlyRootFilesystem !== true)) return [];
  const hardened = containers.findIndex((container) => container.hardened);
  if (hardened >= 0) {
    return [refuse('ExecAccess.ReadonlyRoot', at(pathOf(containers[hardened], hardened), 'hardening'),
      'keeps the root filesystem read-only, where the agent of ECS Exec has to write, and no other container of the task can be opened; leave exec or the preset out')];
  }
  const such = containers.map((container, index) => `\`${at(pathOf(container, index), 'readonlyRootFilesystem')}\``);
  return [refuse('ExecAccess.ReadonlyRoot', sharedPath(containers, 'readonlyRootFilesystem'), containers.length === 1
    ? 'must be false for a container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out'
    : `must hold one that ECS Exec can open, whose root its agent may write to, got true for ${all(such)}; set one to false or leave exec out`)];
}

/** Refuses ECS Exec where its agent has no way out: it speaks IPv4. */
export function checkExecNetwork({ ipv6Only }: { readonly ipv6Only?: boolean }): Finding[] {
  return ipv6Only ? [refuse('ExecAccess.Ipv6Only', '', 'needs IPv4, and the subnets have IPv6 only; take dual-stack subnets or leave it out')] : [];
}

/** Refuses ECS Exec in a task without a network: its agent is in the container, and opens a channel to Systems Manager. */
export function checkExecMode(mode: NetworkMode | undefined): Finding[] {
  return mode === 'none' ? [refuse('ExecAccess.NoNetwork', 'networkMode',
    'must give ECS Exec a way to Systems Manager, got none; take another mode or leave exec out')] : [];
}
