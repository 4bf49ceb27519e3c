import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityOptions } from '../task/capability-options';
import { SidecarTask } from '../task/sidecar';
import { TaskLogging } from '../task/task-logging';

/** What the containers of all agents, collectors and routers have. */
export interface SidecarOptions {
  /**
   * Image to run, such as a copy in a registry of your own.
   *
   * @default - the version that this library was tested with, from AWS's public registry
   */
  readonly image?: ecs.ContainerImage;

  /**
   * Name of the container, unique in its task.
   *
   * @default - what it is: 'log-router', 'otel-collector', 'cloudwatch-agent', 'datadog-agent'
   */
  readonly name?: string;

  /**
   * CPU units that the container gets at least when the task is busy; 1024 are one vCPU.
   *
   * @default - no share of its own: what the other containers leave
   */
  readonly cpu?: number;

  /**
   * Memory in MiB above which the container is killed.
   *
   * @default - no limit but the task's
   */
  readonly memoryMiB?: number;

  /**
   * Memory in MiB that is kept for the container; the size of the task grows by it.
   *
   * @default - 50 for a log router, 256 for a collector or the CloudWatch agent, 512 for the Datadog agent
   */
  readonly memoryReservationMiB?: number;

  /**
   * Where the container itself logs to; for a log router anything but `awsfirelens` (`FireLens.RoutesItself` otherwise).
   *
   * @default - a log group of its own for a log router, else as the containers of the task
   */
  readonly logging?: TaskLogging;
}

/** How a sidecar runs that is made of them. */
export interface SidecarDefaults {
  readonly name: string;
  readonly image: string;
  readonly memoryReservationMiB: number;
}

/** None, for a program that is not root and listens on high ports; Windows, where it is refused as a whole, has none to drop. */
export function noCapabilities({ windows }: SidecarTask): CapabilityOptions | undefined {
  return windows ? undefined : { drop: [ecs.Capability.ALL] };
}

/** The container options that the user's and the defaults come to; each of the images is one process that handles signals by itself. */
export function containerOptions({ image, name, cpu, memoryMiB, memoryReservationMiB, logging }: SidecarOptions, defaults: SidecarDefaults) {
  return {
    image: image ?? ecs.ContainerImage.fromRegistry(defaults.image),
    name: name ?? defaults.name,
    cpu,
    memoryMiB,
    memoryReservationMiB: memoryReservationMiB ?? (memoryMiB === undefined ? defaults.memoryReservationMiB : undefined),
    logging,
    initProcess: false,
  };
}
