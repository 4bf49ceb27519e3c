import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from './container-options';
import { ISidecar } from './sidecar';
import { TaskLogging } from './task-logging';
import { TaskRoles } from './task-roles';
import { FargateSize } from '../model/task/fargate-size';
import { TaskVolume } from '../volume/task-volume';

/** What the containers of a task share. */
export interface TaskOptions {
  /**
   * CPU and memory of the whole task; name it where only the deployment knows what the containers ask for.
   *
   * @default - on Fargate and Managed Instances the smallest size that holds what the containers ask for: 256 CPU units and 512 MiB where
   * they ask for nothing, 1024 and 2048 on Windows; on EC2 none, there each container names its memory
   */
  readonly size?: FargateSize;

  /**
   * Task role and execution role.
   *
   * @default TaskRoles.generated()
   */
  readonly roles?: TaskRoles;

  /**
   * Volumes of the task, by names of up to 255 letters, digits, hyphens and underscores (`Volume.Name` otherwise); containers mount them with `mounts`.
   *
   * @default - none but those of the containers' `writablePaths` and `hostMounts`
   */
  readonly volumes?: { [name: string]: TaskVolume };

  /**
   * CPU architecture and operating system.
   *
   * @default - Linux on X86_64
   */
  readonly runtimePlatform?: ecs.RuntimePlatform;

  /**
   * Name that all revisions of the task definition share: up to 255 letters, digits, hyphens and underscores.
   *
   * @default - a name made from the construct's path
   */
  readonly family?: string;

  /**
   * Keep the old revisions of the task definition active, so that a service can go back to one.
   *
   * CloudFormation deregisters a revision that it replaces otherwise.
   *
   * @default false
   */
  readonly retainRevisions?: boolean;

  /**
   * Let the containers ask for faults, as AWS Fault Injection Service does.
   *
   * @default false
   */
  readonly enableFaultInjection?: boolean;

  /**
   * How the containers are attached to the network; Fargate knows `awsvpc` only, Managed Instances also `host`, Windows `awsvpc` and its own NAT.
   *
   * A service refuses a mode that its platform lacks with `NetworkMode.Platform`.
   *
   * @default - ecs.NetworkMode.AWS_VPC; for a daemon, and on machines outside AWS, the mode that takes no network interface: bridge, or
   * Windows' own NAT
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
   */
  readonly networkMode?: ecs.NetworkMode;

  /**
   * Process namespace that the containers share; Fargate knows `task` only.
   *
   * @default - each container has its own
   */
  readonly pidMode?: ecs.PidMode;

  /**
   * Containers that join the task's own: log routers, collectors, agents, proxies. `Sidecar` has those that most tasks need.
   *
   * They count among the ten containers of a task, and take their share of its CPU and memory.
   *
   * @default - the task has its own containers only
   */
  readonly sidecars?: ISidecar[];
}

/** A task of one container. */
export interface SingleContainerOptions extends ContainerOptions, TaskOptions {}

/** A task of several containers. */
export interface MultiContainerOptions extends TaskOptions {
  /**
   * Where containers log to that name no `logging` of their own.
   *
   * @default TaskLogging.cloudWatch()
   */
  readonly logging?: TaskLogging;

  /** The containers, at most ten; the first that listens on a port is the one that a load balancer reaches unless told otherwise. */
  readonly containers: ContainerOptions[];
}
