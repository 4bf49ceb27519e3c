import { Finding, refuse } from '../finding';
import { all } from '../range';
import { MappedContainer } from '../task/mapped-ports';

/** What a target group of a service is told to send requests to. */
export interface TargetContainerFacts {
  readonly container?: string;
  readonly port?: number;
}

/** Refuses a target that the task does not have. ECS API reference, LoadBalancer containerName and containerPort. */
export function checkTargetContainer({ container: name, port }: TargetContainerFacts, containers: readonly MappedContainer[]): Finding[] {
  const named = containers.filter((container) => container.name === name);
  if (name === undefined || named.length > 1) return [];
  const [container] = named;
  if (container === undefined) {
    const names = containers.map((other) => other.name);
    return names.includes(undefined) ? [] : [refuse('LoadBalancer.Container', 'containerName',
      `must be a container of the task, got '${name}', where it has ${all(names.map((other) => `'${other}'`)) || 'none'}; name one of them`)];
  }
  const ports = container.ports?.map(({ containerPort }) => containerPort);
  if (port === undefined || ports === undefined || ports.includes(undefined) || ports.includes(port)) return [];
  return [refuse('LoadBalancer.Container', 'containerPort',
    `must be a port that the container maps, got ${port}, where '${name}' maps ${all(ports as number[]) || 'none'}; map it`)];
}
