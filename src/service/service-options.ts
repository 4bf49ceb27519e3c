import { Duration } from 'aws-cdk-lib/core';
import { ServiceChoices } from './service-choices';
import { ServiceNetwork } from './service-network';
import { Shutdown } from './shutdown';
import { Rollout } from '../deployment/rollout';
import { TaskScaling } from '../scaling/task-scaling';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';
import { TrafficSource } from '../traffic/traffic-source';

const DEFAULT_TASK_COUNT = 2;

/** What a service is made of, wherever it runs. */
export interface ServiceOptions {
  /** What runs: containers, size, roles, secrets, logs, network mode. */
  readonly task: TaskBlueprint;

  /**
   * How many tasks run.
   *
   * @default TaskScaling.exactly(2)
   */
  readonly scaling?: TaskScaling;

  /**
   * Who reaches the service from outside.
   *
   * @default TrafficSource.none()
   */
  readonly traffic?: TrafficSource;

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
   * How long failing health checks of a starting task are ignored.
   *
   * @default - 60 seconds, or a container's longer `startPeriod`, where a balancer or a container checks health; absent otherwise
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * Name of the service, up to 255 letters, digits, hyphens and underscores; a named service cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly serviceName?: string;
}

/** The choices that a service's user made, and the defaults of the others. */
export function choicesOf(options: ServiceOptions) {
  return {
    task: options.task,
    scaling: options.scaling ?? TaskScaling.exactly(DEFAULT_TASK_COUNT),
    rollout: options.rollout ?? Rollout.rolling(),
    traffic: options.traffic ?? TrafficSource.none(),
    network: options.network ?? {},
    shutdown: options.shutdown ?? {},
    exec: options.exec,
    healthCheckGracePeriod: options.healthCheckGracePeriod,
    serviceName: options.serviceName,
  } satisfies Partial<ServiceChoices>;
}
