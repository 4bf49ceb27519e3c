import { ServiceNetwork } from './service-network';
import { Shutdown } from './shutdown';
import { Rollout } from '../deployment/rollout';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';

/** What any service is made of, whether somebody calls it or it finds its work by itself. */
export interface CommonServiceOptions {
  /** What runs: containers, size, roles, secrets, logs, network mode. */
  readonly task: TaskBlueprint;

  /**
   * How a new revision replaces the old one.
   *
   * @default Rollout.rolling()
   */
  readonly rollout?: Rollout;

  /**
   * Where in the VPC the tasks run; for tasks with a network interface of their own, as all on Fargate have.
   *
   * @default - private subnets, no public address, a security group of the service's own
   */
  readonly network?: ServiceNetwork;

  /**
   * Shells into running containers with ECS Exec.
   *
   * @default - off
   */
  readonly exec?: ExecAccess;

  /**
   * How a task is drained and stopped.
   *
   * @default - 30 seconds to drain, and on Spot the rest of the two minutes' notice to stop
   */
  readonly shutdown?: Shutdown;

  /**
   * Name of the service, up to 255 letters, digits, hyphens and underscores; a named service cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly serviceName?: string;
}
