import { Finding, refuse } from '../finding';
import { MappedPort } from '../task/mapped-ports';
import { mapsPorts, NetworkMode } from '../task/network-mode';

/** What is known of the port at which a target group asks a task whether it is well. */
export interface HealthPortFacts {
  readonly mode?: NetworkMode;
  /** Absent also where it is that of the traffic. */
  readonly healthPort?: number;
  /** The port that ECS registers with the target group. */
  readonly target?: MappedPort;
  /** All ports of the task. */
  readonly ports: readonly MappedPort[];
}

/** Refuses a health check at a port of the instance that leads to no container. ECS API reference, PortMapping hostPort. */
export function checkHealthPort({ healthPort, mode, ports, target }: HealthPortFacts): Finding[] {
  const isChosen = mode !== undefined && mapsPorts(mode) && target?.hostPort === 0;
  if (!isChosen || healthPort === undefined || ports.some(({ hostPort }) => hostPort === undefined || hostPort === healthPort)) return [];
  return [refuse('TargetHealth.FixedPort', 'port',
    `must be traffic-port where the instance chooses the port of the task, got ${healthPort}, which leads to no container; leave it out`)];
}
