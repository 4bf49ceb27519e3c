import { Duration } from 'aws-cdk-lib/core';
import { CommonServiceOptions } from './common-service-options';
import { ServiceChoices } from './service-choices';
import { Rollout } from '../deployment/rollout';
import { TaskScaling } from '../scaling/task-scaling';
import { TrafficSource } from '../traffic/traffic-source';

const DEFAULT_TASK_COUNT = 2;

/** What a service is made of, wherever it runs. */
export interface ServiceOptions extends CommonServiceOptions {
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
   * How long failing health checks of a starting task are ignored.
   *
   * @default - 60 seconds, or a container's longer `startPeriod`, where a balancer or a container checks health; absent otherwise
   */
  readonly healthCheckGracePeriod?: Duration;
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
